"""What machine formats list: each finding that needs somebody, worst first, with its severity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from reviewlint.checklist.fingerprint import fingerprints
from reviewlint.checklist.model import Finding, Result
from reviewlint.record import Record
from reviewlint.report.model import Report

Severity = Literal["error", "warning", "note"]
_ORDER: tuple[Severity, ...] = ("error", "warning", "note")


class Problem(Record):
    """One finding of one check. `message` says what is missing, and what to do where that is known."""

    result: Result
    finding: Finding
    fingerprint: str
    severity: Severity

    @property
    def message(self) -> str:
        """The finding in one or two sentences, as it was written: each format makes it harmless its own way."""
        text = self.finding.message or self.result.summary
        return f"{text} (do: {self.finding.fix})" if self.finding.fix else text


def problems(report: Report, *statuses: str) -> list[Problem]:
    """The findings of results with one of `statuses`; a result without a finding counts as one."""
    found = [problem for result in report.of(*statuses) for problem in _of(result)]
    return sorted(found, key=lambda problem: _ORDER.index(problem.severity))


def place_of(problem: Problem, report: Report) -> str:
    """The path to show a problem at: its own, or the first changed file for one that belongs to the request."""
    return problem.finding.path or (report.subject.first_file if report.subject else "")


def severity_of(result: Result) -> Severity:
    """How much a result weighs: what closes the gate, what nobody could look at, a question."""
    if result.status == "failed":
        return "error"
    return "warning" if result.status == "not-evaluated" else "note"


def _of(result: Result) -> Iterator[Problem]:
    if not result.findings:
        yield Problem(result, Finding(result.summary), _alone(result), severity_of(result))
    for finding, fingerprint in zip(result.findings, fingerprints(result), strict=True):
        yield Problem(result, finding, fingerprint, severity_of(result))


def _alone(result: Result) -> str:
    return fingerprints(result._replace(findings=(Finding(result.summary),)))[0]
