"""Outcomes of the shipped checks for a change that was judged here before, so that asking again is instant.

A shipped check is a function of the facts and its options, and the facts are one of what `_key` lists: both sides by
object id, the text, the settings, the limits, and the program itself. Levels, waivers and profiles are applied anew
each time. Not remembered: what could not be evaluated, a repository's own checks (they may read anything), a
change with a file that has no object (one of the working tree, a patch), and one with a coverage report.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewlint.checklist.loader import BUILT_IN
from reviewlint.checklist.model import Evidence, Finding, Outcome
from reviewlint.data import stamp
from reviewlint.index.slots import Slots
from reviewlint.kept import stamp_of
from reviewlint.limits import current

if TYPE_CHECKING:
    from reviewlint.checklist.selection import Selected
    from reviewlint.config import Config
    from reviewlint.facts.facts import Facts

MOST_FILES = 2_000  # of a change: larger ones are seldom judged twice, and their key would be long


class Remembered:
    """What is known of one change; empty when it is looked at for the first time."""

    def __init__(self, slots: Slots, key: bytes) -> None:
        self._slots, self._key = slots, key
        self._known: dict[str, Any] = slots.get(key) or {}
        self._fresh = False

    def of(self, one: Selected, config: Config) -> Outcome | None:
        """The outcome of a check with the options it is configured to have here; None where it must run."""
        found = self._known.get(_name(one, config)) if one.check.origin == BUILT_IN else None
        if found is None:
            return None
        status, summary, findings, evidence = found
        return Outcome(
            status,
            summary,
            tuple(Finding(*row) for row in findings),
            tuple(Evidence(*row) for row in evidence),
        )

    def keep(self, one: Selected, config: Config, outcome: Outcome) -> None:
        """Remember `outcome`, if it is new and one that will be the same next time."""
        name = _name(one, config)
        if one.check.origin != BUILT_IN or outcome.status == "not-evaluated" or name in self._known:
            return
        rows = (tuple(map(tuple, outcome.findings)), tuple(map(tuple, outcome.evidence)))
        self._known[name] = (outcome.status, outcome.summary, *rows)
        self._fresh = True

    def save(self) -> None:
        """Write what is new."""
        if self._fresh:
            self._slots.put(self._key, self._known)


def remembered(facts: Facts) -> Remembered | None:
    """What is remembered of the change of `facts`; None for one that is looked at anew each time."""
    change, settings = facts.change, facts.settings
    if not (change.git_dir and change.base and settings.cache) or settings.coverage:
        return None
    if len(change.files) > MOST_FILES or any("" in (file.old_oid, file.new_oid) for file in change.files):
        return None
    return Remembered(Slots(Path(change.git_dir) / "reviewlint", "outcomes"), _key(facts))


def _key(facts: Facts) -> bytes:
    change, settings = facts.change, facts.settings
    sides = (change.base, change.head, change.files)
    frameworks = tuple(stamp_of(folder) for folder in settings.frameworks)
    parts = (sides, facts.text, change.event, settings, frameworks, current(), sys.version)
    return repr(parts).encode() + stamp()


def _name(one: Selected, config: Config) -> str:
    configured = config.checks.get(one.check.id)
    options = configured.options if configured else {}
    return f"{one.check.id} {sorted((name, value) for name, (value, _) in options.items())!r}"
