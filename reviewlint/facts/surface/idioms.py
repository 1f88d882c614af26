"""Surface data: what a flag, a variable, an option … looks like in code: `config/surface/<languages>.toml`.

`languages` and `markers` are one-line arrays: an entry without `paths` is looked for only in a text that holds
a marker. An entry of `[[contract]]` has `kind` and an ast-grep `rule` (and `constraints`), and says where its
name stands:

- `$NAME` of the rule: a string, or with `bare = true` a plain name.
- `field`: that field of the node; `last = true`: what stands behind its last dot.
- `text`: the last group of this regular expression, searched in the node's source.
- `decorator`: the node is a decorated definition, one of its decorators matches this, the definition names it.
- none of these: the first string among the arguments; `argument`: only among so many; `every`: all of them;
  `joined`: or the string that is put behind something else.

`callee`: a regular expression for what stands before the arguments. `shape`: one that a name must match.
`value`: one whose group is the value that it has where nobody says otherwise. `bounds`: one for what says whether it
must be there, may be nothing, or is only read. `sent`: one that finds as `name`
what the text gives away; the node must be kept under such a name. `needs`: one that must match somewhere in the
text; `paths`: one for the file's path. `scoped`: the name begins with the name of the class, type or variable it
stands in. `languages`: fewer than those of the file. `before`: one that must match in the file before
the change.

An entry of `[[exported]]` is looked for in a library alone.
An entry of `[[documentation]]` is a rule for what documents a contract inside the code: help texts, annotations.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, cast

from reviewlint.data import arrays, bundled, bundled_toml, may_match, mentions, read_rules
from reviewlint.facts.surface.model import ContractKind
from reviewlint.record import Record
from reviewlint.regex import regex


class Idiom(Record):
    """One entry of `[[contract]]`."""

    kind: ContractKind
    query: dict[str, Any]
    data: dict[str, Any]
    callee: re.Pattern[str] | None
    shape: re.Pattern[str] | None
    needs: re.Pattern[str] | None
    paths: re.Pattern[str] | None

    def may_occur(self, path: str, text: str, low: str) -> bool:
        """Whether the file can hold it at all; `low` is its text in small letters."""
        here = may_match(self.data, low) and (self.paths is None or bool(self.paths.search(path)))
        return here and (self.needs is None or bool(self.needs.search(text)))


def idioms(
    language: str, path: str, text: str, table: str = "contract", near: str = "", *, marked: bool = False
) -> list[Idiom]:
    """The idioms of `table` that may occur in `text`, the file of `language` at `path`.

    `near`: the part of it that matters, where the rest is the same before and after. `marked`: whatever it holds.
    """
    low = text.lower()
    return [
        idiom
        for file, languages, markers in _catalogue()
        if language in languages
        for here in [marked or mentions(near or text, markers)]
        for idiom in _idioms(file, table)
        if (here or idiom.paths)
        and language in idiom.data.get("languages", languages)
        and idiom.may_occur(path, text, low)
    ]


@cache
def _catalogue() -> tuple[tuple[Path, tuple[str, ...], tuple[str, ...]], ...]:
    found = arrays(bundled("config") / "surface", ("languages", "markers"))
    return tuple((path, languages, markers) for path, (languages, markers) in found)


@cache
def _idioms(path: Path, table: str) -> tuple[Idiom, ...]:
    return tuple(_idiom(row) for row in read_rules(path).get(table, ()))


def _idiom(row: dict[str, Any]) -> Idiom:
    query = {"rule": row["rule"]} | ({"constraints": row["constraints"]} if "constraints" in row else {})
    return Idiom(
        cast("ContractKind", row.get("kind", "documentation")),
        query,
        row,
        *(regex(row[key]) if key in row else None for key in ("callee", "shape", "needs", "paths")),
    )


@cache
def documents() -> dict[str, Any]:
    """The tables of `config/surface/documents.toml`."""
    return bundled_toml("surface/documents.toml")


@cache
def system_variables() -> frozenset[str]:
    """Environment variables that belong to the system, not to the program."""
    return frozenset(documents()["known"]["environment"])
