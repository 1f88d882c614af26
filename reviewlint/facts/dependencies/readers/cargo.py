"""Cargo: crates of a package and of its workspace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reviewlint.facts.dependencies.model import Declared, Manifest, Scope
from reviewlint.facts.dependencies.readers.tables import table, toml

_TABLES: tuple[tuple[str, Scope], ...] = (
    ("dependencies", "runtime"), ("build-dependencies", "dev"), ("dev-dependencies", "dev"),
    ("build_dependencies", "dev"), ("dev_dependencies", "dev"),
)  # fmt: skip


def cargo(text: str) -> Manifest:
    """The crates asked for, also per target and for the whole workspace; paths are the repository's own."""
    document = toml(text)
    holders = [document, *(value for value in table(document, "target").values() if isinstance(value, dict))]
    found = [
        row for holder in holders for key, scope in _TABLES for row in _crates(table(holder, key), scope)
    ]
    found += _crates(table(document, "workspace", "dependencies"), "runtime", listed=True)
    name = table(document, "package").get("name")
    own = (name,) if isinstance(name, str) else ()
    return Manifest(tuple(row for row in found if row.name), own, tuple(row for row in found if not row.name))


def _crates(rows: dict[str, Any], scope: Scope, listed: bool = False) -> Iterator[Declared]:
    """The crates of a table; one without a name of its own asks for what the workspace lists."""
    for name, value in rows.items():
        told = value if isinstance(value, dict) else {"version": value}
        if told.get("workspace"):
            yield Declared("", scope, "", name)
        elif "path" not in told:
            version = str(told.get("version", told.get("rev", "")))
            yield Declared(str(told.get("package", name)), scope, version, name if listed else "")
