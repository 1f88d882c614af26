"""What instruments new endpoints and jobs already: middleware, and the places where the project emits signals.

Looked for only where the change adds one, in the files of the head side that mention what the
telemetry data names; a bounded number of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.common import shared_folders
from reviewlint.facts.model import Signal
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.facts.facts import Facts

_MOST_FILES = 60
_TELLING = regex(
    r"(?i)middleware|instrument|metric|monitor|telemetry|tracing|observab|interceptor|filter|plugin|settings"
    r"|startup|program\.cs|(^|/)(main|server|app|wsgi|asgi|__init__|initializers?)[./]"
)
_MOST_SIGNALS = 5
_HOOKS = {"middleware": "hook", "worker": "worker_hook"}


class Instrumented(Record):
    """What measures every endpoint, where signals are emitted, and what measures every job."""

    endpoints: tuple[Signal, ...] = ()
    habit: tuple[Signal, ...] = ()
    jobs: tuple[Signal, ...] = ()


def look(facts: Facts, present: list[Signal]) -> Instrumented:
    """What instruments the kinds of things that the change adds; signals of the changed files first."""
    endpoints = [endpoint.path for endpoint in facts.endpoints.added if endpoint.protocol != "page"]
    jobs = [job.path for job in facts.jobs.added]
    if not endpoints and not jobs:
        return Instrumented()
    from reviewlint.facts.telemetry.agents import agents

    languages = _languages(facts, {*endpoints, *jobs})
    table = "middleware" if endpoints else "worker"
    covers, habit = _middleware(facts, languages, table)
    around = _nearest((*covers, *agents(facts, languages)), endpoints[0]) if endpoints else ()
    if jobs and endpoints:
        covers = _middleware(facts, languages, "worker")[0]
    emitted = [signal for signal in (*present, *habit) if signal.kind in ("metric", "trace")]
    return Instrumented(
        around, tuple(emitted[:_MOST_SIGNALS]), _nearest(tuple(covers), jobs[0]) if jobs else ()
    )


def _nearest(signals: tuple[Signal, ...], path: str) -> tuple[Signal, ...]:
    return tuple(sorted(signals, key=lambda s: (-shared_folders(s.path, path), s.kind))[:_MOST_SIGNALS])


def _languages(facts: Facts, paths: set[str]) -> set[str]:
    """The languages of the new endpoints and jobs; of everything changed where a route file has none."""
    found = {file.language for file in facts.files if file.path in paths}
    return found if "" not in found else {file.language for file in facts.files if file.language}


def _middleware(facts: Facts, languages: set[str], table: str) -> tuple[list[Signal], list[Signal]]:
    """(what is installed around every endpoint or job, where else signals are emitted)."""
    from reviewlint.facts.datafiles import catalogue

    headers = [
        h for h in catalogue("telemetry", facts.settings.frameworks) if languages.intersection(h.languages)
    ]
    related = languages.union(*(header.languages for header in headers))
    words = {word for header in headers for word in header.markers}
    covers: list[Signal] = []
    habit: list[Signal] = []
    for path in _candidates(facts, words, related)[:_MOST_FILES]:
        emitted = signals_in(facts, path)
        installed = _installed(facts, path, emitted, table)
        covers += installed
        habit += emitted if not installed else ()
        if habit and any(signal.kind == "metric" for signal in covers):
            break
    return covers, habit


def _candidates(facts: Facts, words: Iterable[str], languages: set[str]) -> list[str]:
    """The production files that mention a word, those first whose name says that they measure or set up."""
    from reviewlint.facts.roles.bypath import role_of

    paths = (p for p in facts.index.mentioning(sorted(words)) if facts.index.language(p) in languages)
    production = (path for path in paths if role_of(path, facts.settings.roles) in ("source", "config"))
    return sorted(production, key=lambda path: (not _TELLING.search(path), path.count("/"), path))


def signals_in(facts: Facts, path: str) -> list[Signal]:
    """The signals of any file of the head side."""
    from reviewlint.facts.telemetry.code import read_signals
    from reviewlint.facts.telemetry.idioms import signals

    text = facts.index.text(path)
    known = signals(facts.index.language(path), text, facts.settings.frameworks) if text else ()
    outline = facts.index.outline(path) if known else None
    return read_signals(path, outline, known) if outline is not None else []


def _installed(facts: Facts, path: str, emitted: list[Signal], table: str) -> list[Signal]:
    """The middleware that a file installs, or is: signals of its own around every request."""
    from reviewlint.facts.telemetry.code import read_signals
    from reviewlint.facts.telemetry.idioms import possible

    text, language = facts.index.text(path) or "", facts.index.language(path)
    known = possible(table, language, text, facts.settings.frameworks)
    hooks = possible(_HOOKS[table], language, text, facts.settings.frameworks) if emitted else ()
    outline = facts.index.outline(path) if known or (hooks and emitted) else None
    if outline is None:
        return []
    installed = read_signals(path, outline, known)
    if not installed and emitted and read_signals(path, outline, hooks):
        return emitted[:1]
    return installed
