"""GitHub Actions: https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from reviewlint.change import messages
from reviewlint.change.ci.model import Event, RequestText

NAME = "GitHub Actions"
_MOST = 25_000_000  # bytes; GitHub's own limit on a webhook's payload
_HEADS = "refs/heads/"


def event(environ: Mapping[str, str]) -> Event | None:
    """The event of this run; None for one that is about no change (a schedule, a tag, a manual run)."""
    name, payload = environ.get("GITHUB_EVENT_NAME", ""), _payload(environ.get("GITHUB_EVENT_PATH", ""))
    blob = f"{environ.get('GITHUB_SERVER_URL', 'https://github.com')}/{environ.get('GITHUB_REPOSITORY', '')}/blob/"
    request = _table(payload, "pull_request")
    if name.startswith("pull_request") and (request or environ.get("GITHUB_BASE_REF")):
        return _request(name, request, environ, blob)
    if name == "merge_group":
        return _queue(_table(payload, "merge_group"), blob)
    if name == "push" and str(payload.get("ref", "")).startswith(_HEADS):
        return _push(payload, blob)
    if environ.get("GITHUB_BASE_REF"):
        return _request("pull_request", request, environ, blob)
    return None


def _request(name: str, request: Mapping[str, Any], environ: Mapping[str, str], blob: str) -> Event:
    base, head, user = _table(request, "base"), _table(request, "head"), _table(request, "user")
    sha = _word(head, "sha")
    text = None
    if request:
        text = RequestText(
            _word(request, "title"), _word(request, "body"), "the event", _word(request, "updated_at")
        )
    reviewers = [_word(who, "login") for who in _rows(request, "requested_reviewers")]
    reviewers += [f"team/{_word(team, 'slug')}" for team in _rows(request, "requested_teams")]
    return Event(
        NAME, "request", _word(base, "ref") or environ.get("GITHUB_BASE_REF", "").removeprefix(_HEADS),
        "GITHUB_BASE_REF", _word(base, "sha"), "the event", sha, name == "pull_request_target",
        _word(head, "ref") or environ.get("GITHUB_HEAD_REF", ""), text, request.get("draft") is True,
        tuple(_word(label, "name") for label in _rows(request, "labels")), _word(user, "login"),
        _word(user, "type") == "Bot", tuple(reviewers), bool(request), f"{blob}{sha}/" if sha else "",
    )  # fmt: skip


def _queue(group: Mapping[str, Any], blob: str) -> Event:
    sha = _word(group, "head_sha")
    return Event(
        NAME, "queue", _word(group, "base_ref").removeprefix(_HEADS), "the merge queue",
        _word(group, "base_sha"), "the merge queue", sha, branch=_word(group, "head_ref").removeprefix(_HEADS),
        blob=f"{blob}{sha}/",
    )  # fmt: skip


def _push(payload: Mapping[str, Any], blob: str) -> Event:
    branch, sha = _word(payload, "ref").removeprefix(_HEADS), _word(payload, "after")
    default = _word(_table(payload, "repository"), "default_branch")
    target = default if branch != default else ""
    before = _word(payload, "before") if not target else ""
    return Event(
        NAME, "push", target, "the default branch", before, "what was there before the push", sha, branch=branch,
        blob=f"{blob}{sha}/",
    )  # fmt: skip


def _payload(path: str) -> Mapping[str, Any]:
    """The event file's JSON. Raises ChangeError when there is one that cannot be read."""
    if not path:
        return {}
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a name the runner gave
            data = file.read(_MOST + 1)
        document = json.loads(data) if len(data) <= _MOST else None
    except (OSError, ValueError, RecursionError) as error:
        raise messages.no_event(path, type(error).__name__) from error
    if not isinstance(document, dict):
        raise messages.no_event(path, "too large" if document is None else "not an object")
    return document


def _table(row: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = row.get(key)
    return value if isinstance(value, dict) else {}


def _rows(row: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = row.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _word(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""
