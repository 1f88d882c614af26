"""Which weak places are new: neither moved, nor re-indented, nor the same one around code that changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from reviewlint.facts.multisets import apart, unlike
from reviewlint.facts.resilience.model import Weakness

Key = Callable[[Weakness], Hashable]

_STAYED: tuple[Key, ...] = (
    lambda weak: (weak.kind, weak.path, weak.scope, weak.context),
    lambda weak: (weak.kind, weak.path, weak.scope, weak.source),
    lambda weak: (weak.kind, weak.path, weak.source),
)
_MOVED: tuple[Key, ...] = (
    lambda weak: (weak.kind, weak.scope, weak.context),
    lambda weak: (weak.kind, weak.path, weak.context) if len(weak.context) > _TELLING else weak,
    lambda weak: (weak.kind, weak.path, weak.scope),
    lambda weak: (weak.kind, weak.path, weak.source.partition("(")[0]) if weak.name else weak,
)
_TELLING = 24  # characters: a shorter text is the same by chance
_ALIKE = 0.7  # of two texts: the same one, edited


def beyond(head: list[Weakness], base: list[Weakness], is_new: Callable[[Weakness], bool]) -> list[Weakness]:
    """What is left of `head` when each place of `base` is taken out with its likeliest counterpart.

    A place on a line that the diff keeps has its counterpart on that line; only the others can have moved.
    """
    changed, gone = _paired([weak for weak in head if not is_new(weak)], base, _STAYED)
    fresh, gone = _paired([*changed, *filter(is_new, head)], gone, _MOVED)
    return unlike(fresh, gone, _alike)


def _paired(
    head: list[Weakness], base: list[Weakness], keys: tuple[Key, ...]
) -> tuple[list[Weakness], list[Weakness]]:
    """What has no counterpart on either side."""
    for key in keys:
        head, base = apart(head, base, key)
    return head, base


def _alike(old: Weakness, new: Weakness) -> bool:
    from difflib import SequenceMatcher

    near = old.path == new.path or (old.scope == new.scope != "")
    if old.kind != new.kind or not near or min(len(old.context), len(new.context)) <= _TELLING:
        return False
    return SequenceMatcher(None, old.context, new.context).ratio() >= _ALIKE
