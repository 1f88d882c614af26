"""What the search knows of names: from `config/reach.toml`."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from reviewlint.data import bundled_toml
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.tables import as_record


class Verbs(Record):
    """Bases of classes, and which of their methods a framework calls for a request of which verbs."""

    bases: re.Pattern[str]
    methods: dict[str, str]


class Hooks(Record):
    """Bases of classes, and which of their methods a framework calls of each object that it makes or is given."""

    bases: re.Pattern[str]
    methods: re.Pattern[str]


class Generated(Record):
    """A test that a generator of programs writes, and what the program beside it says: one of some words, and more."""

    test: re.Pattern[str]
    words: list[str]
    says: re.Pattern[str]


class Lifecycle(Record):
    """Bases of classes whose objects a system makes, and which of their methods it calls as they begin.

    `starts`: calls in tests that launch the class they are given; `asks`: calls that put one in a request to launch it,
    which `answers` does.
    """

    languages: list[str]
    bases: re.Pattern[str]
    methods: frozenset[str]
    starts: re.Pattern[str]
    asks: re.Pattern[str]
    answers: re.Pattern[str]
    marks: re.Pattern[str]  # of classes that have no base


class Annotated(Record):
    """A mark that hands a class to a library: how it is written, the methods that this calls, and what has it do so."""

    languages: list[str]
    hands: str
    marks: re.Pattern[str]  # on such a method itself
    methods: re.Pattern[str]
    acts: re.Pattern[str]


class Words(Record):
    """Names that mean little, and names that are called without being written."""

    common: frozenset[str]
    implicit: dict[str, frozenset[str]]
    library: dict[str, dict[str, re.Pattern[str]]]
    spoken: dict[str, str]
    asked_of_tests: frozenset[str]
    collections: frozenset[str]
    bygone: dict[str, list[str]]
    always_there: re.Pattern[str]
    quiet_bases: dict[str, dict[str, re.Pattern[str]]]
    plain_bases: dict[str, frozenset[str]]
    called_by: dict[str, list[str]]
    hooks: dict[str, tuple[Hooks, ...]]
    given: frozenset[str]
    operators: dict[str, dict[str, str]]
    made_on_import: frozenset[str]
    schedules: re.Pattern[str]
    waits: re.Pattern[str]
    waiting: re.Pattern[str]
    extractors: list[str]
    conversions: dict[str, str]
    around: dict[str, dict[str, str]]
    policies: dict[str, str]
    contexts: dict[str, re.Pattern[str]]
    starts: list[str]
    provider_lists: list[str]
    overrides: dict[str, re.Pattern[str]]
    unmarked: dict[str, re.Pattern[str]]
    configuring: frozenset[str]
    dispatches: dict[str, re.Pattern[str]]
    hands_on: dict[str, re.Pattern[str]]
    routes: frozenset[str]
    commands: dict[str, re.Pattern[str]]
    command_methods: frozenset[str]
    asks: dict[str, list[str]]
    routed: dict[str, re.Pattern[str]]
    events: dict[str, dict[str, list[str]]]
    scans: dict[str, str]
    views: re.Pattern[str]
    private: dict[str, re.Pattern[str]]
    compared: re.Pattern[str]
    spied: re.Pattern[str]
    compares: re.Pattern[str]
    arrives: re.Pattern[str]
    mocks: dict[str, re.Pattern[str]]
    containers: dict[str, dict[str, re.Pattern[str]]]
    verbs: dict[str, tuple[Verbs, ...]]
    mixins: dict[str, dict[str, re.Pattern[str]]]
    subjects: dict[str, str]
    subcommands: dict[str, dict[str, re.Pattern[str]]]
    running: re.Pattern[str]
    documented: dict[str, tuple[re.Pattern[str], ...]]
    providers: dict[str, str]
    keys: str
    foreign: re.Pattern[str]
    components: dict[str, re.Pattern[str]]
    component_events: dict[str, frozenset[str]]
    testids: dict[str, re.Pattern[str]]
    browser_commands: dict[str, re.Pattern[str]]
    stubs: dict[str, re.Pattern[str]]
    clients: dict[str, re.Pattern[str]]
    client_verbs: dict[str, list[str]]
    throws: list[str]
    caught: re.Pattern[str]
    requesting: re.Pattern[str]
    rescues: dict[str, re.Pattern[str]]
    remote: dict[str, re.Pattern[str]]
    form_requests: dict[str, dict[str, list[str]]]
    lifecycles: tuple[Lifecycle, ...]
    annotated: tuple[Annotated, ...]
    generated: tuple[Generated, ...]
    runners: dict[str, dict[str, re.Pattern[str]]]

    def calls_itself(self, method: str, language: str) -> bool:
        """True for a method that a language calls by its syntax."""
        special = method.startswith("__") and method.endswith("__")
        return special or method in self.implicit.get(language, self.implicit["any"])

    def is_written(self, method: str, language: str) -> bool:
        """True for a method that a language calls where an operator or a call of a known function is written."""
        return method in self.spoken or method in self.operators.get(language, {})


@cache
def words() -> Words:
    """The table, read once: each field by its name, made as its type says."""
    return as_record(Words, bundled_toml("reach.toml"), _MADE)


def _verbs(entry: dict[str, Any]) -> Verbs:
    return Verbs(regex(entry["bases"]), entry["methods"])


_NEVER = "(?!)"


def _lifecycle(entry: dict[str, Any]) -> Lifecycle:
    ways = (regex(entry.get(key, _NEVER)) for key in ("starts", "asks", "answers", "marks"))
    return Lifecycle(entry["languages"], regex(entry["bases"]), frozenset(entry["methods"]), *ways)


def _hooks(tables: dict[str, list[dict[str, str]]]) -> dict[str, tuple[Hooks, ...]]:
    return {
        language: tuple(Hooks(regex(one["bases"]), regex(one["methods"])) for one in entries)
        for language, entries in tables.items()
    }


def _frameworks(tables: dict[str, list[dict[str, Any]]]) -> dict[str, tuple[Verbs, ...]]:
    return {language: tuple(map(_verbs, entries)) for language, entries in tables.items()}


def _lifecycles(entries: list[dict[str, Any]]) -> tuple[Lifecycle, ...]:
    return tuple(map(_lifecycle, entries))


def _generated(entries: list[dict[str, Any]]) -> tuple[Generated, ...]:
    return tuple(Generated(regex(e["test"]), e["words"], regex(e["says"])) for e in entries)


def _annotated(entries: list[dict[str, Any]]) -> tuple[Annotated, ...]:
    ways = (map(regex, (e.get("marks", _NEVER), e["methods"], e["acts"])) for e in entries)
    return tuple(Annotated(e["languages"], e["hands"], *way) for e, way in zip(entries, ways, strict=True))


_MADE: dict[str, Callable[[Any], Any]] = {  # beside what every table may hold
    "dict[str, tuple[Verbs, ...]]": _frameworks,
    "dict[str, tuple[Hooks, ...]]": _hooks,
    "tuple[Lifecycle, ...]": _lifecycles,
    "tuple[Annotated, ...]": _annotated,
    "tuple[Generated, ...]": _generated,
}
