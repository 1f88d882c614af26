"""Hits and misses of one question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Tally:
    """How often a question was answered rightly; `wrong` names each disagreement."""

    hits: int = 0
    alarms: int = 0
    misses: int = 0
    quiet: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, wanted: bool, said: bool, note: str = "") -> None:
        """Count one answer: `wanted` is what the label holds, `said` what the program says."""
        if wanted and said:
            self.hits += 1
        elif said:
            self.alarms += 1
            self.wrong.append(f"false alarm: {note}")
        elif wanted:
            self.misses += 1
            self.wrong.append(f"missed: {note}")
        else:
            self.quiet += 1

    def sets(self, wanted: set[str], said: set[str], note: str) -> None:
        """Count the members of two sets."""
        for member in sorted(wanted | said):
            self.add(member in wanted, member in said, f"{note} {member}")

    def places(self, wanted: Iterable[Place], said: Iterable[Place], note: str, slack: int) -> None:
        """Count places; a line may be off by `slack`, and each is met once."""
        left = list(said)
        for place in wanted:
            near = (x for x in left if x[:2] == place[:2] and abs(x[2] - place[2]) <= slack)
            found = next(near, None)
            if found is not None:
                left.remove(found)
            self.add(True, found is not None, f"{note} {place}")
        for place in left:
            self.add(False, True, f"{note} {place}")

    @property
    def precision(self) -> float | None:
        """The share of what was said that is right; None when nothing was said."""
        return _share(self.hits, self.alarms)

    @property
    def recall(self) -> float | None:
        """The share of what is right that was said; None when there was nothing to say."""
        return _share(self.hits, self.misses)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both."""
        return None if not self.hits + self.alarms + self.misses else _f1(self.hits, self.alarms, self.misses)


Place = tuple[str, str, int]  # kind, path, line


def _share(hits: int, others: int) -> float | None:
    return hits / (hits + others) if hits + others else None


def _f1(hits: int, alarms: int, misses: int) -> float:
    return 2 * hits / (2 * hits + alarms + misses)
