"""SARIF 2.1.0 (OASIS), within what GitHub code scanning takes: https://docs.github.com/code-security/code-scanning."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from reviewlint import __version__
from reviewlint.checklist.model import Result
from reviewlint.report.json import dump
from reviewlint.report.model import Report
from reviewlint.report.problems import Problem, place_of, problems, severity_of
from reviewlint.report.safe import clean

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_MOST_RESULTS = 5_000  # what code scanning shows of a run; it refuses a file with over 25,000
_MOST_TEXT = 1_000  # of a description; the limit is 1,024 characters


def render(report: Report) -> str:
    """One run: a rule for each check, a result for each finding, notifications for what was not evaluated."""
    found = problems(report, "failed", "needs-human", "waived")
    rules = list(dict.fromkeys(result.check for result in report.checklist.results))
    return dump(
        {
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {"driver": _driver(report)},
                    "automationDetails": {"id": "reviewlint/"},
                    "originalUriBaseIds": {
                        "SRCROOT": {"description": {"text": "The root of the repository"}}
                    },
                    "columnKind": "utf16CodeUnits",
                    "invocations": [_invocation(report, len(found))],
                    "results": [_result(p, report, rules) for p in found[:_MOST_RESULTS]],
                }
            ],
        }
    )


def _driver(report: Report) -> dict[str, Any]:
    return {
        "name": "reviewlint",
        "version": __version__,
        "informationUri": "https://pypi.org/project/reviewlint/",
        "rules": [_rule(result) for result in {r.check: r for r in report.checklist.results}.values()],
    }


def _rule(result: Result) -> dict[str, Any]:
    title = clean(result.title)[:_MOST_TEXT]
    return {
        "id": result.check,
        "name": "".join(part.capitalize() for part in result.check.split("-")),
        "shortDescription": {"text": title},
        "fullDescription": {"text": title},
        "help": {"text": f"{title} More: reviewlint explain {result.check}"},
        "defaultConfiguration": {"level": "error" if result.level == "block" else "note"},
        "properties": {"precision": "high", "problem.severity": _grade(result), "tags": ["code-review"]},
    }


def _grade(result: Result) -> str:
    return "error" if result.level == "block" else "recommendation"


def _invocation(report: Report, found: int) -> dict[str, Any]:
    said = [
        {"level": "error", "message": {"text": clean(r.summary)}, "associatedRule": {"id": r.check}}
        for r in report.of("not-evaluated")
    ]
    if found > _MOST_RESULTS:
        said.append(
            {"level": "warning", "message": {"text": f"{found - _MOST_RESULTS} more findings are left out"}}
        )
    return {"executionSuccessful": not report.of("not-evaluated"), "toolExecutionNotifications": said}


def _result(problem: Problem, report: Report, rules: list[str]) -> dict[str, Any]:
    result = problem.result
    row: dict[str, Any] = {
        "ruleId": result.check,
        "ruleIndex": rules.index(result.check),
        "level": severity_of(result),
        "message": {"text": clean(problem.message)},
        "locations": [_location(problem, report)],
        "partialFingerprints": {"primaryLocationLineHash": f"{problem.fingerprint}:1"},
    }
    if result.waiver:
        row["suppressions"] = [{"kind": "external", "justification": clean(result.waiver.reason)}]
    return row


def _location(problem: Problem, report: Report) -> dict[str, Any]:
    finding = problem.finding
    uri = quote(place_of(problem, report), errors="surrogateescape")
    first = max(finding.line, 1)
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": uri, "uriBaseId": "SRCROOT"},
            "region": {"startLine": first, "endLine": max(finding.end_line, first)},
        }
    }
