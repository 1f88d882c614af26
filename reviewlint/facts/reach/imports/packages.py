"""Packages and namespaces that a file declares by itself, whatever folder it stands in: what it sees without a path."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import CodeFile

_NAMESPACE = regex(r"(?m)^\s*namespace\s+([\w.]+)")


def opened(file: CodeFile) -> tuple[str, ...]:
    """The packages whose names stand open in `file`: its own, and of chained clauses or a namespace those around it."""
    if file.language == "csharp":
        clauses = [found.split(".") for found in _NAMESPACE.findall(file.text)]
        return tuple(name for parts in clauses for name in accumulate(parts, _joined))
    return tuple(accumulate((e.module for e in file.outline.imports if e.name == "."), _joined))


def package_of(file: CodeFile) -> str:
    """The package that `file` declares, "" for none."""
    return (opened(file) or ("",))[-1]


def brings(file: CodeFile, package: str, name: str) -> str:
    """How `file` comes to the top-level `name` of `package`: "named" in an import, "open" with the rest, or "".

    An import may be written from a package that stands open: `import client.Reply` in `package shop`.
    """
    if not package:
        return ""
    roots = ("", *opened(file))
    for entry in file.outline.imports:
        if entry.name in (name, "*") and any(_joined(root, entry.module) == package for root in roots):
            return "named" if entry.name == name else "open"
    return "open" if package in roots else ""


def _joined(one: str, other: str) -> str:
    return f"{one}.{other}" if one else other
