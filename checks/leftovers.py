"""Is nothing left behind that was only for the author?

Why: debug output, dead code and notes without an owner stay for years and mislead the next reader.
Looks at: calls, comments and markers that the change adds; what moved is not asked about.
Satisfy: take it out; give a note the ticket where it will be followed up.
Cannot see: output that is meant for users of a program it takes for a service, and code in documents.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.api import (
    Evidence,
    Finding,
    failed,
    matches,
    not_applicable,
    not_evaluated,
    option,
    passed,
)

if TYPE_CHECKING:
    from reviewlint.api import Facts, Leftover, Outcome

STAGES = ("branch", "commit")
_ALL = ("todo", "debug", "commented-code", "focus", "conflict")
_TICKET = r"#\d+|\b[A-Z][A-Z0-9]+-\d+\b|https?://|\bGH-\d+|\bissues?[/ ]\d+"
_SAYS = {
    "todo": (
        "a note to do something without a ticket",
        "file a ticket and name it in the note, or do it now",
    ),
    "debug": ("debug output", "take it out, or use the logger"),
    "commented-code": ("code that is commented out", "delete it: the history keeps it"),
    "focus": ("a focused test: the others do not run", "take the focus away"),
    "conflict": ("a conflict marker", "resolve the conflict"),
}


class Options:
    """What counts as left behind."""

    kinds: tuple[str, ...] = option(_ALL, f"kinds that are asked about: {', '.join(_ALL)}")
    ticket: str = option(_TICKET, "a regular expression for the ticket that a note must name", pattern=True)
    ignore: tuple[str, ...] = option((), "path globs of files that are not asked about")


def run(facts: Facts, options: Options) -> Outcome:
    """Fails for everything left behind, notes with a ticket aside."""
    asked = [one for one in facts.leftovers.added if _asked(one, options)]
    filed = [one for one in asked if one.kind == "todo" and re.search(options.ticket, one.text)]
    left = [one for one in asked if one not in filed]
    evidence = tuple(Evidence("a note that names its ticket", one.path, one.line) for one in filed)
    unread = facts.leftovers.unseen
    if left:
        return failed(f"{len(left)} left behind", tuple(map(_finding, left)), evidence)
    if unread:
        return not_evaluated(f"{unread[0].path}: {unread[0].reason}", (), evidence)
    if filed:
        return passed("every note names its ticket", evidence)
    if not any(file.added and file.role in ("source", "test", "migration") for file in facts.files):
        return not_applicable("no code was added")
    return passed("nothing is left behind")


def _asked(one: Leftover, options: Options) -> bool:
    return one.kind in options.kinds and not matches(one.path, options.ignore)


def _finding(one: Leftover) -> Finding:
    message, fix = _SAYS[one.kind]
    return Finding(f"{message}: {one.text[:60]}", one.path, one.line, one.line, fix, f"{one.kind} {one.text}")
