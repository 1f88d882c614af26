"""Two multisets of signals compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from reviewlint.facts.model import Signal


def only_in(these: Iterable[Signal], those: Iterable[Signal]) -> tuple[Signal, ...]:
    """The signals of `these` beyond as many of the same kind, name and definition in `those`.

    Where some of several equal ones are new, those in a file that had fewer of them count as the new ones.
    """
    left, here = Counter(map(_key, those)), Counter((s.path, _key(s)) for s in those)
    found = []
    for signal in sorted(these, key=lambda s: -here[s.path, _key(s)]):
        if left[_key(signal)]:
            left[_key(signal)] -= 1
        else:
            found.append(signal)
    return tuple(sorted(found, key=lambda s: (s.path, s.line)))


def _key(signal: Signal) -> tuple[str, str, str]:
    return signal.kind, signal.name, signal.scope
