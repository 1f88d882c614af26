"""JSON, YAML and the module file of Go."""

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


def go_mod(text: str) -> Manifest:
    """The direct requirements of a Go module; one that is replaced by a folder is the repository's own."""
    found: list[Declared] = []
    own: list[str] = []
    block = ""
    for line in text.splitlines():
        code, _, remark = line.partition("//")
        words = code.split()
        if not block and len(words) == 2 and words[1] == "(":
            block = words[0]
            continue
        if words[:1] == [")"]:
            block = ""
            continue
        words = [block, *words] if block else words
        if words[:1] == ["require"] and len(words) >= 3 and "indirect" not in remark:
            found.append(Declared(words[1].strip('"'), "runtime", words[2]))
        elif words[:1] == ["module"] and len(words) == 2:
            own.append(words[1].strip('"'))
        elif words[:1] == ["replace"] and "=>" in words and words[words.index("=>") + 1 :][0:1]:
            target = words[words.index("=>") + 1]
            own += [words[1]] if target.startswith((".", "/")) else []
    return Manifest(tuple(found), tuple(own))


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
