"""Where the change tells a tool to look away."""

from __future__ import annotations

from reviewlint.facts.model import Unseen
from reviewlint.record import Record


class Suppression(Record):
    """A linter, type checker or scanner switched off. `rule`: what of it, "" for all; `reason` as written."""

    tool: str
    rule: str
    reason: str
    path: str
    line: int


class Suppressions(Record):
    """Those that the change adds; what moved or got another layout is not added."""

    added: tuple[Suppression, ...] = ()
    unseen: tuple[Unseen, ...] = ()
