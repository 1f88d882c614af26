"""The checklist and the facts as JSON, version 1: fields may be added, never changed or left out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reviewlint.checklist.fingerprint import fingerprints
from reviewlint.report.safe import path as clean_path

if TYPE_CHECKING:
    from reviewlint.change.model import Change
    from reviewlint.checklist.model import Result
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.jobs.model import Job
    from reviewlint.facts.model import Endpoint, Signal, Unit, Unseen
    from reviewlint.report.model import Report

VERSION = 1


def render(report: Report) -> str:
    """The checklist as a JSON document, with a line end."""
    subject = report.subject
    return dump(
        {
            "version": VERSION,
            "base": subject.base if subject else None,
            "head": subject.head if subject else None,
            "verdict": report.checklist.verdict,
            "results": [_result(result) for result in report.checklist.results],
            "compared": subject.comparison.text if subject else "",
            "notes": list(report.checklist.notes),
        }
    )


def render_facts(facts: Facts) -> str:
    """The facts as a JSON document, with a line end."""
    return dump(facts_document(facts.change, facts))


def no_facts() -> str:
    """The document of a change that is none."""
    return dump(_EMPTY)


def dump(document: Any) -> str:
    """JSON that is pure ASCII, holds no lone surrogate, and no text that a CI runner takes for a command."""
    return json.dumps(_clean(document), indent=1).replace("##[", "##\\u005b") + "\n"


_CHANGES: dict[str, list[Any]] = {"added": [], "removed": []}
_EMPTY: dict[str, Any] = {
    "version": VERSION,
    "base": None,
    "head": None,
    "files": [],
    "units": [],
    "endpoints": _CHANGES,
    "jobs": _CHANGES,
    "telemetry": _CHANGES,
    "dependencies": _CHANGES | {"changed": []},
    "surface": {"changed": []},
    "docs": {"changed": []},
    "suppressions": {"added": []},
    "leftovers": {"added": []},
    "weakened_tests": [],
    "resilience": [],
    "duplicates": [],
    "owners": [],
    "description": {"title": "", "bugfix": False, "sections": []},
    "compared": "",
    "unseen": [],
}


def facts_document(change: Change, facts: Facts) -> dict[str, Any]:
    """The facts as plain data, in the contract's order."""
    said = facts.description
    return _EMPTY | {
        "base": change.base,
        "head": change.head,
        "files": [_fields(file, _FILE) for file in facts.files],
        "units": [_unit(unit) for unit in facts.units.units],
        "endpoints": _sides(facts.endpoints, _endpoint),
        "jobs": _sides(facts.jobs, _job),
        "telemetry": _sides(facts.telemetry, _signal),
        "dependencies": _dependencies(facts),
        "suppressions": {"added": [_fields(one, one._fields) for one in facts.suppressions.added]},
        "surface": {"changed": [_fields(one, _CONTRACT) for one in facts.surface.changed]},
        "docs": {"changed": [_fields(one, ("path", "line")) for one in facts.docs.changed]},
        "owners": [{"path": f.path, "owners": list(f.owners)} for f in facts.owners.files],
        "resilience": [_fields(one, _WEAKNESS) for one in facts.resilience.added],
        "weakened_tests": [_fields(one, one._fields) for one in facts.test_changes.weakened],
        "duplicates": [_fields(one, one._fields) for one in facts.duplicates.added],
        "leftovers": {"added": [_fields(one, one._fields) for one in facts.leftovers.added]},
        "description": {"title": said.title, "bugfix": said.bugfix, "sections": list(said.sections)},
        "compared": change.comparison.text,
        "unseen": _unseen(facts),
    }


_WEAKNESS = ("kind", "path", "line", "source", "scope", "name")
_CONTRACT = ("kind", "name", "path", "line", "change")
_FILE = ("path", "old_path", "status", "role", "language", "added", "removed")


def _fields(item: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(item, name) for name in names}


def _unit(unit: Unit) -> dict[str, Any]:
    names = ("path", "name", "kind", "change", "line", "end_line", "behaviour")
    uses = [_fields(use, ("path", "line", "how", "steps")) | {"via": list(use.via)} for use in unit.tests]
    return _fields(unit, names) | {"tests": uses, "reason": unit.reason, "size": unit.size}


def _sides(fact: Any, row: Any) -> dict[str, Any]:
    return {"added": [row(item) for item in fact.added], "removed": [row(item) for item in fact.removed]}


def _endpoint(endpoint: Endpoint) -> dict[str, Any]:
    return _fields(endpoint, ("protocol", "method", "route", "path", "line", "framework", "handler"))


def _job(job: Job) -> dict[str, Any]:
    return _fields(job, ("name", "kind", "path", "line", "framework", "handler"))


def _signal(signal: Signal) -> dict[str, Any]:
    return _fields(signal, ("kind", "name", "path", "line", "ecosystem", "scope"))


def _dependencies(facts: Facts) -> dict[str, Any]:
    names = ("name", "scope", "path", "line", "ecosystem", "version")
    rows = {side: getattr(facts.dependencies, side) for side in ("added", "removed", "changed")}
    return {side: [_fields(one, names) for one in found] for side, found in rows.items()}


def _unseen(facts: Facts) -> list[dict[str, Any]]:
    every: list[Unseen] = [
        *facts.units.unseen,
        *facts.endpoints.unseen,
        *facts.alerts.unseen,
        *facts.jobs.unseen,
        *facts.resilience.unseen,
        *facts.test_changes.unseen,
        *facts.telemetry.unseen,
        *facts.dependencies.unseen,
        *facts.suppressions.unseen,
        *facts.surface.unseen,
        *facts.leftovers.unseen,
        *facts.duplicates.unseen,
    ]
    return [_fields(unseen, ("path", "reason", "role")) for unseen in dict.fromkeys(every)]


def _result(result: Result) -> dict[str, Any]:
    prints = zip(result.findings, fingerprints(result), strict=True)
    waiver = result.waiver and _fields(result.waiver, ("check", "reason", "source", "until")) | {
        "paths": list(result.waiver.paths)
    }
    return _fields(result, ("check", "title", "status", "level", "summary")) | {
        "findings": [
            _fields(f, ("path", "line", "end_line", "message", "fix")) | {"fingerprint": print_}
            for f, print_ in prints
        ],
        "evidence": [_fields(e, ("path", "line", "message")) for e in result.evidence],
        "waiver": waiver,
    }


def _clean(value: Any) -> Any:
    """Strings without lone surrogates, which many JSON readers refuse: `caf\\xe9.py`."""
    if isinstance(value, str):
        return value if value.isascii() else clean_surrogates(value)
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    return [_clean(item) for item in value] if isinstance(value, list) else value


def clean_surrogates(text: str) -> str:
    """`text` with bytes that were not UTF-8 spelled out."""
    return "".join(clean_path(c) if "\ud800" <= c <= "\udfff" else c for c in text)
