"""Tests of one controller of Rails, which ask for its actions by a symbol: `get :index` in `CartsControllerTest`.

Rails tells the controller by the name of the test class, or `tests CartsController`; RSpec by what is described.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.facts.reach.types.hierarchy import Family, Hierarchy
    from reviewlint.syntax.model import Reference

_HOME = regex(r"(?:^|/)controllers/((?:\w+/)*)\w+_controller\.rb$")
_ASKS = (
    r"(?m)^\s*(?:\w+\s*=\s*)?(?:xhr\s+:\w+,\s*|(?:get|post|put|patch|delete|head|process)[\s(]\s*):{name}\b"
)
_ABOUT = regex(
    r"(?m)^\s*(?:class|(?:RSpec\.)?describe|tests)[\s(]+(?:::)?(?:\w+::)*(\w+Controller)(?:Test)?\b"
)
_MOST_FILES, _MOST_HEIRS = 20, 20


def asking(
    target: Target, family: Family, code: Code, hierarchy: Hierarchy
) -> Iterator[tuple[str, int, int]]:
    """(path, scope, line) of the requests by which tests of its controller, or of an heir, run the action `target`."""
    if target.language != "ruby" or target.kind != "method" or _HOME.search(target.path) is None:
        return
    way = re.compile(_ASKS.format(name=re.escape(target.name)))
    for heir in hierarchy.inheriting(family, target.name)[:_MOST_HEIRS]:
        home = _HOME.search(heir.path)
        paths = code.tests_mentioning(heir.name, f"{heir.name}Test") if home is not None else ()
        for file in filter(None, map(code.file, sorted(paths)[:_MOST_FILES])):
            if home is not None and _is_of(file, heir.name, home[1]):
                yield from _requests(file, target.name, way)


def is_for_another(reference: Reference, target: Target, file: CodeFile) -> bool:
    """Whether a test asks by a symbol, `get :show`, for an action of the controller that it is about, which is not the
    one of the action `target`."""
    if target.language != "ruby" or file.language != "ruby" or _HOME.search(target.path) is None:
        return False
    way = re.compile(_ASKS.format(name=re.escape(target.name)))
    about = _ABOUT.findall(file.text) if way.search(f"{file.line(reference.line)}\n") else []
    return bool(about) and target.owner_name not in about


def _is_of(file: CodeFile, name: str, folder: str) -> bool:
    """Whether a file of tests is about the controller of that name, which stands in that folder of controllers."""
    head = re.compile(
        rf"(?m)^\s*(?:class|(?:RSpec\.)?describe|tests)[\s(]+(?:::)?((?:\w+::)*){name}(?:Test)?\b"
    )
    wanted = folder.replace("_", "").replace("/", "::").lower()
    modules = "".join(f"{one}::" for one in re.findall(r"(?m)^\s*module\s+([\w:]+)", file.text))
    return any(f"{modules}{found[1]}".lower() == wanted for found in head.finditer(file.text))


def _requests(file: CodeFile, name: str, way: re.Pattern[str]) -> Iterator[tuple[str, int, int]]:
    lines = {file.text.count("\n", 0, found.end()) + 1 for found in way.finditer(file.text)}
    for one in file.references.get(name, ()):
        if one.line in lines:
            yield file.path, one.scope, one.line
