"""Two multisets of signals compared."""

from __future__ import annotations

from reviewlint.facts.model import Signal
from reviewlint.facts.multisets import apart


def compared(head: list[Signal], base: list[Signal]) -> tuple[tuple[Signal, ...], tuple[Signal, ...]]:
    """(added, removed), without what moved: into another file, or into another definition of its file."""
    added, removed = apart(head, base, lambda s: (s.kind, s.name, s.scope, s.path))
    added, removed = apart(added, removed, lambda s: (s.kind, s.name, s.scope))
    added, removed = apart(added, removed, lambda s: (s.kind, s.name, s.path))
    return tuple(sorted(added, key=_place)), tuple(sorted(removed, key=_place))


def _place(signal: Signal) -> tuple[str, int]:
    return signal.path, signal.line
