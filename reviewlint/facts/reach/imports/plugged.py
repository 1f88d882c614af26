"""Classes that Python code loads by a name: by their path, or by one beside their base, `plug("Rights", BaseRights)`.

Which module a class of the second kind is of comes from settings, so it may be meant where a test says the name of its
module, or where that is what the settings say of themselves; the others are in no run.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.facts.reach.types.hierarchy import Family
    from reviewlint.syntax.model import Literal

_MOST_FILES, _LINES = 40, 3
_PATH = regex(r"[\w.:]{1,200}")

_CHOSEN = r"[\"'](?:[\w.]+\.)?{0}[\"']|^[ \t]*(?:[\w-]+\s*[=:]\s*){0}\s*$"
_DEFAULT = (
    r"(?i:\b\w*(?:value|default)\w*[\"']?\s*[=:]\s*|\.get\(\s*[\"'][\w.-]+[\"']\s*,\s*)"
    r"[\"'](?:[\w.]+\.)?{0}[\"']"
)

Place = tuple[str, int, int]  # path, scope, line


def plugged_in(target: Target, family: Family, code: Code) -> Iterator[Place]:
    """Where a function hands on the name of the class `target` as a text, beside a class that it inherits from."""
    above = frozenset(one.name for one in family.up)
    if target.language != "python" or not above or not _is_chosen(target.path, code):
        return
    for path in sorted(code.mentioning(*above) & code.mentioning(target.name))[:_MOST_FILES]:
        file = code.file(path)
        for literal in _beside(file, target.name, above) if file is not None else ():
            yield path, literal.scope, literal.line


def _is_chosen(of: str, code: Code) -> bool:
    """Whether a text of a test, or the default of a setting, names the module `of` a class: `"type": "ldap"`."""
    module = of.removesuffix(".py").removesuffix("/__init__").rpartition("/")[2]
    chosen = re.compile(_CHOSEN.format(re.escape(module)), re.MULTILINE)
    default = re.compile(_DEFAULT.format(re.escape(module)))
    for path in sorted(code.mentioning(module)):
        file = code.file(path) if path != of else None
        if file is None or file.language != "python":
            continue
        if default.search(file.text) or (is_test_path(path) and chosen.search(file.text)):
            return True
    return False


def is_told(file: CodeFile, name: str, bases: Iterable[str], of: str, code: Code) -> bool:
    """Whether a text of `file` names a class of the file `of`: by its path, or beside one of its bases."""
    ends = (f".{name}", f":{name}")
    by_path = (one.value.endswith(ends) and _PATH.fullmatch(one.value) for one in file.outline.literals)
    beside = any(True for _ in _beside(file, name, frozenset(bases)))
    return any(by_path) or (beside and _is_chosen(of, code))


def _beside(file: CodeFile, name: str, bases: frozenset[str]) -> Iterator[Literal]:
    """The texts `name` in functions of a file of Python, in one call with one of the `bases`."""
    for literal in file.outline.literals if bases and file.language == "python" else ():
        if literal.value == name and literal.scope >= 0:
            around = file.lines[max(literal.line - _LINES, 0) : literal.line + _LINES - 1]
            if _any_of(bases).search("\n".join(around)):
                yield literal


@cache
def _any_of(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"[(,]\s*(?:\w+\.)*(?:{'|'.join(sorted(map(re.escape, names)))})\s*[,)]")
