"""Of what kind a new unit is: whether anyone would ask a test of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.units.looks.composed import only_hands_on_to_component
from reviewlint.facts.units.same.lazily import only_loads
from reviewlint.facts.units.trivial.declared import only_declares
from reviewlint.facts.units.trivial.endings import only_lets_go
from reviewlint.facts.units.trivial.kinds import hands_on

if TYPE_CHECKING:
    from reviewlint.facts.units.side import Part


def kind_of_new(part: Part) -> str:
    """The kind of a new unit that needs no test; "added" for any other."""
    if part.only_signals:
        return "metric lines"
    if part.only_looks or part.only_draws or only_hands_on_to_component(part):
        return "looks"
    if only_declares(part):
        return "constants"
    if part.wires or only_loads(part):
        return "wiring"
    if hands_on(part):
        return "accessors"
    return "releases" if only_lets_go(part) else "added"


def declares_only(part: Part) -> bool:
    """A new type, or a class that is nothing but a frame for its members, does nothing by itself.

    Nor does a form of a function of Python that only tells of types: `@overload`.
    """
    if any(mark.rpartition(".")[2] == "overload" for mark in part.decorators):
        return True
    if part.kind in ("class", "interface", "enum", "type"):
        return part.kind != "class" or len(part.inner) < 3
    return not part.tokens or (bool(part.name) and not part.inner)
