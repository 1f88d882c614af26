"""The alert rules that the change adds or edits, and what they leave unsaid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.alerts.model import AlertRule, Alerts
from reviewlint.facts.model import Unseen

if TYPE_CHECKING:
    from reviewlint.change.model import Side
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import File

__all__ = ["establish"]

_SILENT = frozenset(("docs", "test", "generated", "vendored", "ci", "asset", "manifest"))
_MOST_KEPT = 5


def establish(facts: Facts) -> Alerts:
    """The touched rules, both sides compared by what they say: one that only moved is not touched."""
    unseen: list[Unseen] = []
    head: list[AlertRule] = []
    base: list[AlertRule] = []
    for file in facts.files:
        if file.role not in _SILENT and not file.language:
            head += _side(facts, file, "head", unseen)
            base += _side(facts, file, "base", [])
    known = {(rule.ecosystem, rule.name, rule.content) for rule in base}
    touched = [rule for rule in head if (rule.ecosystem, rule.name, rule.content) not in known]
    full = {
        rule.name for rule in touched if not rule.partial
    }  # beside its template, what came out of it is judged
    judged = tuple(rule for rule in touched if not (rule.partial and rule.name in full))
    return Alerts(judged, _kept(facts, head), tuple(dict.fromkeys(unseen)))


def _side(facts: Facts, file: File, side: Side, unseen: list[Unseen]) -> list[AlertRule]:
    from reviewlint.facts.alerts.read import may_hold_rules, read_rules

    text = facts.sources.text(file.path, side)
    if text is None or not may_hold_rules(file.path, text):
        return []
    try:
        return read_rules(file.path, text)
    except ValueError as error:
        unseen.append(Unseen(file.path, f"does not parse: {error}", file.role))
        return []


def _kept(facts: Facts, touched: list[AlertRule]) -> tuple[str, ...]:
    """Files of the repository that hold alert rules by their name, looked for only beside something new."""
    from reviewlint.facts.roles import role_of

    found = dict.fromkeys(rule.path for rule in touched)
    if not found and (facts.endpoints.added or facts.jobs.added):
        for path in facts.change.tree("head"):
            if path.endswith((".yml", ".yaml", ".rules", ".libsonnet", ".tf", ".jsonnet")) and (
                role_of(path, facts.settings.roles) == "alert-rule"
            ):
                found[path] = None
            if len(found) >= _MOST_KEPT:
                break
    return tuple(found)[:_MOST_KEPT]
