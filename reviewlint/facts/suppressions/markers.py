"""What a suppression looks like: the data of `config/suppressions.toml`."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from reviewlint.data import bundled_toml
from reviewlint.record import Record
from reviewlint.regex import regex


class Marker(Record):
    """The start of a comment that suppresses. `word` stands in every text that holds one, in any case."""

    tool: str
    word: str
    source: str
    extensions: tuple[str, ...] = ()

    @property
    def pattern(self) -> re.Pattern[str]:
        """What the comment starts with, compiled when a text may hold it."""
        return _compiled(self.source)


class Attribute(Record):
    """An attribute or annotation that suppresses: node kinds, the start of its text, and what it says inside."""

    tool: str
    kinds: frozenset[str]
    pattern: re.Pattern[str]
    rules: re.Pattern[str]
    reason: re.Pattern[str] | None


def markers_in(path: str, text: str, tools: frozenset[str] | None = None) -> list[Marker]:
    """The markers of comments that may occur in the text, of all tools or of those."""
    low = text.lower()
    asked = _markers() if tools is None else _markers_of(tools)
    return [marker for marker in asked if marker.word in low and _fits(marker, path)]


def marked(path: str, text: str) -> bool:
    """Whether a marker stands in the text, in a comment or not."""
    return any(marker.pattern.search(text) for marker in markers_in(path, text))


def attributes_in(language: str, text: str, tools: frozenset[str] | None = None) -> list[Attribute]:
    """The attributes of the language that may occur in the text, of all tools or of those."""
    asked = _attributes(language) if language else ()
    return [a for a in asked if (tools is None or a.tool in tools) and a.pattern.search(text)]


def _fits(marker: Marker, path: str) -> bool:
    return not marker.extensions or path.rpartition(".")[2] in marker.extensions


@cache
def _markers() -> tuple[Marker, ...]:
    rows = bundled_toml("suppressions.toml")["comment"]
    return tuple(
        Marker(r["tool"], r["word"].lower(), r["pattern"], tuple(r.get("extensions", ()))) for r in rows
    )


@lru_cache(maxsize=8)
def _markers_of(tools: frozenset[str]) -> tuple[Marker, ...]:
    return tuple(marker for marker in _markers() if marker.tool in tools)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return regex(source)


@cache
def _attributes(language: str) -> tuple[Attribute, ...]:
    rows = bundled_toml("suppressions.toml")["attribute"]
    return tuple(
        Attribute(
            row["tool"], frozenset(row["kinds"]), regex(row["pattern"]), regex(row["rules"], re.MULTILINE),
            regex(row["reason"]) if "reason" in row else None,
        )
        for row in rows if language in row["languages"]
    )  # fmt: skip
