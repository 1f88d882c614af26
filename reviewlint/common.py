"""How much two sequences, or two paths, have in common from their beginning."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile


def in_common(one: Iterable[object], other: Iterable[object]) -> int:
    """How many items both begin with."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def shared_folders(one: str, other: str) -> int:
    """How many leading folders two paths have in common."""
    return in_common(one.split("/")[:-1], other.split("/")[:-1])
