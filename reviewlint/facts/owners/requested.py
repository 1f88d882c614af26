"""Who is asked to review a change, by what the CI server says of the request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.record import Record

if TYPE_CHECKING:
    from reviewlint.change.ci.model import Event

_TEAM = "team/"


class Asked(Record):
    """The author of a request, and the people and teams asked; names without `@`, in lower case."""

    author: str = ""
    people: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()

    def includes(self, owner: str) -> bool:
        """Whether `owner` (`@name`, `@org/team`) is asked, or wrote it."""
        name = owner.lstrip("@").lower()
        if "/" in name:
            return name.rpartition("/")[2] in self.teams
        return name in self.people or name == self.author


def asked_in(event: Event | None) -> Asked | None:
    """What the event says; None without one, or where it tells of no reviewers."""
    if event is None or not event.tells_reviewers:
        return None
    names = [name.lower() for name in event.reviewers]
    return Asked(
        event.author.lower(),
        frozenset(name for name in names if not name.startswith(_TEAM)),
        frozenset(name.removeprefix(_TEAM) for name in names if name.startswith(_TEAM)),
    )
