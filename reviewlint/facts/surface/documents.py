"""The contracts that stand in documents: samples of variables and settings, schemas of messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from reviewlint.facts.docs import describes_api, describes_settings
from reviewlint.facts.surface.idioms import documents, system_variables
from reviewlint.facts.surface.jsonschema import schema_names
from reviewlint.facts.surface.lines import in_lines
from reviewlint.facts.surface.messages import messages
from reviewlint.facts.surface.model import Contract
from reviewlint.regex import regex

_SETTINGS_SCHEMA = regex(r"(?:^|/)[\w-]*(?:settings|config|options)[\w-]*[.-]schema\.json\Z")
_VARIABLE = regex(r"^[ \t]*+#?[ \t]*+(?:export\s+)?([A-Z][A-Z0-9_]{2,})\s*=[ \t]*([^\n#]*)", re.MULTILINE)
_BUILDS = regex(r"^\s+build:", re.MULTILINE)
_PLACEHOLDER = regex(r"(?<!\$)\$\{([A-Z][A-Z0-9_]{2,})\b")
_PAIR = regex(r"^\s*[#;]?\s?([A-Za-z][\w.-]*)\s*=(?!=)\s*(.*)")
_TABLE = regex(r"^\s*\[+([\w.: -]+)\]+\s*$")
_LISTED = regex(r"^\s*(?:\||[-*]|#+)\s*`{1,2}([A-Z][A-Z0-9]*_[A-Z0-9_]+)`", re.MULTILINE)
_KEY = regex(r"""^(\s*)("[^"\n]+"|'[^'\n]+'|[\w./{}$-]+)\s*:(?=\s|$)""")
_INSERT = regex(
    r"(?is)\binsert\s+(?:or\s+\w+\s+|ignore\s+)?into\s+[\w.`\"\[\]]*(?:settings?|config\w*|preferences?|feature_flags?)\b([^;]*)"
)
_ALTER = regex(
    r"(?i)\balter\s+table\s+[\w.`\"\[\]]*(?:settings?|config\w*|preferences?)[`\"\]]?\s+add\s+(?:column\s+)?[`\"\[]?(\w+)"
)
_ROW = regex(r"\(\s*(?:(?:\d+|default|null)\s*,\s*)*'([A-Za-z][\w.-]+)'", re.IGNORECASE)
_PARAMETER = regex(
    r"""-[ \t]+["']?name["']?:[ \t]*["']?([\w.\[\]-]+)["']?,?\s*\n"""
    r"""(?:(?![ \t]*-)[^\n]*\n){0,2}?[ \t]*["']?in["']?:"""
    r"""|-[ \t]+["']?in["']?:[ \t]*["']?\w+["']?,?\s*\n"""
    r"""(?:(?![ \t]*-)[^\n]*\n){0,2}?[ \t]*["']?name["']?:[ \t]*["']?([\w.\[\]-]+)"""
)
_WORD = regex(r"[\w.:-]+")
_ITEM = regex(r"""^\s*(?:-\s*["']?|["'])([\w.:-]+)["']?,?\s*$""")
_METHOD = 3  # names from `paths` to a method
_MEMBER = regex(r'^(\s*)"([$\w.:-]+)"\s*:\s*((\S?)[^\n]*)')
_MOST = 100_000  # names of one document: cut off, its last ones would seem to come and go


def read_document(path: str, text: str) -> list[Contract]:
    """The names that the document at `path` offers, in order."""
    if describes_api(path, text):
        return [Contract("schema", name, path, line) for name, line in _described(path, text)][:_MOST]
    if describes_settings(path, text) or _SETTINGS_SCHEMA.search(path):
        return [Contract("schema", name, path, line) for name, line in schema_names(text)][:_MOST]
    if path.endswith(".sql"):
        return [Contract("setting", name, path, line) for name, line in _inserted(text)][:_MOST]
    rows = [row for row, paths in _rows() if paths.search(path) and _fits(row, path)]
    return [contract for row in rows for contract in _by_row(row, path, text)][:_MOST]


def _by_row(row: dict[str, Any], path: str, text: str) -> Iterator[Contract]:
    own, only = row.get("foreign", "$^"), row.get("only", "")
    for name, line, value in _named(row, path, text):
        if re.match(only, name) and not re.match(own, name):
            yield Contract(row["kind"], name, path, line, value=value)


