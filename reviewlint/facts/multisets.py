"""Two lists compared as multisets: what one has beyond the other, and what of it is not the same one, edited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

Item = TypeVar("Item")


def beyond(these: Iterable[Item], those: Counter[Hashable], key: Callable[[Item], Hashable]) -> list[Item]:
    """`these` without as many of each `key` as `those` counts."""
    left, found = Counter(those), []
    for item in these:
        if left[key(item)]:
            left[key(item)] -= 1
        else:
            found.append(item)
    return found


def apart(
    these: list[Item], those: list[Item], key: Callable[[Item], Hashable]
) -> tuple[list[Item], list[Item]]:
    """What is left of both when equal ones are taken out in pairs."""
    ours, theirs = Counter(map(key, these)), Counter(map(key, those))
    return beyond(these, theirs, key), beyond(those, ours, key)


def unlike(fresh: Iterable[Item], gone: Iterable[Item], alike: Callable[[Item, Item], bool]) -> list[Item]:
    """`fresh` without those that are one of `gone`, worded a little otherwise; each of `gone` counts once.

    `alike` is asked of one that went and one that came.
    """
    left, found = list(gone), []
    for item in fresh:
        old = next((other for other in left if alike(other, item)), None)
        if old is None:
            found.append(item)
        else:
            left.remove(old)
    return found
