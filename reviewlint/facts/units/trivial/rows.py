"""Tables that are written as calls, row by row: `map.add("tv", Kind.SHOW); map.add("film", Kind.FILM);`.

Told by the name of what is called, which keeps something, and by arguments that are known before the program runs. What
is sent, served or asked for that way is no table: a header, a parameter, a route.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.enclosed import closing
from reviewlint.facts.casing import humps
from reviewlint.facts.units.literals import TEXT, is_literal, table
from reviewlint.facts.units.trivial.made import reduced
from reviewlint.facts.units.trivial.texts import is_query
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.units.behaviour import Tokens

    Row = tuple[int, int, Tokens]  # where it begins and ends, and what is called

_FEW = 4  # rows that make a table
_LONGEST = 60  # tokens of a row's arguments
_CONSTANT = regex(r"[A-Z][A-Z0-9_]+\Z")
_FILLS = frozenset(",-[]{}:=")
_ROWS = "\x04"  # stands for a table, which is no entry of another


def without_rows(tokens: Tokens) -> Tokens:
    """`tokens`, each table of calls as one token, and values that are made of literals as literals."""
    rows = list(_rows(tokens)) if tokens.count("(") >= _FEW else []
    found: list[str] = []
    at = 0
    for start, end, name in _tables(rows):
        found += (*tokens[at:start], _ROWS, *name)
        at = end
    return reduced((*found, *tokens[at:]))


def _tables(rows: list[Row]) -> Iterator[Row]:
    """The runs of rows that stand together and call the same."""
    at = 0
    while at < len(rows):
        end = at + 1
        while end < len(rows) and rows[end][0] == rows[end - 1][1] and rows[end][2] == rows[at][2]:
            end += 1
        if end - at >= _FEW:
            yield rows[at][0], rows[end - 1][1], rows[at][2]
        at = end


def _rows(tokens: Tokens) -> Iterator[Row]:
    for opened, token in enumerate(tokens):
        if token != "(" or not opened or not _keeps(tokens[opened - 1]):
            continue
        end = closing(tokens[opened : opened + _LONGEST], 0) + opened
        start = _start(tokens, opened - 1)
        name = tokens[start:opened]
        if tokens[end : end + 1] == (")",) and _is_of_table(name) and _are_known(tokens[opened + 1 : end]):
            yield start, end + (2 if tokens[end + 1 : end + 2] == (";",) else 1), name


def _keeps(name: str) -> bool:
    """Whether a function by its name puts something where it is looked up later."""
    return name.isidentifier() and next(iter(humps(name)), "") in table().registers


def _is_of_table(name: Tokens) -> bool:
    """Whether nothing in a dotted name says that something is sent, served or asked for."""
    return table().talks.isdisjoint(word for part in name if part.isidentifier() for word in humps(part))


def _start(tokens: Tokens, at: int) -> int:
    """Where the dotted name begins that ends at `at`; the point, where it is called of what a call gives back."""
    while at > 1:
        link = 1 if tokens[at - 1] == "." else 2 if tokens[at - 2 : at] in ((":", ":"), ("-", ">")) else 0
        if not link:
            break
        if not tokens[at - link - 1].isidentifier():
            return at - link
        at -= link + 1
    return at - 1 if at and tokens[at - 1] in "$@" else at


def _are_known(inside: Tokens) -> bool:
    """Whether arguments hold a literal, and beside it constants alone: `Kind.SHOW`, `Kind::SHOW`, `SHOW`."""
    if not any(map(is_literal, inside)) or any(token[0] == TEXT and is_query(token) for token in inside):
        return False
    at = 0
    while at < len(inside):
        token, following = inside[at], inside[at + 1 : at + 2]
        if is_literal(token) or token in _FILLS:
            at += 1
        elif token.isidentifier() and (following in ((":",), ("=",)) and inside[at + 2 : at + 3] != (":",)):
            at += 2
        else:
            end = _after_constant(inside, at)
            if not end:
                return False
            at = end
    return True


def _after_constant(inside: Tokens, at: int) -> int:
    """The place after a constant that begins at `at`; 0 where none does."""
    if not inside[at].isidentifier() or not inside[at][0].isupper():
        return 0
    end, parts = at + 1, 1
    while end < len(inside) and inside[end] in ".:":
        end += 1 if inside[end] == "." else 2
        if not (end < len(inside) and inside[end].isidentifier() and inside[end][0].isupper()):
            return 0
        end, parts = end + 1, parts + 1
    return end if parts > 1 or _CONSTANT.match(inside[at]) else 0