def _named(row: dict[str, Any], path: str, text: str) -> Iterator[tuple[str, int, str]]:
    """(name, line, and the value it is given, if that is one)."""
    valued = {"env": _variables, "keys": _keys, "schema": messages}
    if row["read"] in valued:
        yield from valued[row["read"]](path, text)
        return
    named = {"named": _listed, "asked": _asked, "described": _described}
    found = in_lines(row, text) if row["read"] == "lines" else named[row["read"]](path, text)
    yield from ((name, line, "") for name, line in found)


@cache
def _rows() -> tuple[tuple[dict[str, Any], re.Pattern[str]], ...]:
    return tuple((row, regex(row["paths"])) for row in documents()["document"])


def _fits(row: dict[str, Any], path: str) -> bool:
    return "suffixes" not in row or path.rpartition(".")[2] in row["suffixes"]


def _inserted(text: str) -> Iterator[tuple[str, int]]:
    """The names of settings that statements put into the database."""
    for column in _ALTER.finditer(text):
        yield column[1], text.count("\n", 0, column.start(1)) + 1
    for statement in _INSERT.finditer(text):
        for row in _ROW.finditer(statement[1]):
            yield row[1], text.count("\n", 0, statement.start(1) + row.start(1)) + 1


def _variables(path: str, text: str) -> Iterator[tuple[str, int, str]]:
    for found in _VARIABLE.finditer(text):
        if found[1] not in system_variables():
            yield found[1], text.count("\n", 0, found.start(1)) + 1, found[2].strip()


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


def _described(path: str, text: str) -> Iterator[tuple[str, int]]:
    """What a description of an API names: paths with methods and answers, parameters, properties and their values."""
    lines = text.split("\n")
    for name, line in _all_keys(text):
        if name[:1] == ("paths",) and len(name) == _METHOD:
            yield ".".join(name), line
        elif name[-2:-1] == ("properties",):
            yield ".".join(part for part in name if part != "properties"), line
        elif name[-2:-1] == ("responses",):
            yield ".".join(name), line
        elif name[-1] == "enum":
            yield from ((f"{name[-2]}={value}", at) for value, at in _values(lines, line))
    for found in _PARAMETER.finditer(text):
        yield f"?{found[1] or found[2]}", text.count("\n", 0, found.start()) + 1


def _values(lines: list[str], line: int) -> Iterator[tuple[str, int]]:
    """The values that stand in or below the key `enum` on a line."""
    inside = lines[line - 1].partition("[")[2]
    yield from ((value, line) for value in _WORD.findall(inside.partition("]")[0]))
    if "]" in inside:
        return
    for number in range(line, len(lines)):
        found = _ITEM.match(lines[number])
        if not found:
            return
        yield found[1], number + 1


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


def _keys(path: str, text: str) -> Iterator[tuple[str, int, str]]:
    if re.search(r"\.ya?ml\b", path):
        from reviewlint.facts.telemetry.entries import read_entries

        yield from ((".".join(entry.path), entry.line, entry.value) for entry in read_entries(text))
    elif ".json" in path:
        yield from _nested(text, ":" if "appsettings" in path else ".")
    else:
        yield from _assigned(text)


def _nested(text: str, between: str) -> Iterator[tuple[str, int, str]]:
    """The dotted keys of a JSON text with a value of their own, by its layout; what stands in lists is data."""
    above: list[tuple[int, str, bool]] = []  # (indent, key, whether its value is a list)
    for number, line in enumerate(text.split("\n"), 1):
        key = _MEMBER.match(line)
        if not key:
            continue
        while above and above[-1][0] >= len(key[1]):
            above.pop()
        opens = key[4] in ("{", "[") and not re.search(r"[}\]],?\s*$", line)
        if not any(listed for _, _, listed in above) and not (opens and key[4] == "{"):
            yield between.join((*(name for _, name, _ in above), key[2])), number, key[3].rstrip(", \r")
        if opens:
            above.append((len(key[1]), key[2], key[4] == "["))


def _assigned(text: str) -> Iterator[tuple[str, int, str]]:
    """`key = value` of TOML, INI and properties, with the table it stands in; commented out, too."""
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        head = _TABLE.match(line)
        if head:
            table = head[1].strip()
            continue
        pair = _PAIR.match(line)
        if pair:
            yield f"{table}.{pair[1]}".lstrip("."), number, pair[2].strip()
