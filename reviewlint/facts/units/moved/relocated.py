"""Statements that were cut out into a unit of their own, or put where that unit was called: what runs is the same.

A refactoring moves code and adds a call, a head and a `return` (M. Fowler, "Refactoring", Extract and Inline Function).
Statements that go from one standing unit to another are no such thing: that is how the order of things is mended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.units.literals import table
from reviewlint.facts.units.moved.moves import touched
from reviewlint.facts.units.stretches import stretches

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.moved.moves import Pair
    from reviewlint.facts.units.side import Part

    Grams = frozenset[Tokens]
    Lines = frozenset[str]

_GRAM = 6  # tokens in a row that are known again
_FEWEST = 24  # tokens that must have moved
_LINES, _LONG = 2, 8  # lines known again before tokens are looked at, and their characters
_GLUE, _SHARE = 24, 0.2  # tokens beside what moved: so many, or that share of it
_HANDS_ON = frozenset(("return", "await", "yield"))  # how a cut-out piece gives its value back


def relocated(pairs: Iterable[Pair], moved: Collection[int]) -> frozenset[int]:
    """The ids of the `pairs` in which nothing is new but code that another unit had, or has now.

    `moved` are the ids of the parts that were found again whole.
    """
    every = touched(pairs)
    texts = [(_lines(pair.base), _lines(pair.head)) for pair in every]
    lines = _moved_lines(every, texts)
    if len(lines) < _LINES:
        return frozenset()
    every = [
        pair
        for pair, (before, after) in zip(every, texts, strict=True)
        if not (lines.isdisjoint(before) and lines.isdisjoint(after))
    ]
    gone, came = (
        [_grams(pair.base, pair.head) for pair in every],
        [_grams(pair.head, pair.base) for pair in every],
    )
    cut_out = _all(gone) & _all(new for pair, new in zip(every, came, strict=True) if pair.base is None)
    put_in = _all(old for pair, old in zip(every, gone, strict=True) if pair.head is None) & _all(came)
    known = cut_out | put_in
    if not known:
        return frozenset()
    logic = table().decides - _HANDS_ON
    left = (pair for pair in every if pair.head is not None and id(pair.head) not in moved)
    return frozenset(id(pair) for pair in left if _only_moved(pair, known, logic))


def _moved_lines(pairs: Iterable[Pair], texts: Iterable[tuple[Lines, Lines]]) -> Lines:
    """A cheap look before: the lines that stand in another unit than before, one of the two new or gone.

    `texts` are the lines of each pair on both sides.
    """
    gone: set[str] = set()
    came: set[str] = set()
    new: set[str] = set()
    old: set[str] = set()
    for pair, (before, after) in zip(pairs, texts, strict=True):
        gone |= before - after
        came |= after - before
        if pair.base is None:
            new |= after
        elif pair.head is None:
            old |= before
    return frozenset((gone & new) | (old & came))


def _lines(part: Part | None) -> Lines:
    if part is None:
        return frozenset()
    return frozenset(line for text in part.own_text.splitlines() if len(line := text.strip()) >= _LONG)


def _grams(part: Part | None, other: Part | None) -> Grams:
    """The rows of tokens that `part` has and `other` has not."""
    own = frozenset(_rows(part.tokens)) if part is not None else frozenset()
    return own.difference(_rows(other.tokens)) if other is not None else own


def _rows(tokens: Tokens) -> Iterator[Tokens]:
    return zip(*(tokens[at:] for at in range(_GRAM)), strict=False)


def _all(grams: Iterable[Grams]) -> Grams:
    return frozenset().union(*grams)


def _only_moved(pair: Pair, known: Grams, logic: frozenset[str]) -> bool:
    before, out = _rest(pair.base.tokens if pair.base is not None else (), known)
    after, came = _rest(pair.head.inner if pair.base is None and pair.head else _tokens(pair.head), known)
    if out + came < _FEWEST:
        return False
    fresh = _fresh(before, after)
    return fresh is not None and len(fresh) <= max(_GLUE, _SHARE * (out + came)) and logic.isdisjoint(fresh)


def _tokens(part: Part | None) -> Tokens:
    return part.tokens if part is not None else ()


def _rest(tokens: Tokens, known: Grams) -> tuple[Tokens, int]:
    """The tokens that stand in none of the rows `known`, and how many stand in one."""
    covered = bytearray(len(tokens))
    for at, row in enumerate(_rows(tokens)):
        if row in known:
            covered[at : at + _GRAM] = b"\x01" * _GRAM
    rest = tuple(token for token, is_known in zip(tokens, covered, strict=True) if not is_known)
    return rest, len(tokens) - len(rest)


def _fresh(before: Tokens, after: Tokens) -> Tokens | None:
    """The tokens that are on one side only, None where too much differs to tell."""
    found = stretches(before, after)
    return None if found is None else tuple(t for old, new, _, _ in found for t in (*old, *new))
