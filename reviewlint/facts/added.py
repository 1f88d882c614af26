"""What stands in a change's head and did not stand in its base: marks in code, compared as multisets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

from reviewlint.facts.multisets import beyond, unlike
from reviewlint.record import Record

Value = TypeVar("Value")
_ALIKE = 0.6  # of two texts: the same one, edited
_LONGEST = 200


class Mark(Record, Generic[Value]):
    """A mark in one side of a file. Marks of one `kind` and `text` (no layout in it) are the same one."""

    path: str
    line: int
    kind: Hashable
    text: str
    value: Value


def added(
    head: list[Mark[Value]],
    base: Callable[[], Iterable[Mark[Value]]],
    is_new: Callable[[str, int], bool],
    others: Callable[[], Iterable[Mark[Value]]] = tuple,
) -> list[Mark[Value]]:
    """The marks on new lines that neither moved nor were only edited where they stood, in order.

    `is_new` tells whether a line of a head file is one the diff adds. Only if one of `head` is, `base` is asked, and
    `others`: the marks of the head files whose added lines hold none.
    """
    if not any(is_new(mark.path, mark.line) for mark in head):
        return []
    every = [*head, *others()]
    fresh = [mark for mark in every if is_new(mark.path, mark.line)]
    kept = Counter(_key(mark) for mark in every if not is_new(mark.path, mark.line))
    gone = beyond(base(), kept, _key)
    rest = beyond(fresh, Counter(map(_key, gone)), _key)
    gone = beyond(gone, Counter(map(_key, fresh)), _key)
    return unlike(rest, gone, _edited)


def _key(mark: Mark[Value]) -> Hashable:
    return mark.kind, mark.text


def _edited(old: Mark[Value], new: Mark[Value]) -> bool:
    from difflib import SequenceMatcher

    if (old.path, old.kind) != (new.path, new.kind):
        return False
    return SequenceMatcher(None, old.text[:_LONGEST], new.text[:_LONGEST]).ratio() >= _ALIKE
