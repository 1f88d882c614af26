"""What was forgotten in the code."""

from __future__ import annotations

from typing import Literal, NamedTuple

from reviewlint.facts.model import Unseen

Kind = Literal["todo", "debug", "commented-code", "focus", "conflict"]


class Leftover(NamedTuple):
    """Something that a reviewer would ask to take out, or to file. `text`: its line, without layout."""

    kind: Kind
    path: str
    line: int
    text: str


class Leftovers(NamedTuple):
    """Those that the change adds, in path and line order; what moved is not added."""

    added: tuple[Leftover, ...] = ()
    unseen: tuple[Unseen, ...] = ()
