"""The request's text in an event is a copy: how old it is, and how to judge the text as it stands now."""

from __future__ import annotations

from datetime import UTC, datetime

from reviewlint.change.ci.model import Event
from reviewlint.change.messages import plain

_FRESH = {
    "GitHub Actions": "gh pr view --json body --jq .body | reviewlint check --description -",
    "GitLab": "glab mr view --output json | jq -r .description | reviewlint check --description -",
}


def remark(event: Event) -> str:
    """One note on the text of `event`: its age where the server says it, and the way to a fresh one."""
    text = event.text
    if text is None:
        return ""
    age = _age(text.updated)
    when = f", last touched {age} before this run" if age else ""
    cut = ", cut by the server" if text.truncated else ""
    fresh = _FRESH.get(event.provider, "reviewlint check --description FILE")
    return f"the request's text is the copy in {plain(text.origin)}{when}{cut}; as it is now:\n{fresh}"


def _age(updated: str) -> str:
    try:
        then = datetime.fromisoformat(updated)
    except ValueError:
        return ""
    minutes = int((datetime.now(UTC) - then.astimezone(UTC)).total_seconds() // 60)
    if minutes < 120:
        return f"{max(minutes, 0)} minutes"
    return f"{minutes // 60} hours" if minutes < 2_880 else f"{minutes // 1_440} days"
