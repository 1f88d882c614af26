"""Methods that a controller runs around its actions as its class says: `before_action :load, only: :show`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.dispatch.mixins import including
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.facts.reach.types.hierarchy import Hierarchy
    from reviewlint.syntax.model import Definition

Place = tuple[str, int, int, int]  # path, scope, line, steps that do not stand in the code
_LISTED = r"(?:\[[^\]]*\]|%[iw]\[[^\]]*\]|:\w+)"
_LIMITS = regex(rf":?(only|except)(?::|\s*=>)\s*({_LISTED})")
_WORD = regex(r"[A-Za-z_]\w*")
_MOST_HEIRS, _MOST_FILES = 10, 60


def around_actions(target: Target, code: Code, hierarchy: Hierarchy) -> Iterator[Place]:
    """The actions that run the method `target` too, those of the class that says so before those of its heirs.

    A handler of errors counts only where tests of the controller speak of an answer that is an error.
    """
    if target.language != "ruby" or target.kind != "method" or is_test_path(target.path):
        return
    family = hierarchy.family(target.path, target.owner)
    places = [(target.path, target.owner), *((one.path, one.qualified) for one in family.down[:_MOST_HEIRS])]
    for place in dict.fromkeys(including(target, code)):
        below = hierarchy.family(*place).down[:_MOST_HEIRS]
        places += [place, *((one.path, one.qualified) for one in below)]
    inherited = False
    for path, owner in places:
        file = code.file(path)
        said = [*_said(file, target.name)] if file is not None else []
        for statement in said:
            if file is not None and (
                not words().contexts["rescues"].match(statement) or _expected(path, statement, code)
            ):
                yield from (
                    (path, n, d.line, 0)
                    for n, d in _actions(file, owner, statement)
                    if d.name != target.qualified
                )
        if file is not None and inherited and not said:
            yield from ((path, n, d.line, 1) for n, d in _actions(file, owner, ""))
        own_wide = (s for s in said if not _LIMITS.search(s) and not words().contexts["rescues"].match(s))
        inherited = inherited or (path == target.path and any(own_wide))


def _said(file: CodeFile, name: str) -> Iterator[str]:
    """The statements of a file that hand the method `name` to a framework as a callback of actions."""
    if f":{name}" in file.text:
        word = re.compile(rf":{re.escape(name)}(?![\w?!])")
        for found in words().contexts["callbacks"].finditer(file.text):
            if word.search(_LIMITS.sub("", found[0])):
                yield found[0].strip()


def _actions(file: CodeFile, owner: str, statement: str) -> Iterator[tuple[int, Definition]]:
    limits = {word: set(_WORD.findall(listed)) for word, listed in _LIMITS.findall(statement)}
    for number, one in enumerate(file.outline.definitions):
        above, _, name = one.name.rpartition(".")
        if above == owner and one.kind == "method" and _runs(name, limits):
            yield number, one


def _runs(action: str, limits: dict[str, set[str]]) -> bool:
    only: Collection[str] = limits.get("only", {action})
    return action in only and action not in limits.get("except", ())


def _expected(path: str, statement: str, code: Code) -> bool:
    """Whether a test of the controller at `path` speaks of an error, or of the one that `statement` names."""
    stem = path.rpartition("/")[2].removesuffix(".rb").removesuffix("_controller")
    error = _WORD.findall(statement.partition(",")[0])[-1]
    near = [p for p in code.mentioning(stem) if is_test_path(p) and stem in p.rpartition("/")[2]]
    texts = ((file.text if (file := code.file(p)) is not None else "") for p in sorted(near)[:_MOST_FILES])
    return any(error in text or words().contexts["refusals"].search(text) for text in texts)
