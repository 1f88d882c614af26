"""Two multisets of signals compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable

from reviewlint.facts.model import Signal

Key = Callable[[Signal], Hashable]


def compared(head: list[Signal], base: list[Signal]) -> tuple[tuple[Signal, ...], tuple[Signal, ...]]:
    """(added, removed), without what moved: into another file, or into another definition of its file."""
    added, removed = _apart(head, base, lambda s: (s.kind, s.name, s.scope, s.path))
    added, removed = _apart(added, removed, lambda s: (s.kind, s.name, s.scope))
    added, removed = _apart(added, removed, lambda s: (s.kind, s.name, s.path))
    return tuple(sorted(added, key=_place)), tuple(sorted(removed, key=_place))


def _apart(these: list[Signal], those: list[Signal], key: Key) -> tuple[list[Signal], list[Signal]]:
    """What is left of both when equal ones are taken out in pairs."""
    return _beyond(these, those, key), _beyond(those, these, key)


def _beyond(these: list[Signal], those: list[Signal], key: Key) -> list[Signal]:
    left, found = Counter(map(key, those)), []
    for signal in these:
        if left[key(signal)]:
            left[key(signal)] -= 1
        else:
            found.append(signal)
    return found


def _place(signal: Signal) -> tuple[str, int]:
    return signal.path, signal.line
