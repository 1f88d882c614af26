"""What was forgotten in the code."""

from __future__ import annotations

from typing import Literal

from reviewlint.facts.model import Unseen
from reviewlint.record import Record

Kind = Literal["todo", "debug", "commented-code", "focus", "conflict"]


class Leftover(Record):
    """Something that a reviewer would ask to take out, or to file. `text`: its line, without layout."""

    kind: Kind
    path: str
    line: int
    text: str


class Leftovers(Record):
    """Those that the change adds, in path and line order; what moved is not added."""

    added: tuple[Leftover, ...] = ()
    unseen: tuple[Unseen, ...] = ()
