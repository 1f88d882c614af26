"""Telemetry data: what a signal, a middleware and a hook look like: `config/frameworks/telemetry/*.toml`.

A file names `languages` (of code) or `extensions` (of documents) and `markers`, all one-line arrays: it is
parsed only when a file of one of them holds a marker. A repository's own files stand in a folder named
`telemetry` in its framework folder. The tables of a file for code:

- `[[signal]]`: calls, constructions, decorators and annotations that emit or define a signal.
- `[[middleware]]`: calls and names that give every endpoint a signal.
- `[[hook]]`: names by which code of the project's own puts itself around every request.
- `[[worker]]` and `[[worker_hook]]`: the same two around every job.

Each has `name` (the ecosystem), `kind` (metric, trace, alert, slo, dashboard, health), and says what a
use looks like:

- `modules`: one of them (or a part of it) must be imported in the file; `imports`: the same by a pattern.
- `calls`: called names.
- `receivers`: a regular expression that what stands before the dot must match.
- `rooted = true`: the called name or its receiver must come from the import.
- `unnamed = true`: the call does not take the signal's name; its receiver is it.
- `parted = true`: the name is given in parts, all on one line.
- `literals`: a string that says it all.

`[[agent]]`: `files` in which `pattern` names what measures every endpoint of `languages` from outside.
Of documents: `[[document]]`, see `documents.py`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, cast, get_args

from reviewlint.data import bundled, read_toml
from reviewlint.errors import ConfigError
from reviewlint.facts.datafiles import needed
from reviewlint.facts.model import SignalKind
from reviewlint.record import Record
from reviewlint.regex import regex

_BOUNDARY = ("", ".", "/", ":", "\\")
_PATTERNS = frozenset(("imports", "receivers", "literals", "where", "pattern"))
_WORD = regex(r"\w+")


class Idiom(Record):
    """One way to emit, define or install a signal in code."""

    name: str
    kind: SignalKind
    modules: tuple[str, ...]
    imports: str
    calls: frozenset[str]
    receivers: str
    literals: str
    rooted: bool
    unnamed: bool
    parted: bool

    @property
    def imported(self) -> bool:
        """Whether a file must import something for this idiom to occur in it."""
        return bool(self.modules or self.imports)

    def comes_from(self, module: str) -> bool:
        """Whether `module` (or what is reached through it) is one of the idiom's, or a part of one."""
        for known in self.modules:
            if module.startswith(known) and module[len(known) : len(known) + 1] in _BOUNDARY:
                return True
        return bool(self.imports) and re.search(self.imports, module, re.IGNORECASE) is not None

    def may_occur(self, words: frozenset[str]) -> bool:
        """Whether a text of those words can hold this idiom: a look that saves most parses."""
        return bool(self.literals) or not self.calls.isdisjoint(words)


def signals(language: str, text: str, folders: tuple[Path, ...] = ()) -> tuple[Idiom, ...]:
    """The `[[signal]]` idioms that may occur in `text`, a file of `language`."""
    return possible("signal", language, text, folders)


def possible(table: str, language: str, text: str, folders: tuple[Path, ...] = ()) -> tuple[Idiom, ...]:
    """The idioms of one table that may occur in `text`, a file of `language`."""
    headers = needed("telemetry", language, text, folders)
    words = frozenset(_WORD.findall(text)) if headers else frozenset()
    return tuple(i for h in headers for i in idioms(h.path, table) if i.may_occur(words))


@cache
def rows(path: Path, table: str) -> tuple[dict[str, Any], ...]:
    """The entries of one table of one data file. Raises ConfigError for a repository's broken one."""
    found = tuple(read_toml(path).get(table, ()))
    if not path.is_relative_to(bundled("config")):
        for row in found:
            _verify(row, f"{path}: [[{table}]]")
    return found


def _verify(row: dict[str, Any], where: str) -> None:
    kinds = get_args(SignalKind)
    if not isinstance(row.get("name"), str) or row.get("kind", "metric") not in kinds:
        raise ConfigError(f"{where}: an entry needs a name, and a kind out of {', '.join(kinds)}")
    for key in _PATTERNS.intersection(row):
        try:
            re.compile(row[key])
        except (re.error, TypeError) as error:
            raise ConfigError(f"{where}: {row['name']}: {key} is no regular expression: {error}") from error


@cache
def idioms(path: Path, table: str) -> tuple[Idiom, ...]:
    """The entries of one table of one data file, for code. Raises ConfigError for a broken one."""
    return tuple(_idiom(row) for row in rows(path, table))


def _idiom(row: dict[str, Any]) -> Idiom:
    return Idiom(
        name=row["name"],
        kind=cast("SignalKind", row.get("kind", "metric")),
        modules=tuple(row.get("modules", ())),
        imports=row.get("imports", ""),
        calls=frozenset(row.get("calls", ())),
        receivers=row.get("receivers", ""),
        literals=row.get("literals", ""),
        rooted=row.get("rooted", False),
        unnamed=row.get("unnamed", False),
        parted=row.get("parted", False),
    )
