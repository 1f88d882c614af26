"""Telemetry data: what a signal, a middleware and a hook look like: `config/frameworks/telemetry/*.toml`.

A file names `languages` (of code) or `extensions` (of documents) and `markers`, all one-line arrays: it is
parsed only when a file of one of them holds a marker. A repository's own files stand in a folder named
`telemetry` in its framework folder. The tables of a file for code:

- `[[signal]]`: calls, constructions, decorators and annotations that emit or define a signal.
- `[[middleware]]`: calls and names that give every endpoint a signal.
- `[[hook]]`: names by which code of the project's own puts itself around every request.

Each has `name` (the ecosystem), `kind` (metric, trace, alert, slo, dashboard, health), and says what a
use looks like:

- `modules`: one of them (or a part of it) must be imported in the file; `imports`: the same by a pattern.
- `calls`: called names.
- `receivers`: a regular expression that what stands before the dot must match.
- `rooted = true`: the called name or its receiver must come from the import.
- `unnamed = true`: the call does not take the signal's name; its receiver is it.
- `literals`: a string that says it all.

`[[agent]]`: `files` in which `pattern` names what measures every endpoint of `languages` from outside.
Of documents: `[[document]]`, see `documents.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from reviewlint.data import bundled, one_line_array, read_toml
from reviewlint.errors import ConfigError
from reviewlint.facts.model import SignalKind

_BOUNDARY = r"(?=$|[./:\\])"


@dataclass(frozen=True, slots=True)
class Idiom:
    """One way to emit, define or install a signal in code."""

    name: str
    kind: SignalKind
    modules: re.Pattern[str] | None
    calls: frozenset[str]
    words: re.Pattern[str] | None
    receivers: re.Pattern[str] | None
    literals: re.Pattern[str] | None
    rooted: bool
    unnamed: bool

    def may_occur(self, text: str) -> bool:
        """Whether `text` holds a word that this idiom needs: a look that saves most parses."""
        return bool(self.words and self.words.search(text)) or self.literals is not None


@dataclass(frozen=True, slots=True)
class Header:
    """What decides whether a data file is needed, read without parsing it."""

    path: Path
    languages: tuple[str, ...]
    extensions: tuple[str, ...]
    markers: re.Pattern[str]
    words: tuple[str, ...]
    agents: bool


@cache
def catalogue(folders: tuple[Path, ...]) -> tuple[Header, ...]:
    """The headers of all telemetry files, the built-in ones first."""
    places = [bundled("config") / "frameworks" / "telemetry", *(folder / "telemetry" for folder in folders)]
    return tuple(_header(path) for place in places for path in sorted(place.glob("*.toml")))


def signals(language: str, text: str, folders: tuple[Path, ...] = ()) -> tuple[Idiom, ...]:
    """The `[[signal]]` idioms that may occur in `text`, a file of `language`."""
    return possible("signal", language, text, folders)


def possible(table: str, language: str, text: str, folders: tuple[Path, ...] = ()) -> tuple[Idiom, ...]:
    """The idioms of one table that may occur in `text`, a file of `language`."""
    headers = needed(language, text, folders)
    return tuple(i for h in headers for i in idioms(h.path, table) if i.may_occur(text))


def needed(language: str, text: str, folders: tuple[Path, ...] = ()) -> list[Header]:
    """The data files for code of `language` that has one of their markers in `text`."""
    return [h for h in catalogue(folders) if language in h.languages and h.markers.search(text)]


def rows(path: Path, table: str) -> list[dict[str, Any]]:
    """The entries of one table of one data file as they stand there."""
    found: list[dict[str, Any]] = read_toml(path).get(table, [])
    return found


@cache
def idioms(path: Path, table: str) -> tuple[Idiom, ...]:
    """The entries of one table of one data file. Raises ConfigError for a broken one."""
    try:
        return tuple(_idiom(row) for row in rows(path, table))
    except (KeyError, TypeError, re.error) as error:
        raise ConfigError(f"{path}: [[{table}]]: {error}") from error


def _idiom(row: dict[str, Any]) -> Idiom:
    calls = row.get("calls", ())
    return Idiom(
        name=row["name"],
        kind=cast("SignalKind", row.get("kind", "metric")),
        modules=_modules(row),
        calls=frozenset(calls),
        words=re.compile(rf"\b(?:{'|'.join(map(re.escape, calls))})\b") if calls else None,
        receivers=re.compile(row["receivers"]) if "receivers" in row else None,
        literals=re.compile(row["literals"]) if "literals" in row else None,
        rooted=row.get("rooted", False),
        unnamed=row.get("unnamed", False),
    )


def _modules(row: dict[str, Any]) -> re.Pattern[str] | None:
    if "imports" in row:
        return re.compile(f".*(?:{row['imports']})", re.IGNORECASE)
    names = "|".join(map(re.escape, row.get("modules", ())))
    return re.compile(f"(?:{names}){_BOUNDARY}") if names else None


def _header(path: Path) -> Header:
    text = path.read_text("utf-8")
    languages, extensions, markers = (
        one_line_array(text, key) for key in ("languages", "extensions", "markers")
    )
    pattern = re.compile("|".join(map(re.escape, markers)) or "^")
    return Header(path, languages, extensions, pattern, markers, "[[agent]]" in text)
