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
        if file.role not in _SILENT:
            read = _code if file.language else _side
            head += read(facts, file, "head", unseen)
            base += read(facts, file, "base", [])
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


def _code(facts: Facts, file: File, side: Side, unseen: list[Unseen]) -> list[AlertRule]:
    text = facts.sources.text(file.path, side)
    if text is None or ("larm" not in text and "Monitor(" not in text):
        return []
    from reviewlint.facts.alerts.code import code_rows, read_code

    rows = code_rows(file.language, text)
    root = facts.sources.tree(file.path, side) if rows else None
    if rows and root is None:
        unseen.append(Unseen(file.path, facts.sources.problem(file.path, side) or "does not parse"))
    return list(read_code(file.path, text, root, rows)) if root is not None else []


def _kept(facts: Facts, touched: list[AlertRule]) -> tuple[str, ...]:
    """Files of the repository that hold alert rules by their name, looked for only beside something new."""
    from reviewlint.facts.roles.bypath import role_of

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
