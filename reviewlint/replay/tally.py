"""Counting what the checks said of many changes, and which level the counts speak for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reviewlint.record import Record

if TYPE_CHECKING:
    from reviewlint.change.history import Step
    from reviewlint.checklist.model import Level, Result

FEW = 20
"""Below this many cases a rate says nothing."""
_RARE, _OFTEN = 0.10, 0.80


class Hit(Record):
    """A change that a check has something to say about, with the first place it names."""

    commit: str
    title: str
    path: str
    line: int
    findings: int


@dataclass
class Tally:
    """What one check said. It applies where it passed, failed or asked; `fires` counts failures, waived or not."""

    check: str
    level: Level
    applies: int = 0
    fires: int = 0
    asks: int = 0
    unseen: int = 0
    hits: list[Hit] = field(default_factory=list)

    @property
    def rate(self) -> float | None:
        """The part of the changes it applies to that it fires on; None for too few of them."""
        return self.fires / self.applies if self.applies >= FEW else None

    @property
    def suggestion(self) -> Level | None:
        """The highest level that people would bear; None where there are too few cases to say."""
        if self.rate is None:
            return None
        if self.rate <= _RARE:
            return "block"
        return "ask" if (self.fires + self.asks) / self.applies <= _OFTEN else "off"

    def count(self, result: Result, step: Step, title: str) -> None:
        """Take in what the check said of one change."""
        if result.status == "not-applicable":
            return
        if result.status == "not-evaluated":
            self.unseen += 1
            return
        self.applies += 1
        fires = result.status in ("failed", "waived")
        self.fires += fires
        self.asks += result.status == "needs-human"
        if fires or result.status == "needs-human":
            first = result.findings[0] if result.findings else None
            place = (first.path, first.line) if first else ("", 0)
            self.hits.append(Hit(step.commit, title, *place, len(result.findings)))


@dataclass
class Replay:
    """What a replay found so far: `done` of `steps` changes."""

    branch: str
    by: str
    steps: tuple[Step, ...]
    tallies: Mapping[str, Tally]
    done: int = 0
    skipped: int = 0
    stopped: int = 0  # changes that the levels here would have stopped
    _failed: list[frozenset[str]] = field(default_factory=list)

    def count(self, results: Iterable[Result], step: Step, title: str) -> None:
        """Take in the checklist of one change."""
        failed = set()
        for result in results:
            tally = self.tallies[result.check]
            tally.count(result, step, title)
            if result.status == "failed":
                failed.add(result.check)
        self._failed.append(frozenset(failed))
        self.stopped += any(self.tallies[check].level == "block" for check in failed)

    @property
    def stopped_as_suggested(self) -> int:
        """Changes that the suggested levels would stop; where there is no suggestion, the level stays."""
        block = {t.check for t in self.tallies.values() if (t.suggestion or t.level) == "block"}
        return sum(not block.isdisjoint(failed) for failed in self._failed)
