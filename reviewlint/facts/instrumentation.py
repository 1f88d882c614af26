"""What instruments new endpoints already: middleware, and the places where the project emits signals.

Looked for only where the change adds endpoints, in the files of the head side that mention what the
telemetry data names; a bounded number of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.model import Signal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.facts.facts import Facts

_MOST_FILES = 60
_MOST_SIGNALS = 5

Around = tuple[tuple[Signal, ...], tuple[Signal, ...], tuple[Signal, ...]]


def look(facts: Facts, present: tuple[Signal, ...]) -> Around:
    """(signals in handlers of unchanged files, middleware, habits) around the endpoints that are new."""
    added = [endpoint for endpoint in facts.endpoints.added if endpoint.protocol != "page"]
    if not added:
        return (), (), ()
    near = _near(facts, {e.handler.rpartition(".")[2] for e in added if e.handler})
    middleware, habit = _middleware(facts)
    return near, middleware, (*present, *habit)[:_MOST_SIGNALS]


def _near(facts: Facts, handlers: set[str]) -> tuple[Signal, ...]:
    """The signals inside the definitions of `handlers` that stand in files the change leaves alone."""
    changed = {file.path for file in facts.files}
    found: list[Signal] = []
    for path in _candidates(facts, handlers, changed)[:_MOST_FILES] if handlers else ():
        found += (s for s in _signals(facts, path) if not handlers.isdisjoint(s.scope.split(".")))
    return tuple(found)


def _middleware(facts: Facts) -> tuple[tuple[Signal, ...], tuple[Signal, ...]]:
    """(what covers every endpoint, where else signals are emitted)."""
    from reviewlint.facts.telemetry.idioms import catalogue

    languages = {file.language for file in facts.files if file.language}
    headers = [h for h in catalogue(facts.settings.frameworks) if languages.intersection(h.languages)]
    words = {word for header in headers for word in header.words}
    covers: list[Signal] = []
    habit: list[Signal] = []
    for path in _candidates(facts, words, set())[:_MOST_FILES]:
        emitted = _signals(facts, path)
        installed = _installed(facts, path, emitted)
        covers += installed
        habit += emitted if not installed else ()
    return tuple(covers[:_MOST_SIGNALS]), tuple(habit)


def _candidates(facts: Facts, words: Iterable[str], but: set[str]) -> list[str]:
    """The files that mention a word, production code only, those nearest to the root first."""
    from reviewlint.facts.roles import role_of

    paths = facts.index.mentioning(sorted(words)) - but
    production = (path for path in paths if role_of(path, facts.settings.roles) in ("source", "config"))
    return sorted(production, key=lambda path: (path.count("/"), path))


def _signals(facts: Facts, path: str) -> list[Signal]:
    from reviewlint.facts.telemetry.code import read_signals
    from reviewlint.facts.telemetry.idioms import signals

    text = facts.index.text(path)
    known = signals(facts.index.language(path), text, facts.settings.frameworks) if text else ()
    outline = facts.index.outline(path) if known else None
    return read_signals(path, outline, known) if outline is not None else []


def _installed(facts: Facts, path: str, emitted: list[Signal]) -> list[Signal]:
    """The middleware that a file installs, or is: signals of its own around every request."""
    from reviewlint.facts.telemetry.code import read_signals
    from reviewlint.facts.telemetry.idioms import idioms, needed

    text, language = facts.index.text(path), facts.index.language(path)
    headers = needed(language, text, facts.settings.frameworks) if text else []
    known = [idiom for header in headers for idiom in idioms(header.path, "middleware")]
    hooks = [idiom for header in headers for idiom in idioms(header.path, "hook")]
    outline = facts.index.outline(path) if known or (hooks and emitted) else None
    if outline is None:
        return []
    installed = read_signals(path, outline, known)
    if not installed and emitted and read_signals(path, outline, hooks):
        return emitted[:1]
    return installed
