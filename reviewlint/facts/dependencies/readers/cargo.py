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
    holders = [document, table(document, "workspace")]
    holders += [value for value in table(document, "target").values() if isinstance(value, dict)]
    found = [
        row for holder in holders for key, scope in _TABLES for row in _crates(table(holder, key), scope)
    ]
    name = table(document, "package").get("name")
    return Manifest(tuple(found), (name,) if isinstance(name, str) else ())


def _crates(rows: dict[str, Any], scope: Scope) -> Iterator[Declared]:
    for name, value in rows.items():
        told = value if isinstance(value, dict) else {"version": value}
        if "path" not in told:
            version = "workspace" if told.get("workspace") else told.get("version", told.get("rev", ""))
            yield Declared(str(told.get("package", name)), scope, str(version))
