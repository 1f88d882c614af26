"""Functions that only give a test its cases, as its mark says: `@dataProvider routes`, `@MethodSource("routes")`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.testwords import pattern

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import CodeFile
    from reviewlint.syntax.model import Definition


def given_cases(file: CodeFile, definition: Definition) -> frozenset[int]:
    """The numbers of the functions of a file right below whose marks a function of it is named as such."""
    if definition.kind not in ("function", "method"):
        return frozenset()
    name = definition.name.rpartition(".")[2]
    found = (mark for mark in pattern("providers").finditer(file.text) if mark[1] == name)
    below = (_first_below(file, mark.start()) for mark in found)
    return frozenset(number for number in below if number >= 0)


def _first_below(file: CodeFile, at: int) -> int:
    """The number of the first function whose body comes after a place, where its marks and comments stand."""
    bodies = (
        (d.body, n)
        for n, d in enumerate(file.outline.definitions)
        if d.body > at and d.kind in ("function", "method")
    )
    return min(bodies, default=(0, -1))[1]
