"""Alert rules and what they tell the person they wake, as data."""

from __future__ import annotations

from reviewlint.facts.model import Unseen
from reviewlint.record import Record


class AlertRule(Record):
    """`missing`: severity, summary, runbook, owner: what the rule does not say although it has a place for it.

    `partial`: a value that may say it is filled in by a template or a variable, and cannot be seen; what is
    missing for sure is told alone then, and the rule is not partial.
    """

    name: str
    path: str
    line: int
    ecosystem: str
    missing: tuple[str, ...] = ()
    partial: bool = False
    content: tuple[tuple[str, str], ...] = ()  # what it says, for comparison


class Alerts(Record):
    """The rules that the change adds or edits; whether the repository keeps any; what could not be read."""

    touched: tuple[AlertRule, ...] = ()
    kept: tuple[str, ...] = ()  # some files with alert rules, changed or not
    unseen: tuple[Unseen, ...] = ()
