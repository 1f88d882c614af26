"""Columns of the database that a change renames: code that follows such a rename behaves as before."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reviewlint.facts.model import File
    from reviewlint.facts.sources import Sources

_SCHEMA = regex(
    r"(?i)(^|/)(migrat\w*|alembic|changesets?|schema)(/|\.\w+$)|(^|/)structure\.sql$|\.(sql|prisma)$"
)
_RENAMES = (
    regex(
        r"(?i)\brename_?column\b[^\n]*?[:\"'`](\w+)[\"'`]?\s*,\s*[:\"'`](\w+)[\"'`]?\s*\)?\s*;?$",
        re.MULTILINE,
    ),
    regex(r"(?i)\brename\s+(?:column\s+)?[\"'`\[]?(\w+)[\"'`\]]?\s+to\s+[\"'`\[]?(\w+)"),
    regex(r"old_name\s*=\s*[\"'](\w+)[\"']\s*,\s*new_name\s*=\s*[\"'](\w+)[\"']"),
    regex(r"alter_column\(\s*[^,()]+,\s*[\"'](\w+)[\"'][^()]*?new_column_name\s*=\s*[\"'](\w+)[\"']"),
)
_TOKEN = regex(r"\w+|[^\w\s]")
_STRING = "\x02"  # how a token of behaviour marks a literal


def renamed_columns(files: Iterable[File], sources: Sources) -> dict[str, str]:
    """The old and new names of columns, as code writes them: as names and as string literals."""
    names: dict[str, str] = {}
    for file in files:
        if _SCHEMA.search(file.path):
            base, head = sources.text(file.path, "base") or "", sources.text(file.path, "head") or ""
            names.update(_renames(base, head))
    return names | {_STRING + old: _STRING + new for old, new in names.items()}


def _renames(base: str, head: str) -> Iterator[tuple[str, str]]:
    """What a migration of the change renames, or what stands in a schema under one other name."""
    if not base:
        for pattern in _RENAMES:
            yield from ((found[1], found[2]) for found in pattern.finditer(head))
    gone, came = _lines(base), _lines(head)
    for line in (gone - came) if base else ():
        for other in came - gone:
            yield from _one_name(line, other)


def _lines(text: str) -> Counter[tuple[str, ...]]:
    return Counter(tuple(_TOKEN.findall(line)) for line in text.splitlines()[:20_000])


def _one_name(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if len(before) != len(after) or len(before) < 4:
        return
    pairs = {(a, b) for a, b in zip(before, after, strict=True) if a != b}
    if len(pairs) == 1:
        yield from (pair for pair in pairs if all(word.isidentifier() for word in pair))
