"""Calls, handlers and loops that make a program hang, hide or hammer, as data."""

from __future__ import annotations

from typing import Literal

from reviewlint.facts.model import Unseen
from reviewlint.record import Record

WeaknessKind = Literal["no-timeout", "swallowed", "unbounded-retry"]


class Weakness(Record):
    """`source` is the line that shows it; `scope` the definition it stands in; `name` the client's name.

    `context` is the call, or the handler with what it handles, in one line.
    """

    kind: WeaknessKind
    path: str
    line: int
    source: str = ""
    scope: str = ""
    name: str = ""
    context: str = ""


class Resilience(Record):
    """What the change adds, how many such places the changed files hold in all, and what could not be read."""

    added: tuple[Weakness, ...] = ()
    guarded: tuple[Weakness, ...] = ()  # new outbound calls that do have a timeout
    unseen: tuple[Unseen, ...] = ()
