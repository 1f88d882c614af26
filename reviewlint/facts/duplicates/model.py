"""Code that a change writes a second time."""

from __future__ import annotations

from reviewlint.facts.model import Unseen
from reviewlint.record import Record


class Duplicate(Record):
    """An added stretch of code (`path`, `line` to `end_line`) that stands at another place of the head side too.

    `tokens` is its size; names of variables may differ between the two.
    """

    path: str
    line: int
    end_line: int
    other_path: str
    other_line: int
    other_end_line: int
    tokens: int


class Duplicates(Record):
    """The new clones, the largest first; one that was there before is none."""

    added: tuple[Duplicate, ...] = ()
    unseen: tuple[Unseen, ...] = ()
