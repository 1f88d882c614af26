"""GitLab's Code Quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""

from __future__ import annotations

from typing import Any

from reviewlint.report.json import dump
from reviewlint.report.model import Report
from reviewlint.report.problems import Problem, place_of, problems
from reviewlint.report.safe import clean
from reviewlint.report.safe import path as clean_path

_SEVERITY = {"error": "major", "warning": "minor", "note": "info"}


def render(report: Report) -> str:
    """A JSON array with an entry for each finding that needs somebody; `[]` without any."""
    return dump(
        [_entry(problem, report) for problem in problems(report, "failed", "not-evaluated", "needs-human")]
    )


def _entry(problem: Problem, report: Report) -> dict[str, Any]:
    # the name of the check is not displayed, so the description begins with it
    return {
        "description": f"{problem.result.check}: {clean(problem.message)}",
        "check_name": problem.result.check,
        "fingerprint": problem.fingerprint,
        "severity": _SEVERITY[problem.severity],
        "location": {
            "path": clean_path(place_of(problem, report)),
            "lines": {"begin": max(problem.finding.line, 1)},
        },
    }
