"""The words of all languages that tell whether a small edit decides anything: `config/trivial.toml`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reviewlint.data import bundled_toml
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.tables import as_record

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

TEXT = "\x02"  # before every literal text among tokens
BLANK = "\x05"  # in a literal, where blanks stand between tokens; no white space to a pattern


class Table(Record):
    """Words by what they do; see the file."""

    decides: frozenset[str]
    branches: frozenset[str]
    loops: frozenset[str]
    leaves: frozenset[str]
    leaves_loop: frozenset[str]
    waits: frozenset[str]
    literals: frozenset[str]
    translates: frozenset[str]
    fills: frozenset[str]
    lists: frozenset[str]
    makes: frozenset[str]
    wraps: frozenset[str]
    hooks: frozenset[str]
    widgets: frozenset[str]
    settles: frozenset[str]
    elementary: frozenset[str]
    acts: frozenset[str]
    bootstraps: frozenset[str]
    describes: frozenset[str]
    assembles: frozenset[str]
    annotates: frozenset[str]
    acting: frozenset[str]
    registers: frozenset[str]
    talks: frozenset[str]
    displays: frozenset[str]
    styles: frozenset[str]
    guards: frozenset[str]
    admits: frozenset[str]


@cache
def table() -> Table:
    """The words, read once."""
    return as_record(Table, bundled_toml("trivial.toml"))


@cache
def _documentation() -> re.Pattern[str]:
    return regex(bundled_toml("trivial.toml")["documentation"])


def documents(token: str) -> bool:
    """Whether a literal is the address of a document."""
    return "//" in token and _documentation().match(token) is not None


def translates(name: str) -> bool:
    """Whether a function of that name looks a text up in the reader's language."""
    return name in table().translates


def is_literal(token: str) -> bool:
    """Whether a token is a text, a number, or a word that is a value."""
    return token[0] == TEXT or token[0].isdigit() or token in table().literals


def shape_of(tokens: Iterable[str]) -> str:
    """The tokens as one text with a blank after each, `L` in the place of each literal."""
    return "".join("L " if is_literal(token) else f"{token} " for token in tokens)


def spaced(tokens: Iterable[str]) -> str:
    """The tokens as one text with a blank after each; blanks in literals are `BLANK`."""
    return "".join(f"{token.replace(' ', BLANK)} " for token in tokens)


def whole_numbers(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """`tokens` with each number that has a fraction as one: `0.5`."""
    if "." not in tokens:
        return tokens
    found: list[str] = []
    for token in tokens:
        if token[0].isdigit() and found[-1:] == ["."] and len(found) > 1 and found[-2].isdigit():
            found[-2:] = [f"{found[-2]}.{token}"]
        else:
            found.append(token)
    return tuple(found)
