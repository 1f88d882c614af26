"""Agents that measure every endpoint without a line of code, named where a program is built or started."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reviewlint.enclosed import COMMENT, blanked
from reviewlint.facts.model import Signal
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts

_DEEPEST = 4
_MOST_FILES = 40
_REMARK = regex(r"^\s*(?:#|//|;).*$", re.MULTILINE)


def agents(facts: Facts, languages: set[str]) -> list[Signal]:
    """The agents for endpoints in `languages`, in files at or above the folders of the new endpoints."""
    from reviewlint.facts.datafiles import catalogue
    from reviewlint.facts.telemetry.idioms import rows

    tables = [rows(header.path, "agent") for header in catalogue("telemetry", facts.settings.frameworks)]
    known = [row for table in tables for row in table if languages.intersection(row["languages"])]
    if not known:
        return []
    names = {name for row in known for name in row["files"]}
    texts = facts.change.read("head", _places(facts, names))
    return [signal for path, text in texts.items() for signal in _named(known, path, text)]


def _places(facts: Facts, names: set[str]) -> list[str]:
    """The files of those names that stand in a folder around a new endpoint, outermost first."""
    folders = {""}
    for endpoint in facts.endpoints.added:
        parts = endpoint.path.split("/")[:-1]
        folders |= {"/".join(parts[:depth]) for depth in range(1, min(len(parts), _DEEPEST) + 1)}
    tree = facts.change.tree("head")
    wanted = (f"{folder}/{name}".lstrip("/") for folder in folders for name in names)
    return sorted((path for path in wanted if path in tree), key=lambda p: (p.count("/"), p))[:_MOST_FILES]


def _is_one(path: str, names: list[str]) -> bool:
    return any(f"/{path}".endswith(f"/{name}") for name in names)


def _named(known: list[dict[str, Any]], path: str, text: str) -> Iterator[Signal]:
    code = _REMARK.sub(lambda remark: " " * len(remark[0]), blanked(text, COMMENT, ("/*", "*/")))
    for row in known:
        found = re.search(row["pattern"], code, re.MULTILINE) if _is_one(path, row["files"]) else None
        if found:
            line = code.count("\n", 0, found.start()) + 1
            yield Signal(row.get("kind", "trace"), found[0].strip()[:80], path, line, row["name"])
