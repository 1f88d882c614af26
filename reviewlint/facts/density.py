"""How thickly a repository is tested: files of tests beside files of code, told from their names alone.

Where there are nearly as many of one as of the other, code that no test was seen to reach is more likely reached in a
way that syntax does not show than left without a test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.reach.shared import speaks
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.syntax.language import language_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_DENSE = 0.6  # files of tests for a file of code
_STEPS = regex(r"(?:^|/)step[-_]?[dD]efinitions/|^features/")  # those hold no tests
_LEAST = 20  # files of tests: fewer tell nothing of a habit


class Density(Record):
    """The files of a language in a repository: tests, and code that is none."""

    tests: tuple[str, ...]
    sources: int

    @property
    def is_dense(self) -> bool:
        """Whether nearly every file of code has a file of tests, or shares one."""
        return len(self.tests) >= max(_LEAST, _DENSE * self.sources)


def density(paths: Iterable[str], language: str) -> Density:
    """The files among `paths` (of a whole repository) in `language`, and in those that tests of it are written in."""
    known = [(path, found.name) for path in paths if (found := language_of(path)) is not None]
    own = [path for path, name in known if speaks(name, language)]
    tests = tuple(path for path in own if is_test_path(path) and not _STEPS.search(path))
    return Density(tests, len(own) - len(tests))
