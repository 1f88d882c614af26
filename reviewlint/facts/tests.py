"""Which tests exercise the changed units: by coverage report, in this diff, or already in the repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.model import TestUse, Unit, Units
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reviewlint.facts.coverage import Coverage
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.reach.nearness import Nearness

_WORD = regex(r"[A-Z]?[a-z]+")
_VAGUE = frozenset(
    (
        "component",
        "components",
        "controller",
        "helper",
        "helpers",
        "index",
        "model",
        "service",
        "store",
        "utils",
    )
)
_MANY, _SHORT = (
    4,
    4,
)  # files that one test of the application may be meant for; letters of a word that says nothing
_CLOSE = 2  # steps of a test that was written for a unit, not for the whole application


def establish(facts: Facts, within: Nearness | None = None) -> Units:
    """The changed units, those with behaviour with their tests. Nothing is searched when none has any.

    `within`: how near a test has to be; None for every one that there is.
    Raises ConfigError for a coverage report that cannot be read.
    """
    found = _tested(facts, lambda unit: facts.reach.tests_of(unit, within))
    return found._replace(units=tuple(_driven(facts, found.units)))


def of_the_diff(facts: Facts) -> Units:
    """The same, but only with the tests of the change that use a unit themselves, and the coverage report."""
    return _tested(facts, lambda unit: facts.reach.of_the_diff(unit))


def _tested(facts: Facts, tests_of: Callable[[Unit], tuple[TestUse, ...]]) -> Units:
    from reviewlint.facts.coverage import read

    changed = facts.changed_units
    if not any(_asks(unit) for unit in changed.units):
        return changed
    coverage = read(facts.settings.coverage)
    units = tuple(
        unit._replace(tests=_covered(coverage, unit) + tests_of(unit)) if _asks(unit) else unit
        for unit in changed.units
    )
    return changed._replace(units=units)


def _driven(facts: Facts, units: tuple[Unit, ...]) -> Iterator[Unit]:
    """The units, those without a test of the change with those that drive the whole application, if meant for them."""
    taken = frozenset(
        test.path for unit in units for test in unit.tests if test.how == "in-diff" and test.steps <= _CLOSE
    )
    bare = [u for u in units if _asks(u) and u.name and not any(test.how != "existing" for test in u.tests)]
    driven = {unit: facts.reach.driven(unit, taken) for unit in bare}
    meant: dict[tuple[str, int], set[str]] = {}
    for unit, tests in driven.items():
        for test in tests:
            meant.setdefault((test.path, test.line), set()).add(unit.path)
    wide = {place for place, paths in meant.items() if len(paths) > _MANY}
    for unit in units:
        found = driven.get(unit, ())
        tests = tuple(t for t in found if (t.path, t.line) not in wide or _speaks_of(facts, t.path, unit))
        yield unit._replace(tests=(*tests, *unit.tests)) if tests else unit


def _speaks_of(facts: Facts, test: str, unit: Unit) -> bool:
    """Whether a test file says a word of the name of a unit's file or class: one test is not meant for all files."""
    said = f"{test}\n{facts.index.text(test) or ''}".lower()
    owner, _, name = unit.name.rpartition(".")
    words = _WORD.findall(f"{unit.path.rpartition('/')[2].partition('.')[0]} {owner or name}")
    return any(len(word) > _SHORT and word.lower() in said for word in words if word.lower() not in _VAGUE)


def _asks(unit: Unit) -> bool:
    return unit.behaviour and unit.change != "removed"


def _covered(coverage: Coverage, unit: Unit) -> tuple[TestUse, ...]:
    line = coverage.hit(unit.path, unit.line, unit.end_line)
    return () if line is None else (TestUse(unit.path, line, "coverage", 0, ("the coverage report",)),)
