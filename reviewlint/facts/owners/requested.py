"""Who is asked to review a change, by the event that a CI provider writes to a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

_MOST = 5_000_000  # bytes of an event


class Asked(NamedTuple):
    """The author, the people and teams asked, and the labels of a request; names without `@`, in lower case."""

    author: str = ""
    people: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()
    labels: tuple[str, ...] = ()

    def includes(self, owner: str) -> bool:
        """Whether `owner` (`@name`, `@org/team`) is asked, or wrote it."""
        name = owner.lstrip("@").lower()
        if "/" in name:
            return name.rpartition("/")[2] in self.teams
        return name in self.people or name == self.author


def asked_in(event: Path | None) -> Asked | None:
    """What the event file says; None without one, or where it tells of no request."""
    request = _request(event)
    if request is None:
        return None
    return Asked(
        _text(request.get("user"), "login").lower(),
        frozenset(_texts(request.get("requested_reviewers"), "login")),
        frozenset(_texts(request.get("requested_teams"), "slug")),
        tuple(_texts(request.get("labels"), "name")),
    )


def _request(event: Path | None) -> dict[str, Any] | None:
    if event is None:
        return None
    try:
        if event.stat().st_size > _MOST:
            return None
        document = json.loads(event.read_text("utf-8", "replace"))
    except (OSError, ValueError, RecursionError):
        return None
    found = document.get("pull_request") if isinstance(document, dict) else None
    return found if isinstance(found, dict) else None


def _texts(rows: Any, key: str) -> list[str]:
    return [text.lower() for row in rows if (text := _text(row, key))] if isinstance(rows, list) else []


def _text(row: Any, key: str) -> str:
    value = row.get(key) if isinstance(row, dict) else None
    return value if isinstance(value, str) else ""
