"""Manifests in JSON and YAML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reviewlint.facts.dependencies.model import Declared, Manifest, Scope
from reviewlint.facts.dependencies.readers.tables import json, table, yaml
from reviewlint.regex import regex

_NPM: tuple[tuple[str, Scope], ...] = (
    ("dependencies", "runtime"), ("optionalDependencies", "runtime"), ("peerDependencies", "runtime"),
    ("devDependencies", "dev"),
)  # fmt: skip
_INSIDE = regex(r"^(?:workspace|file|link|portal):|^\.{0,2}/")
_ALIAS = regex(r"^npm:(@?[^@]+)(?:@(.*))?$")
_PLATFORM = regex(r"^(?:php(?:-\w+)?|hhvm|(?:ext|lib)-.*|composer(?:-\w+-api)?)$")


def package_json(text: str) -> Manifest:
    """npm, pnpm, Yarn, Bun and Bower. What stands in the same workspace is no third party's."""
    document = json(text)
    found = [row for key, scope in _NPM for row in _npm(table(document, key), scope)]
    name = document.get("name")
    return Manifest(tuple(found), (name,) if isinstance(name, str) else ())


def _npm(rows: dict[str, Any], scope: Scope) -> Iterator[Declared]:
    for name, version in rows.items():
        alias = _ALIAS.match(version) if isinstance(version, str) else None
        if alias:
            yield Declared(alias[1], scope, alias[2] or "")
        elif not _INSIDE.match(str(version)):
            yield Declared(name, scope, str(version))


def composer(text: str) -> Manifest:
    """Composer, without the platform (`php`, `ext-json`)."""
    document = json(text)
    runtime, dev = table(document, "require"), table(document, "require-dev")
    rows = [(n, v, "runtime") for n, v in runtime.items()] + [(n, v, "dev") for n, v in dev.items()]
    found = tuple(Declared(n, scope, str(v)) for n, v, scope in rows if not _PLATFORM.match(n))  # type: ignore[arg-type]
    name = document.get("name")
    return Manifest(found, (name,) if isinstance(name, str) else ())


def pubspec(text: str) -> Manifest:
    """Dart's pubspec and Crystal's shard: tables of packages; SDKs and paths are left out."""
    document = yaml(text)
    found: list[Declared] = []
    tables: tuple[tuple[str, Scope], ...] = (
        ("dependencies", "runtime"), ("dev_dependencies", "dev"), ("development_dependencies", "dev"),
    )  # fmt: skip
    for key, scope in tables:
        for name, value in table(document, key).items():
            told = value if isinstance(value, dict) else {"version": value or ""}
            if "sdk" not in told and "path" not in told:
                found.append(Declared(str(name), scope, str(told.get("version", told.get("hosted", "")))))
    told_name = document.get("name") if isinstance(document, dict) else None
    return Manifest(tuple(found), (told_name,) if isinstance(told_name, str) else ())
