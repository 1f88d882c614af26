"""Manifests that are read line by line: of Swift, Deno, vcpkg, Conan, Paket and Mill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.enclosed import closing
from reviewlint.facts.dependencies.model import Declared, Manifest
from reviewlint.facts.dependencies.readers.tables import json, table
from reviewlint.regex import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

_SWIFT = regex(
    r"\.package\(\s*(?:name:\s*\"[^\"]*\",\s*)?(?:url|id):\s*\"(?P<name>[^\"]+)\"(?P<version>[^\n]*?)"
    r"(?=\.package\(|\n|\Z)"
)
_TESTS = regex(r"\.testTarget\(")
_DENO = regex(r"^(?:npm|jsr):/?(?P<name>@?[^@/]+(?:/[^@/]+)?)(?:@(?P<version>[^/]*))?")
_PAKET = regex(r"(?im)^\s*nuget\s+(?P<name>[\w.-]+)(?P<version>[^\n]*)")
_MILL = regex(r"\b(?:ivy|mvn)\"(?P<group>[\w.-]+):{1,3}(?P<name>[\w.-]+):{1,2}(?P<version>[^\"]*)\"")
_CONAN = regex(r"(?m)^(?P<name>[\w.+-]+)/(?P<version>[\w.]+)")
_REMARK = regex(r"(?m)(?<!:)//[^\n]*$")


def swift(text: str) -> Manifest:
    """The packages of a Swift package, by the last part of their address; some only its tests use."""
    text = _REMARK.sub("", text)
    tests, others = _targets(text)
    rows = []
    for row in _SWIFT.finditer(text):
        name = _last(row["name"])
        dev = f'"{name}"' in tests and f'"{name}"' not in others
        rows.append(Declared(name, "dev" if dev else "runtime", row["version"].strip(' ,)"')))
    return Manifest(tuple(rows))


def _targets(text: str) -> tuple[str, str]:
    """What stands in the targets of tests, and all else; of each package the name after `package:` or alone."""
    tests, others, end = "", "", 0
    for found in _TESTS.finditer(text):
        if found.start() >= end:
            others += text[end : found.start()]
            end = closing(text, found.end() - 1) + 1
            tests += text[found.start() : end]
    return tests, others + text[end:]


def _last(address: str) -> str:
    return address.rstrip("/").removesuffix(".git").rpartition("/")[2]


def deno(text: str) -> Manifest:
    """The import map of Deno, without what stands at an address of the project itself."""
    values = (str(value) for value in table(json(text), "imports").values())
    found = (row for value in values if (row := _DENO.match(value)))
    return Manifest(tuple(Declared(row["name"], "runtime", row["version"] or "") for row in found))


def vcpkg(text: str) -> Manifest:
    """The ports that a manifest of vcpkg names."""
    rows = json(text).get("dependencies")
    named = (
        [row.get("name") if isinstance(row, dict) else row for row in rows] if isinstance(rows, list) else []
    )
    return Manifest(tuple(Declared(name, "runtime") for name in named if isinstance(name, str)))


def conan(text: str) -> Manifest:
    """What a `conanfile.txt` requires."""
    parts = text.partition("[requires]")[2].partition("\n[")[0]
    return _all(_CONAN.finditer(parts))


def paket(text: str) -> Manifest:
    """The packages of Paket."""
    return _all(_PAKET.finditer(text))


def mill(text: str) -> Manifest:
    """The dependencies of a build of Mill, by group and name."""
    found = _MILL.finditer(_REMARK.sub("", text))
    return Manifest(tuple(Declared(f"{r['group']}:{r['name']}", "runtime", r["version"]) for r in found))


def _all(rows: Iterable[re.Match[str]]) -> Manifest:
    return Manifest(tuple(Declared(r["name"], "runtime", r["version"].strip()) for r in rows))
