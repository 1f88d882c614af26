"""The configuration's shape, in one place: what may be written, of which kind, and what it is for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reviewlint.limits import DEEPEST
from reviewlint.record import Record

LEVELS = ("block", "ask", "off")
ROLES = (
    "source", "test", "docs", "config", "generated", "vendored", "migration", "ci", "manifest",
    "alert-rule", "dashboard", "asset",
)  # fmt: skip


class Key(Record):
    """A key of a table: what its value must be, and one line of help.

    `kind` is a key of `_WORDS`.
    """

    kind: str
    help: str
    choices: tuple[str, ...] = ()
    required: bool = False
    least: int = 0  # of a whole number
    most: int | None = None


TOP: Mapping[str, Key] = {
    "extends": Key("string or strings", "presets (basic, l3, strict) or files to start from; later ones win"),
    "base": Key("string", "the branch a change will be merged into, e.g. origin/main"),
    "select": Key("strings", "only these checks"),
    "ignore": Key("strings", "all checks but these"),
    "fail-on": Key(
        "string", "what closes the gate: failed checks, or items for a person too", ("failed", "ask")
    ),
    "coverage": Key("strings", "coverage reports to read when they exist"),
    "frameworks": Key("strings", "folders with framework files of your own"),
    "plugins": Key("strings", "folders with checks, or installed packages that offer some"),
    "max-files": Key("integer", "a change with more files is not evaluated", least=1),
    "max-lines": Key(
        "integer", "a change with more changed lines of code is not parsed, so not evaluated", least=1
    ),
    "max-bytes": Key(
        "integer", "a file with more bytes is not read, and not parsed from half of them on", least=1
    ),
    "max-depth": Key(
        "integer", "a file with brackets nested more deeply is not parsed", least=1, most=DEEPEST
    ),
    "max-seconds": Key("integer", "a check that takes longer is not evaluated; 0 for no bound"),
    "checks": Key("table", "level and options of each check"),
    "profiles": Key("table", "what is asked otherwise of drafts, of bots' requests and of reverts"),
    "roles": Key("table", "glob = role, where the built-in conventions are wrong"),
    "waivers": Key("tables", "checks set aside for some paths, with the reason"),
}

CHECK: Mapping[str, Key] = {
    "level": Key("string", "block: a failure closes the gate; ask: a person answers; off", LEVELS),
    "waivable": Key("boolean", "false: nobody may waive this check"),
    "waivable-by": Key("strings", "the accounts of the platform whose requests may waive this check"),
}

PROFILES = ("draft", "bot", "revert")
PROFILE: Mapping[str, Key] = {
    "most": Key("string", "the highest level a check has there", ("block", "ask")),
    "ignore": Key("strings", "checks that are not asked there"),
    "authors": Key("strings", "accounts of the platform that count as bots, too (profile bot)"),
}

WAIVER: Mapping[str, Key] = {
    "check": Key("string", "the check that is set aside", required=True),
    "reason": Key("string", "why; the report shows it", required=True),
    "paths": Key("strings", "globs of the paths it is set aside for; all without them"),
    "owner": Key("string", "who answers for it"),
    "until": Key("date", "the last day it holds, YYYY-MM-DD"),
}

_WORDS = {
    "string": "a string",
    "strings": "a list of strings",
    "string or strings": "a string or a list of strings",
    "boolean": "true or false",
    "integer": "a whole number",
    "date": "a date, YYYY-MM-DD",
    "table": "a table",
    "tables": "an array of tables",
}


def fault(key: Key, value: Any) -> str:
    """What `value` should have been, or "" when it fits."""
    if key.choices:
        return "" if value in key.choices else "One of: " + ", ".join(f'"{c}"' for c in key.choices) + "."
    if not _fits(key.kind, value):
        return f"It must be {_WORDS[key.kind]}: {key.help}."
    if key.kind == "integer" and not key.least <= value <= (key.most or value):
        return (
            f"It must be {f'{key.least} to {key.most}' if key.most else f'at least {key.least}'}: {key.help}."
        )
    return ""


def json_schema(checks: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The JSON Schema of a configuration file; `checks` maps each id to its title and its options' schema."""
    levels = _properties(CHECK)
    tables = {
        name: {
            "type": "object",
            "description": check["title"],
            "additionalProperties": False,
            "properties": levels | check["options"],
        }
        for name, check in checks.items()
    }
    roles = {"type": "object", "additionalProperties": {"enum": list(ROLES)}}
    waiver = _table(_properties(WAIVER)) | {"required": [n for n, key in WAIVER.items() if key.required]}
    table = _table(
        _properties(TOP)
        | {
            "checks": _table(tables) | {"description": TOP["checks"].help},
            "profiles": _table({name: _table(_properties(PROFILE)) for name in PROFILES})
            | {"description": TOP["profiles"].help},
            "roles": roles | {"description": TOP["roles"].help},
            "waivers": {"type": "array", "items": waiver, "description": TOP["waivers"].help},
        }
    )
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "reviewlint",
        **_table({"reviewlint": table}),
    }


def _fits(kind: str, value: Any) -> bool:
    import datetime

    if kind == "date":
        if isinstance(value, str):
            try:
                datetime.date.fromisoformat(value)
            except ValueError:
                return False
            return True
        return isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)
    strings = isinstance(value, list) and all(isinstance(item, str) for item in value)
    tables = isinstance(value, list) and all(isinstance(item, dict) for item in value)
    return {
        "string": isinstance(value, str),
        "strings": strings,
        "string or strings": isinstance(value, str) or strings,
        "boolean": isinstance(value, bool),
        "integer": isinstance(value, int) and not isinstance(value, bool),
        "table": isinstance(value, dict),
        "tables": tables,
    }[kind]


_TYPES: Mapping[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "strings": {"type": "array", "items": {"type": "string"}},
    "string or strings": {"type": ["string", "array"], "items": {"type": "string"}},
    "boolean": {"type": "boolean"},
    "integer": {"type": "integer"},
    "date": {"type": "string"},
    "table": {"type": "object"},
    "tables": {"type": "array", "items": {"type": "object"}},
}


def _properties(keys: Mapping[str, Key]) -> dict[str, Any]:
    return {
        name: (
            _TYPES[key.kind]
            | ({"enum": list(key.choices)} if key.choices else {})
            | ({"minimum": key.least} if key.kind == "integer" else {})
            | ({"maximum": key.most} if key.most else {})
            | {"description": key.help}
        )
        for name, key in keys.items()
    }


def _table(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": dict(properties)}
