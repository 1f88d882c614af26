"""How far off a test is looked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reviewlint.facts.reach.testcode import in_browser, is_test_path, touched
from reviewlint.record import Record
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.reach.code import Code
    from reviewlint.facts.reach.holders import Holders
    from reviewlint.facts.reach.target import Target

_HELPED = 1  # steps more, through a caller that changed, too, and is near to its tests
_ANY = 100  # steps: more than any chain has


class Nearness(Record):
    """The steps that may lie between a unit and a test: one that the change adds or alters, or any other."""

    new: int
    old: int


class Horizon:
    """The steps at which the searches for the tests of one change end."""

    def __init__(self, facts: Facts, paths: frozenset[str], code: Code, holders: Holders) -> None:
        self._facts, self._paths, self._code, self._holders = facts, paths, code, holders

    def of(self, start: Target, within: Nearness | None) -> int:
        """The steps for `start`: further off is neither a test that is near, nor one that shows its page."""
        if within is None:
            return _ANY
        far = self._any_new or (start.language in SCRIPTS and self._any_in_browser)
        return (max(within) if far else within.old) + _HELPED

    @cached_property
    def _any_new(self) -> bool:
        """Whether the change adds or alters a test, in a file of tests or beside code."""
        return any(map(is_test_path, self._paths)) or any(map(self._alters_test, self._paths))

    def _alters_test(self, path: str) -> bool:
        file, lines = self._code.file(path), self._facts.sources.added(path)
        return file is not None and any(touched(file, test, lines) for test in self._holders.tests_of(file))

    @cached_property
    def _any_in_browser(self) -> bool:
        return any(map(in_browser, filter(is_test_path, self._facts.change.tree("head"))))
