"""Signals in documents: alert rules, SLOs, dashboards and probes in YAML, Jsonnet, JSON, Terraform, Docker.

The entries of `[[document]]` in the telemetry data, by what they look for:

- `key` of a YAML or Jsonnet document: its scalar value names the signal. `under`: a key that must stand
  above it. `values`: the only values that count; then `named` says which path of the document holds the
  name, and without it the key above names the signal. `block = true`: a key with something below it.
- `resources`: types of Terraform resources.
- `dashboard`: the keys at the top of a JSON document that make it a dashboard; it and its panels are signals.
- `instruction` of a Dockerfile.

`where`: a regular expression that must match somewhere in the text as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reviewlint.data import mentions
from reviewlint.facts.datafiles import Header, catalogue
from reviewlint.facts.model import Signal, Unseen
from reviewlint.facts.telemetry.entries import Entry, read_entries
from reviewlint.facts.telemetry.idioms import rows

_KEYED = ("yml", "yaml", "libsonnet", "jsonnet")


def read_document(path: str, text: str, folders: tuple[Path, ...], unseen: list[Unseen]) -> list[Signal]:
    """The signals that the document at `path` defines; `unseen` gets the file if it cannot be parsed."""
    kind = _kind(path)
    known = [
        row
        for h in catalogue("telemetry", folders)
        if _wanted(h, kind, text)
        for row in rows(h.path, "document")
    ]
    known = [row for row in known if re.search(row.get("where", ""), text, re.MULTILINE)]
    if not known:
        return []
    try:
        found = [signal for row in known for signal in _read(row, kind, path, text)]
    except ValueError as error:
        unseen.append(Unseen(path, f"does not parse: {error}", "config"))
        return []
    return sorted(dict.fromkeys(found), key=lambda signal: signal.line)


def _kind(path: str) -> str:
    name = path.rpartition("/")[2]
    return (
        "Dockerfile" if re.search(r"(?i)^dockerfile|\.dockerfile$", name) else name.rpartition(".")[2].lower()
    )


def _wanted(header: Header, kind: str, text: str) -> bool:
    return kind in header.extensions and mentions(text, header.markers)


def _read(row: dict[str, Any], kind: str, path: str, text: str) -> Iterator[Signal]:
    if "key" in row and kind in _KEYED:
        places = _keyed(row, text)
    elif "resources" in row and kind == "tf":
        places = resources(row, text)
    elif "dashboard" in row and kind == "json":
        places = _dashboard(row, text)
    elif "instruction" in row and kind == "Dockerfile":
        places = _instructions(row, text)
    else:
        return
    for name, line, scope in places:
        yield Signal(row["kind"], name, path, line, row["name"], scope)


def _keyed(row: dict[str, Any], text: str) -> Iterator[tuple[str, int, str]]:
    entries = read_entries(text)
    named = {(e.document, ".".join(e.path)): e.value for e in reversed(entries)}
    for entry in entries:
        if entry.path[-1] == row["key"] and row.get("under", entry.path[0]) in entry.path:
            name = _name(row, entry, named)
            if name:
                yield name, entry.line, named.get((entry.document, "metadata.name"), "")


def _name(row: dict[str, Any], entry: Entry, named: dict[tuple[int, str], str]) -> str:
    above = entry.path[-2] if len(entry.path) > 1 else ""
    if row.get("block"):
        return "" if entry.value else f"{above} {entry.path[-1]}".strip()
    if "values" not in row:
        return entry.value
    if entry.value not in row["values"]:
        return ""
    return named.get((entry.document, row["named"]), entry.value) if "named" in row else above or entry.value


def resources(row: dict[str, Any], text: str) -> Iterator[tuple[str, int, str]]:
    """(type.name, line, "") of the Terraform resources in `text` whose type the row names."""
    from reviewlint.syntax import hcl

    for kind, name, block in hcl.resources(text):
        if any(re.fullmatch(wanted, kind) for wanted in row["resources"]):
            yield f"{kind}.{name}", block.range().start.line + 1, ""


def _dashboard(row: dict[str, Any], text: str) -> Iterator[tuple[str, int, str]]:
    import json

    try:
        document = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    document = document.get("dashboard", document) if isinstance(document, dict) else {}
    if not isinstance(document, dict) or not all(key in document for key in row["dashboard"]):
        return
    title = str(document.get("title", "dashboard"))
    yield title, _line(text, title), ""
    for panel in _panels(document.get("panels"), 3):
        yield panel, _line(text, panel), title


def _panels(panels: object, depth: int) -> Iterator[str]:
    """The titles of panels, also of those inside rows."""
    for panel in panels if isinstance(panels, list) and depth else ():
        if isinstance(panel, dict):
            if panel.get("title"):
                yield str(panel["title"])
            yield from _panels(panel.get("panels"), depth - 1)


def _line(text: str, title: str) -> int:
    import json

    found = re.search(r'"title"\s*:\s*' + re.escape(json.dumps(title, ensure_ascii=False)), text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _instructions(row: dict[str, Any], text: str) -> Iterator[tuple[str, int, str]]:
    for number, line in enumerate(text.split("\n"), 1):
        words = line.split(maxsplit=2)
        if len(words) > 1 and words[0].upper() == row["instruction"] and words[1].upper() != "NONE":
            yield row["instruction"], number, ""
