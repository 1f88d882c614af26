"""Is there an alert for what is new, and does every alert rule touched say severity, summary, owner and runbook?

Why: an alert that does not say how bad it is, whose it is and what to do first only wakes people up.
Looks at: alert rules in YAML, JSON, Terraform, CloudFormation, CDK and Pulumi that the change adds or edits.
Satisfy: add the label or annotation that is missing, and an alert for what is new where the rules are kept.
Cannot see: values that a template fills in, routes of the alert manager, and rules kept in another repository.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.api import (
    Endpoint,
    Evidence,
    Finding,
    Job,
    counted,
    failed,
    matches,
    needs_human,
    not_applicable,
    not_evaluated,
    option,
    passed,
)

if TYPE_CHECKING:
    from reviewlint.api import AlertRule, Facts, Outcome

_FIX = {
    "severity": "say how bad it is, in a severity label",
    "summary": "say in a sentence what is wrong",
    "runbook": "link the page that says what to do first",
    "owner": "name the team or the route that it wakes",
}


class Options:
    """What an alert rule must say, and whether new things need one."""

    require: tuple[str, ...] = option(tuple(_FIX), "severity, summary, runbook, owner: what a rule must say")
    new_things: bool = option(
        True, "new endpoints and jobs are asked for an alert where alert rules are kept"
    )
    ignore: tuple[str, ...] = option((), "path globs of rules that are not judged")


def run(facts: Facts, options: Options) -> Outcome:
    """Fails for a touched rule that leaves something unsaid; asks for an alert for what is new."""
    alerts = facts.alerts
    rules = [rule for rule in alerts.touched if not matches(rule.path, options.ignore)]
    findings = tuple(
        _finding(rule, bare) for rule in rules if (bare := [w for w in rule.missing if w in options.require])
    )
    evidence = tuple(_evidence(rule) for rule in rules if not set(rule.missing) & set(options.require))
    asked = tuple(_ask(new) for new in _bare(facts)) if options.new_things and alerts.kept else ()
    if findings and not all(rule.partial for rule in rules if rule.missing):
        return failed(
            f"{len(findings)} of {counted(len(rules), 'alert rule')} leave something unsaid",
            (*findings, *asked),
            evidence,
        )
    if alerts.unseen:
        return not_evaluated(f"{alerts.unseen[0].path}: {alerts.unseen[0].reason}", asked, evidence)
    if findings:
        summary = "read in part: what a template or a variable fills in cannot be seen"
        return needs_human(summary, (*findings, *asked), evidence)
    if asked:
        return needs_human(f"{counted(len(asked), 'new thing')} without an alert", asked, evidence)
    if not rules:
        return not_applicable(_nothing(facts))
    partial = ", read in part" if any(rule.partial for rule in rules) else ""
    return passed(
        f"{counted(len(rules), 'alert rule')} with what the person on call needs{partial}", evidence
    )


def _nothing(facts: Facts) -> str:
    if facts.endpoints.added or facts.jobs.added:
        return "the change touches no alert rule, and the repository keeps none for what is new"
    return "the change touches no alert rule and adds nothing to alert on"


def _bare(facts: Facts) -> list[Endpoint | Job]:
    """The new endpoints and jobs that no alert, SLO or other signal of the change is about."""
    ci = {file.path for file in facts.files if file.role == "ci"}
    every: tuple[Endpoint | Job, ...] = (*facts.endpoints.added, *facts.jobs.added)
    about = {cover.subject for cover in facts.telemetry.covers if cover.how == "about"}
    pages = {new for new in facts.endpoints.added if new.protocol == "page"}
    return [new for new in every if new not in about and new not in pages and new.path not in ci]


def _evidence(rule: AlertRule) -> Evidence:
    return Evidence(f"{rule.name} ({rule.ecosystem}) says what is needed", rule.path, rule.line)


def _finding(rule: AlertRule, bare: list[str]) -> Finding:
    message = f"{rule.name} ({rule.ecosystem}) has {', '.join(f'no {word}' for word in bare)}"
    fix = "; ".join(_FIX[word] for word in bare)
    return Finding(message, rule.path, rule.line, rule.line, fix, rule.name)


def _ask(new: Endpoint | Job) -> Finding:
    title = f"{new.method} {new.route}" if isinstance(new, Endpoint) else f"{new.kind} {new.name}"
    fix = "alert on its errors and latency, or say which alert covers it"
    if isinstance(new, Job):
        fix = "alert when it fails or does not run, or say which alert covers it"
    return Finding(f"is there an alert for {title}?", new.path, new.line, new.line, fix, title)
