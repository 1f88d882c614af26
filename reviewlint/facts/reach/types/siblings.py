"""Tests of another class of the same base: who makes that one, and names ours nowhere, does not run ours."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reviewlint.facts.reach.testcode import is_test_path

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import CodeFile
    from reviewlint.facts.reach.types.hierarchy import Class, Family, Hierarchy

# where a variable may be of the base, whatever stands in it
_DECLARING = frozenset(("java", "kotlin", "csharp", "scala"))


class Siblings:
    """The classes beside one that define or inherit a method from the same classes above it."""

    def __init__(self, family: Family, above: list[Class], hierarchy: Hierarchy, language: str) -> None:
        self._own, self._above, self._hierarchy = family.below, above, hierarchy
        self._declares = language in _DECLARING

    def stands_in(self, file: CodeFile) -> bool:
        """Whether a test file makes a sibling, and neither names the class itself nor one below it."""
        if not self._declares or not self._above or not is_test_path(file.path):
            return False
        if not self._own.isdisjoint(file.references):
            return False
        made = (name for name in self._others if name in file.references)
        return any(one.kind == "new" for name in made for one in file.references[name])

    @cached_property
    def _others(self) -> frozenset[str]:
        families = (self._hierarchy.family(one.path, one.qualified) for one in self._above)
        beside = frozenset(one.name for family in families for one in family.down)
        return beside - self._own - {one.name for one in self._above}
