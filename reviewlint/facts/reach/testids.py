"""Components that tests look up by an id which is there for tests: `data-testid="total"`, `{...cypressId("total")}`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.target import SCRIPTS
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.syntax.model import Literal

Place = tuple[str, int, int]  # path, scope, line
_MOST_FILES, _MOST_IDS = 60, 12
_MOST_SETTING = 3  # files that set one id: of more, nobody knows which one a test sees


def looked_up(target: Target, code: Code) -> Iterator[Place]:
    """Where tests look up an element that the component `target` marks with an id of its own."""
    own = code.file(target.path) if target.language in SCRIPTS and not is_test_path(target.path) else None
    sets = words().testids["sets"]
    for mark in dict.fromkeys(_marks(target, own, sets)) if own is not None else ():
        parts = re.findall(r"[A-Za-z_]\w+", mark)
        paths = frozenset.intersection(*map(code.mentioning, parts)) if parts else frozenset()
        tests = sorted(filter(is_test_path, paths))[:_MOST_FILES]
        if not tests or sum(_sets(code, path, mark) for path in sorted(paths - {*tests})) > _MOST_SETTING:
            continue
        for file in filter(None, map(code.file, tests)):
            if mark not in _set_in(file.text):  # by a double of the component
                yield from (
                    (file.path, literal.scope, literal.line)
                    for literal in file.outline.literals
                    if mark in literal.value and _looks_up(file, literal, mark)
                )


def _marks(target: Target, own: CodeFile, sets: re.Pattern[str]) -> Iterator[str]:
    """The ids that the body of a component writes down whole."""
    found = 0
    for d in own.outline.definitions:
        if d.name == target.qualified and found < _MOST_IDS:
            for mark in sets.finditer(own.text, d.body, d.end):
                found += 1
                yield mark[1] or mark[2]


def _sets(code: Code, path: str, mark: str) -> bool:
    text = code.index.text(path) or ""
    return mark in text and mark in _set_in(text)


def _set_in(text: str) -> set[str]:
    return {found[1] or found[2] for found in words().testids["sets"].finditer(text)}


def _looks_up(file: CodeFile, literal: Literal, mark: str) -> bool:
    """Whether a literal looks the id up, by a function for that or in a selector, and expects it to be there."""
    line = file.line(literal.line)
    if words().testids["absent"].search(line):
        return False
    if literal.value == mark:
        before = line[: max(line.find(mark), 0)].rstrip("\"'`")
        return words().testids["asks"].search(before) is not None
    return any(found[1] == mark for found in words().testids["selects"].finditer(literal.value))
