"""Names that a pattern finds in the lines of a file, for what no grammar is worth: scripts, images, templates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reviewlint.facts.surface.idioms import system_variables
from reviewlint.regex import regex


def in_lines(row: dict[str, Any], text: str) -> Iterator[tuple[str, int]]:
    """(name, line) of each group that `names` of the row finds; none of `besides`, none the text sets itself."""
    if "unless" in row and re.search(row["unless"], text, re.MULTILINE):
        return
    pattern, besides = regex(row["names"], re.MULTILINE), regex(row.get("besides", "$^"))
    own = _set_here(text) if row.get("asked") else frozenset[str]()
    for found in pattern.finditer(text):
        name = (found[found.lastindex or 0] or "").strip()
        if name and name not in own and name not in system_variables() and not besides.search(name):
            yield name, text.count("\n", 0, found.start()) + 1


_SET = regex(
    r"^[ \t]*(?:export[ \t]+|local[ \t]+|readonly[ \t]+)?([A-Z][A-Z0-9_]+)=(?![^\n]*\1\b)", re.MULTILINE
)


def _set_here(text: str) -> frozenset[str]:
    """The variables that a script sets to something else than themselves."""
    return frozenset(_SET.findall(text))
