"""How thickly a repository is tested: files of tests beside files of code, told from their names alone.

The thicker it is, the likelier is code that no test was seen to reach reached in a way that syntax does not show, and
not left without a test. How likely was counted over failures that readers judged (`benchmarks/README.md`).
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reviewlint.facts.reach.suites.shared import speaks
from reviewlint.facts.reach.testcode import in_browser, is_test_path
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS, language_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_DENSE, _TESTED, _BROWSED = 0.6, 0.15, 0.1  # files of tests for a file of code
_THIN = 0.2  # the same, up to which a test is seldom overlooked
_THIN_FOR_MUCH = 0.35  # and up to which one of a large change is
_SLIGHT, _FEW, _MUCH = 24, 100, 300  # tokens
_NO_TESTS = regex(
    r"(?:^|/)(?:step[-_]?[dD]efinitions|fixtures?|__fixtures__|test-?_?data|__mocks__)/|^features/"
    r"|(?:^|/)(?:__init__|conftest)\.py$"
)
_LEAST = 20  # files of tests: fewer tell nothing of a habit
_LEAST_IN_BROWSER = 10  # of those that each work on a whole page


class Density(Record):
    """The files of a language in a repository: tests, and code that is none."""

    tests: tuple[str, ...]
    sources: int

    def hides(self, size: int, *, decides: bool, new: int = 0, draws: bool = False) -> bool:
        """Whether a test of a change of `size` tokens is likelier not seen than not written.

        Where nearly every file of code has a file of tests, or shares one, it always is, and where every seventh has,
        of a slight edit that decides nothing. Of others nearly all were without a test, as of those that are mostly
        `new` definitions, for which no older test can have been written. Code that `draws` may change more, and
        decide, and only look otherwise.
        """
        if len(self.tests) < _LEAST or 2 * new >= size:
            return False
        is_slight = size <= _FEW if draws else size <= _SLIGHT and not decides
        return len(self.tests) >= (_TESTED if is_slight else _DENSE) * self.sources

    def is_thin(self, size: int) -> bool:
        """Whether a test of a change of `size` tokens would hardly be overlooked among so few."""
        share = _THIN_FOR_MUCH if size >= _MUCH else _THIN
        return len(self.tests) < max(_LEAST, share * self.sources)

    @property
    def hides_pages(self) -> bool:
        """Whether tests in a browser are as many as to make that likely of a script, whatever changes in it."""
        return len(self.tests) >= max(_LEAST_IN_BROWSER, _BROWSED * self.sources)


class Suites:
    """The suites of a whole repository, told from its paths, which are sorted into tests and code once."""

    def __init__(self, paths: Iterable[str]) -> None:
        known = ((path, found.name) for path in paths if (found := language_of(path)) is not None)
        self._known = [(path, name, is_test_path(path)) for path, name in known]
        self._by_language: dict[str, Density] = {}

    def of(self, language: str) -> Density:
        """The files in `language`, and in those that tests of it are written in."""
        if language not in self._by_language:
            own = [(path, tests) for path, name, tests in self._known if speaks(name, language)]
            files = tuple(path for path, tests in own if tests and not _NO_TESTS.search(path))
            self._by_language[language] = Density(files, sum(not tests for _, tests in own))
        return self._by_language[language]

    @cached_property
    def in_browser(self) -> Density:
        """The scripts, and the tests of any language that work on pages in a browser."""
        files = tuple(path for path, _, tests in self._known if tests and in_browser(path))
        return Density(files, sum(name in SCRIPTS and not tests for _, name, tests in self._known))
