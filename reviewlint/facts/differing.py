"""How much of a unit differs, and in which words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewlint.facts.side import Part

_SIGNS = frozenset("(){}[],;.")


def edit_of(base: Part | None, head: Part | None) -> str:
    """The words that went, and those that came, each once: what an edit that is made in many places has alike."""
    before, after = _counted(base), _counted(head)
    went, came = (sorted(set(some) - _SIGNS) for some in (before - after, after - before))
    return f"{' '.join(went)} -> {' '.join(came)}" if went or came else ""


def differing_tokens(base: Part | None, head: Part | None) -> Counter[str]:
    """The tokens that went or came, with how often."""
    before, after = _counted(base), _counted(head)
    return (before - after) + (after - before)


def _counted(part: Part | None) -> Counter[str]:
    return Counter(part.tokens if part else ())
