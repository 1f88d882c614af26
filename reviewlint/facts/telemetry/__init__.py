"""Metrics, traces, alerts, SLOs, dashboards and health signals that the change adds and removes.

Both sides of the changed files are read whole and compared as multisets of (kind, name, definition): a
signal that moved, also to another file or function of its file, is neither added nor removed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.model import Signal, Telemetry, Unseen

if TYPE_CHECKING:
    from reviewlint.change.model import Side
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import File

__all__ = ["establish"]

_SILENT = frozenset(("docs", "test", "generated", "vendored", "ci", "asset", "manifest"))


def establish(facts: Facts) -> Telemetry:
    """The signals of the changed files, compared, and what instruments new endpoints and jobs already."""
    from reviewlint.facts.instrumentation import look
    from reviewlint.facts.telemetry.compare import compared
    from reviewlint.facts.telemetry.covers import covers
    from reviewlint.facts.telemetry.health import health_routes

    unseen: list[Unseen] = []
    head: list[Signal] = []
    base: list[Signal] = []
    for file in facts.files:
        if file.role not in _SILENT:
            head += _side(facts, file, "head", unseen)
            base += _side(facts, file, "base", unseen)
    endpoints = facts.endpoints
    more, less = compared(head, base)
    added = (*more, *health_routes(endpoints.added))
    removed = (*less, *health_routes(endpoints.removed))
    found = covers(facts, head, added) if endpoints.added or facts.jobs.added else ()
    return Telemetry(added, removed, tuple(dict.fromkeys(unseen)), tuple(head), found, *look(facts, head))


def _side(facts: Facts, file: File, side: Side, unseen: list[Unseen]) -> list[Signal]:
    text = facts.sources.text(file.path, side)
    if text is None:
        return []
    if not file.language:
        from reviewlint.facts.telemetry.documents import read_document

        return read_document(file.path, text, facts.settings.frameworks, unseen if side == "head" else [])
    from reviewlint.facts.telemetry.code import read_signals
    from reviewlint.facts.telemetry.idioms import signals

    known = signals(file.language, text, facts.settings.frameworks)
    outline = facts.sources.outline(file.path, side) if known else None
    if known and outline is None and side == "head":
        unseen.append(Unseen(file.path, facts.sources.problem(file.path, side) or "does not parse"))
    return read_signals(file.path, outline, known) if outline is not None else []
