"""Tests of the change that run the whole application: requests, rendered pages, commands.

Between such a test and a unit there is often no name to follow. One that this change writes, and that leads to none of
its other units, was written for those that nothing else leads to; so was one that is named after the unit's file.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reviewlint.facts.habits import is_named_after
from reviewlint.facts.model import TestUse
from reviewlint.facts.reach.suites.shared import speaks
from reviewlint.facts.reach.testcode import asserts, browses, called, drives, in_browser, named, test_around
from reviewlint.record import Record
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import File, Unit
    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.testcode import Honesty

STEPS = 3  # the way between them is not known


class _Written(Record):
    """A test file with the line of the first test that the change writes in it, and of the first in a browser or 0."""

    file: File
    line: int
    in_browser: int


class Driven:
    """Finds such tests over one change."""

    def __init__(self, facts: Facts, code: Code, honesty: Honesty) -> None:
        self._facts, self._code, self._honesty = facts, code, honesty
        self._known: list[_Written] | None = None

    def of(self, unit: Unit, taken: frozenset[str]) -> Iterator[TestUse]:
        """The tests that may be meant for `unit`; `taken` are the test files that lead to other changed units."""
        language = next(file.language for file in self._facts.files if file.path == unit.path)
        for written in self._written():
            path = written.file.path
            own = is_named_after(path, unit.path)
            line = written.line
            if not speaks(written.file.language, language):
                line = written.in_browser if language in SCRIPTS else 0
            if line and (own or path not in taken):
                way = (f"{path}:{line}", "the application that it runs", unit.name)
                yield TestUse(path, line, "in-diff", STEPS, way)

    def _written(self) -> list[_Written]:
        if self._known is None:
            files = [
                f for f in self._facts.files if f.role == "test" and f.language and f.status != "removed"
            ]
            self._known = [written for file in files if (written := self._first(file)).line]
        return self._known

    def _first(self, file: File) -> _Written:
        code, added = self._code.file(file.path), self._facts.sources.added(file.path)
        if code is None:
            return _Written(file, 0, 0)
        first = 0
        for number in _tests(code, added):
            if self._honesty.of(code, number):
                one = code.outline.definitions[number]
                first = first or one.line
                if in_browser(file.path) or browses(code.text[one.start : one.end]):
                    return _Written(file, first, one.line)
                if not (in_browser(file.path) or browses(code.text)):
                    break  # none of the others does
        return _Written(file, first, 0)


def _tests(file: CodeFile, added: Iterable[int]) -> Iterator[int]:
    """The tests that run the application and assert in one of the `added` lines, or call there what a helper does."""
    for number, definition in enumerate(file.outline.definitions):
        if test_around(file.outline, number, True) != number:
            continue
        lines = [line for line in added if definition.line <= line <= definition.end_line]
        said = "\n".join(file.line(line) for line in sorted(lines))
        whole = file.text[definition.start : definition.end]
        is_new = definition.line in lines
        if lines and (is_new or asserts(f"\n{said}")) and _runs(file, whole):
            yield number


def _runs(file: CodeFile, body: str) -> bool:
    """Whether a test runs the application, or a helper in its own file does: `const wrapper = mountGallery()`."""
    helpers = (helper for name in called(body) for helper in named(file, name))
    bodies = (file.text[helper.start : helper.end] for helper in helpers)
    return any(map(_acts, (body, *bodies)))


@lru_cache(maxsize=512)  # one helper serves many tests
def _acts(body: str) -> bool:
    return drives(body) or browses(body)
