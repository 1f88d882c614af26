"""The contracts that stand in documents: samples of variables and settings, schemas of messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from reviewlint.facts.docs import describes_api, describes_settings
from reviewlint.facts.surface.idioms import documents, system_variables
from reviewlint.facts.surface.jsonschema import schema_names
from reviewlint.facts.surface.model import Contract
from reviewlint.regex import regex

_VARIABLE = regex(r"^[ \t]*+#?[ \t]*+(?:export\s+)?([A-Z][A-Z0-9_]{2,})\s*=", re.MULTILINE)
_BUILDS = regex(r"^\s+build:", re.MULTILINE)
_PLACEHOLDER = regex(r"(?<!\$)\$\{([A-Z][A-Z0-9_]{2,})\b")
_PAIR = regex(r"^\s*[#;]?\s?([A-Za-z][\w.-]*)\s*=(?!=)")
_TABLE = regex(r"^\s*\[+([\w.: -]+)\]+\s*$")
_LISTED = regex(r"^\s*(?:\||[-*]|#+)\s*`{1,2}([A-Z][A-Z0-9]*_[A-Z0-9_]+)`", re.MULTILINE)
_KEY = regex(r"""^(\s*)("[^"\n]+"|'[^'\n]+'|[\w./{}$-]+)\s*:(?=\s|$)""")
_INSERT = regex(
    r"(?is)\binsert\s+(?:or\s+\w+\s+|ignore\s+)?into\s+[\w.`\"\[\]]*(?:settings?|config\w*|preferences?|feature_flags?)\b([^;]*)"
)
_ROW = regex(r"\(\s*(?:(?:\d+|default|null)\s*,\s*)*'([A-Za-z][\w.-]+)'", re.IGNORECASE)
_METHOD = 3  # names from `paths` to a method
_MEMBER = regex(r'^(\s*)"([$\w.:-]+)"\s*:\s*(\S?)')
_SCHEMA = regex(
    r"^\s*(message|enum|service|rpc)\s+(\w+)"
    r"|^\s++(?:repeated\s+|optional\s+|required\s+)?[\w.<>, \t]+(?<=\s)(\w++)\s*+=\s*\d+\s*[;\[]"
)
_MOST = 100_000  # names of one document: cut off, its last ones would seem to come and go


def read_document(path: str, text: str) -> list[Contract]:
    """The names that the document at `path` offers, in order."""
    if describes_api(path, text):
        return [Contract("schema", name, path, line) for name, line in _described(text)][:_MOST]
    if describes_settings(path, text):
        return [Contract("schema", name, path, line) for name, line in schema_names(text)][:_MOST]
    if path.endswith(".sql"):
        return [Contract("setting", name, path, line) for name, line in _inserted(text)][:_MOST]
    for row, paths in _rows():
        if paths.search(path) and _fits(row, path):
            named = {"env": _variables, "named": _listed, "keys": _keys, "schema": _schema, "asked": _asked}[
                row["read"]
            ](path, text)
            own = row.get("foreign", "$^")
            found = [
                Contract(row["kind"], name, path, line) for name, line in named if not re.match(own, name)
            ]
            return found[:_MOST]
    return []


@cache
def _rows() -> tuple[tuple[dict[str, Any], re.Pattern[str]], ...]:
    return tuple((row, regex(row["paths"])) for row in documents()["document"])


def _fits(row: dict[str, Any], path: str) -> bool:
    return "suffixes" not in row or path.rpartition(".")[2] in row["suffixes"]


def _inserted(text: str) -> Iterator[tuple[str, int]]:
    """The names of settings that statements put into the database."""
    for statement in _INSERT.finditer(text):
        for row in _ROW.finditer(statement[1]):
            yield row[1], text.count("\n", 0, statement.start(1) + row.start(1)) + 1


def _variables(path: str, text: str) -> Iterator[tuple[str, int]]:
    for found in _VARIABLE.finditer(text):
        if found[1] not in system_variables():
            yield found[1], text.count("\n", 0, found.start(1)) + 1


def _listed(path: str, text: str) -> Iterator[tuple[str, int]]:
    for found in _LISTED.finditer(text):
        yield found[1], text.count("\n", 0, found.start(1)) + 1


def _asked(path: str, text: str) -> Iterator[tuple[str, int]]:
    """The variables that a document is filled in with when it is used; of none that builds what it starts."""
    if _BUILDS.search(text):  # those who develop start it so
        return
    for found in _PLACEHOLDER.finditer(text):
        if found[1] not in system_variables():
            yield found[1], text.count("\n", 0, found.start(1)) + 1


def _described(text: str) -> Iterator[tuple[str, int]]:
    """What a description of an API names: its paths with their methods, and the properties of its schemas."""
    for name, line in _all_keys(text):
        if name[:1] == ("paths",) and len(name) == _METHOD:
            yield ".".join(name), line
        elif name[-2:-1] == ("properties",):
            yield ".".join(part for part in name if part != "properties"), line


def _all_keys(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Every key of a YAML or JSON text with those above it, by its layout."""
    above: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        key = _KEY.match(line)
        if key:
            while above and above[-1][0] >= len(key[1]):
                above.pop()
            above.append((len(key[1]), key[2].strip("\"'")))
            yield tuple(name for _, name in above), number


def _keys(path: str, text: str) -> Iterator[tuple[str, int]]:
    if re.search(r"\.ya?ml\b", path):
        from reviewlint.facts.telemetry.entries import read_entries

        yield from ((".".join(entry.path), entry.line) for entry in read_entries(text))
    elif ".json" in path:
        yield from _nested(text, ":" if "appsettings" in path else ".")
    else:
        yield from _assigned(text)


def _nested(text: str, between: str) -> Iterator[tuple[str, int]]:
    """The dotted keys of a JSON text with a value of their own, by its layout; what stands in lists is data."""
    above: list[tuple[int, str, bool]] = []  # (indent, key, whether its value is a list)
    for number, line in enumerate(text.split("\n"), 1):
        key = _MEMBER.match(line)
        if not key:
            continue
        while above and above[-1][0] >= len(key[1]):
            above.pop()
        opens = key[3] in ("{", "[") and not re.search(r"[}\]],?\s*$", line)
        if not any(listed for _, _, listed in above) and not (opens and key[3] == "{"):
            yield between.join((*(name for _, name, _ in above), key[2])), number
        if opens:
            above.append((len(key[1]), key[2], key[3] == "["))


def _assigned(text: str) -> Iterator[tuple[str, int]]:
    """`key = value` of TOML, INI and properties, with the table it stands in; commented out, too."""
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        head = _TABLE.match(line)
        if head:
            table = head[1].strip()
            continue
        pair = _PAIR.match(line)
        if pair:
            yield f"{table}.{pair[1]}".lstrip("."), number


def _schema(path: str, text: str) -> Iterator[tuple[str, int]]:
    if path.endswith((".graphql", ".graphqls", ".gql")):
        from reviewlint.facts.graphql import declared

        yield from declared(text)
        return
    owner = ""
    for number, line in enumerate(text.split("\n"), 1):
        found = _SCHEMA.match(line)
        if not found:
            continue
        if found[1] and found[1] != "rpc":
            owner = found[2]
            yield owner, number
        else:
            yield f"{owner}.{found[2] or found[3]}", number
