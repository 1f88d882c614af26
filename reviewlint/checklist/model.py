"""What a check answers, and what a run of all of them gives."""

from __future__ import annotations

from typing import Literal

from reviewlint.record import Record

Status = Literal["passed", "failed", "needs-human", "not-applicable", "waived", "not-evaluated"]
Level = Literal["block", "ask", "off"]
Verdict = Literal["passed", "failed", "not-evaluated"]


class Finding(Record):
    """What is missing and where. `fix` is the next step; `symbol` keeps the fingerprint stable over line moves."""

    message: str
    path: str = ""
    line: int = 0
    end_line: int = 0
    fix: str = ""
    symbol: str = ""


class Evidence(Record):
    """What answers the question, and where it stands."""

    message: str
    path: str = ""
    line: int = 0


class Outcome(Record):
    """A check's answer, before levels and waivers are applied."""

    status: Status
    summary: str
    findings: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Waiver(Record):
    """Who set a check aside, with which reason, and where that is on record."""

    check: str
    reason: str
    source: str
    until: str = ""
    paths: tuple[str, ...] = ()


class Result(Record):
    """A check's outcome with its level and waiver applied."""

    check: str
    title: str
    status: Status
    level: Level
    summary: str
    findings: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    waiver: Waiver | None = None


class Checklist(Record):
    """The results in order, and the gate's verdict."""

    verdict: Verdict
    results: tuple[Result, ...]
    notes: tuple[str, ...] = ()


def passed(summary: str, evidence: tuple[Evidence, ...] = ()) -> Outcome:
    """The question is answered; `evidence` says by what."""
    return Outcome("passed", summary, (), evidence)


def failed(summary: str, findings: tuple[Finding, ...], evidence: tuple[Evidence, ...] = ()) -> Outcome:
    """Something is missing: at least one finding."""
    return Outcome("failed", summary, findings, evidence)


def needs_human(summary: str, findings: tuple[Finding, ...], evidence: tuple[Evidence, ...] = ()) -> Outcome:
    """A person must judge; the findings say what to look at."""
    return Outcome("needs-human", summary, findings, evidence)


def not_applicable(reason: str) -> Outcome:
    """The change holds nothing this check asks about."""
    return Outcome("not-applicable", reason)


def not_evaluated(
    reason: str, findings: tuple[Finding, ...] = (), evidence: tuple[Evidence, ...] = ()
) -> Outcome:
    """The question could not be answered: never silently green."""
    return Outcome("not-evaluated", reason, findings, evidence)
