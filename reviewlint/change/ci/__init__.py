"""What a CI server says of the change it runs for: read from its variables and event file, never asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewlint.change.ci.model import Event

MARKERS = (
    "GITHUB_ACTIONS", "GITLAB_CI", "BITBUCKET_BUILD_NUMBER", "TF_BUILD", "BUILDKITE", "CIRCLECI", "GERRIT_CHANGE_ID",
    "ZUUL_CHANGE", "JENKINS_URL", "DRONE", "CI_PIPELINE_FORGE_URL", "TRAVIS",
)  # fmt: skip
"""A variable that each server sets: here, so that a run outside of CI loads nothing more."""


def in_ci(environ: Mapping[str, str]) -> bool:
    """Whether a CI server runs us: the gate's own files then come from the base revision."""
    said = environ.get("CI", "").lower() not in ("", "0", "false")
    return said or any(environ.get(marker) for marker in MARKERS)


def event_of(environ: Mapping[str, str]) -> Event | None:
    """The request or push that this run is for; None outside of CI, or where a server says nothing of it.

    Whom it asks to review, `REVIEWLINT_REVIEWERS` says where the server does not: names, or `team/name`, with commas.
    Raises ChangeError for an event file that cannot be read: guessing another change would be a wrong verdict.
    """
    found = _said(environ)
    asked = environ.get("REVIEWLINT_REVIEWERS")
    if found is None or asked is None:
        return found
    names = tuple(name.strip().lstrip("@") for name in asked.split(",") if name.strip())
    return found._replace(reviewers=names, tells_reviewers=True)


def _said(environ: Mapping[str, str]) -> Event | None:
    if environ.get("GITHUB_ACTIONS") or environ.get("GITHUB_BASE_REF"):
        from reviewlint.change.ci.github import event

        return event(environ)
    if not in_ci(environ):
        return None
    from reviewlint.change.ci.providers import event_from

    return event_from(environ)
