"""Which tests exercise the changed units: by coverage report, in this diff, or already in the repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.model import TestUse, Unit, Units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reviewlint.facts.coverage import Coverage
    from reviewlint.facts.facts import Facts

_CLOSE = 2  # steps of a test that was written for a unit, not for the whole application


def establish(facts: Facts, within: int | None = None) -> Units:
    """The changed units, those with behaviour with their tests. Nothing is searched when none has any.

    `within`: the steps of a test of the change that is enough for its unit.
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
    for unit in units:
        bare = _asks(unit) and unit.name and not any(test.how != "existing" for test in unit.tests)
        yield unit._replace(tests=(*facts.reach.driven(unit, taken), *unit.tests)) if bare else unit


def _asks(unit: Unit) -> bool:
    return unit.behaviour and unit.change != "removed"


def _covered(coverage: Coverage, unit: Unit) -> tuple[TestUse, ...]:
    line = coverage.hit(unit.path, unit.line, unit.end_line)
    return () if line is None else (TestUse(unit.path, line, "coverage", 0, ("the coverage report",)),)
