"""What the search knows of names: from `config/reach.toml`."""

from __future__ import annotations

import re
from functools import cache

from reviewlint.data import bundled, read_toml
from reviewlint.record import Record
from reviewlint.regex import regex


class Verbs(Record):
    """Bases of classes, and which of their methods a framework calls for a request of which verbs."""

    bases: re.Pattern[str]
    methods: dict[str, str]


class Words(Record):
    """Names that mean little, and names that are called without being written."""

    common: frozenset[str]
    implicit: dict[str, frozenset[str]]
    spoken: dict[str, str]
    asked_of_tests: frozenset[str]
    collections: frozenset[str]
    bygone: dict[str, list[str]]
    plain_bases: dict[str, frozenset[str]]
    called_by: dict[str, list[str]]
    given: frozenset[str]
    operators: dict[str, dict[str, str]]
    made_on_import: frozenset[str]
    schedules: re.Pattern[str]
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
    events: dict[str, dict[str, list[str]]]
    scans: dict[str, str]
    views: re.Pattern[str]
    private: dict[str, re.Pattern[str]]
    compared: re.Pattern[str]
    compares: re.Pattern[str]
    arrives: re.Pattern[str]
    mocks: dict[str, re.Pattern[str]]
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
    stubs: dict[str, re.Pattern[str]]
    clients: dict[str, re.Pattern[str]]
    client_verbs: dict[str, list[str]]
    throws: list[str]
    caught: re.Pattern[str]
    requesting: re.Pattern[str]
    rescues: dict[str, re.Pattern[str]]
    remote: dict[str, re.Pattern[str]]
    form_requests: dict[str, dict[str, list[str]]]

    def calls_itself(self, method: str, language: str) -> bool:
        """True for a method that a language calls by its syntax."""
        special = method.startswith("__") and method.endswith("__")
        return special or method in self.implicit.get(language, self.implicit["any"])


@cache
def words() -> Words:
    """The table, read once."""
    data = read_toml(bundled("config") / "reach.toml")
    bases = {language: frozenset(names) for language, names in data["plain_bases"].items()}
    return Words(
        frozenset(data["common"]),
        {language: frozenset(names) for language, names in data["implicit"].items()},
        dict(data["spoken"]),
        frozenset(data["asked_of_tests"]),
        frozenset(data["collections"]),
        data["bygone"],
        bases,
        data["called_by"],
        frozenset(data["given"]),
        data["operators"],
        frozenset(data["made_on_import"]),
        regex(data["schedules"]),
        {name: regex(source) for name, source in data["contexts"].items()},
        data["starts"],
        data["provider_lists"],
        {language: regex(source) for language, source in data["overrides"].items()},
        {language: regex(source) for language, source in data["unmarked"].items()},
        frozenset(data["configuring"]),
        {language: regex(source) for language, source in data["dispatches"].items()},
        {method: regex(source) for method, source in data["hands_on"].items()},
        frozenset(data["routes"]),
        {language: regex(source) for language, source in data["commands"].items()},
        frozenset(data["command_methods"]),
        data["asks"],
        data["events"],
        data["scans"],
        regex(data["views"]),
        {language: regex(source) for language, source in data["private"].items()},
        regex(data["compared"]),
        regex(data["compares"]),
        regex(data["arrives"]),
        {name: regex(source) for name, source in data["mocks"].items()},
        {
            language: tuple(Verbs(regex(entry["bases"]), entry["methods"]) for entry in entries)
            for language, entries in data["verbs"].items()
        },
        _patterns(data["mixins"]),
        data["subjects"],
        _patterns(data["subcommands"]),
        regex(data["running"]),
        {language: tuple(map(regex, ways)) for language, ways in data["documented"].items()},
        data["providers"],
        data["keys"],
        regex(data["foreign"]),
        {name: regex(source) for name, source in data["components"].items()},
        {name: frozenset(others) for name, others in data["component_events"].items()},
        {name: regex(source) for name, source in data["testids"].items()},
        {name: regex(source) for name, source in data["stubs"].items()},
        {name: regex(source) for name, source in data["clients"].items()},
        data["client_verbs"],
        data["throws"],
        regex(data["caught"]),
        regex(data["requesting"]),
        {language: regex(source) for language, source in data["rescues"].items()},
        {name: regex(source) for name, source in data["remote"].items()},
        data["form_requests"],
    )


def _patterns(tables: dict[str, dict[str, str]]) -> dict[str, dict[str, re.Pattern[str]]]:
    return {one: {name: regex(source) for name, source in table.items()} for one, table in tables.items()}
