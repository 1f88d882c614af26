"""reviewdog's diagnostics: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf."""

from __future__ import annotations

from typing import Any

from reviewlint.report.json import dump
from reviewlint.report.model import Report
from reviewlint.report.problems import Problem, place_of, problems
from reviewlint.report.safe import clean
from reviewlint.report.safe import path as clean_path

_SEVERITY = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}
_SOURCE = {"name": "reviewlint", "url": "https://pypi.org/project/reviewlint/"}


def render(report: Report) -> str:
    """One document with a diagnostic for each finding that needs somebody."""
    found = problems(report, "failed", "not-evaluated", "needs-human")
    return dump({"source": _SOURCE, "diagnostics": [_diagnostic(problem, report) for problem in found]})


def _diagnostic(problem: Problem, report: Report) -> dict[str, Any]:
    finding = problem.finding
    location: dict[str, Any] = {"path": clean_path(place_of(problem, report))}
    if finding.line:  # whole lines, both ends inclusive: no column is given
        location["range"] = {
            "start": {"line": finding.line},
            "end": {"line": max(finding.end_line, finding.line)},
        }
    return {
        "message": clean(problem.message),
        "location": location,
        "severity": _SEVERITY[problem.severity],
        "code": {"value": problem.result.check},
    }
