"""Who may know of a method that a change adds: what called a method of its name before meant another."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reviewlint.facts.reach.browser.viewtests import DRAWN

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import Unit
    from reviewlint.facts.reach.code import Code
    from reviewlint.facts.reach.holders import Edge
    from reviewlint.facts.reach.target import Target
    from reviewlint.facts.reach.types.hierarchy import Hierarchy


class NewMethods:
    """Tells uses of the methods that one change adds from those of older ones."""

    def __init__(self, facts: Facts, touched: frozenset[str], code: Code, hierarchy: Hierarchy) -> None:
        self._facts, self._touched, self._code, self._hierarchy = facts, touched, code, hierarchy

    def knowing(self, unit: Unit, start: Target) -> frozenset[str] | None:
        """The files that may know of a new method: those of the change, and those that name a class of its family.

        None for any other unit.
        """
        if unit.change != "added" or start.kind != "method":
            return None
        family = self._hierarchy.family(start.path, start.owner)
        return self._touched | self._code.mentioning(*family.names)

    def knows(self, path: str, edge: Edge, start: Target, knowing: frozenset[str]) -> bool:
        """Whether a use in the file at `path` is by what knows of the new method: in its own file, what is older.

        So does a test there. A template knows it by the name of the object that it asks.
        """
        if path != start.path or edge.target is None:
            return path in knowing or DRAWN in edge.by.split()
        return (edge.target.path, edge.target.qualified) not in self._added

    @cached_property
    def _added(self) -> frozenset[tuple[str, str]]:
        units = self._facts.changed_units.units
        return frozenset((unit.path, unit.name) for unit in units if unit.change == "added")
