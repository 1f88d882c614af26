"""An event in the words of no provider."""

from __future__ import annotations

from typing import Literal

from reviewlint.record import Record


class RequestText(Record):
    """The text of a request as the event has it: a snapshot, made before this run started.

    `updated`: when the request was last touched (ISO 8601), "" where the provider does not say.
    """

    title: str
    body: str
    origin: str
    updated: str = ""
    truncated: bool = False


class Event(Record):
    """What the run is for.

    `target`: the branch the change goes into, "" for a push onto it; `frozen`: a base commit as it was when the
    event was made, used where the clone lacks the branch; `head`: the commit to judge, "" for what is checked out.
    `head_only`: nothing else may be judged in its place (what is checked out is the base).
    `author`: who opened the request by the platform's own account; a commit's author proves nothing.
    """

    provider: str
    kind: Literal["request", "queue", "push"]
    target: str = ""
    origin: str = ""
    frozen: str = ""
    frozen_origin: str = ""
    head: str = ""
    head_only: bool = False
    branch: str = ""
    text: RequestText | None = None
    draft: bool = False
    labels: tuple[str, ...] = ()
    author: str = ""
    bot: bool = False
    reviewers: tuple[str, ...] = ()  # `name`, `team/name`
    tells_reviewers: bool = False
    blob: str = ""
