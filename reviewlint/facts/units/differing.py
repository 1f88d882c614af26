"""How much of a unit differs, and in which words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewlint.facts.units.side import Part

_SIGNS = frozenset("(){}[],;.")


def differing(base: Part | None, head: Part | None) -> tuple[Counter[str], Counter[str]]:
    """The tokens that went, and those that came, with how often."""
    before, after = (Counter(part.tokens if part else ()) for part in (base, head))
    return before - after, after - before


def edit_of(went: Counter[str], came: Counter[str]) -> str:
    """The words that went, and those that came, each once: what an edit that is made in many places has alike."""
    old, new = (sorted(set(some) - _SIGNS) for some in (went, came))
    return f"{' '.join(old)} -> {' '.join(new)}" if old or new else ""
