"""The code of a pattern, so that `re` passes quickly over what cannot begin a match.

`re` looks for the first character of a pattern at once where that is a plain letter. Where it is one of several, or
behind `\\b`, a lookbehind or `(?i)`, it tries all of it at each character, and for `\\w` it asks Unicode's tables.
The code has room to say more: which characters a match can begin with, and which of the first 256 are in a class.
What is matched stays the same. Done once for a pattern, for all runs.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from re import _compiler, _constants  # type: ignore[attr-defined]
from typing import Any

_TABLE = 256  # characters that a set in the code has a bit for; the others are never ruled out
_ALL = (1 << _TABLE) - 1
_MOST = 160  # characters that a match may begin with, for it to be of use to look for them
_PREFIX, _CHARSET = 1, 4  # what the head of the code holds: letters, or a set
_HEAD = 5  # its words before that: its name, its length, what it holds, the least and most that can match

Firsts = tuple[int, bool]  # a bit for each character, whether nothing at all can match


def code_of(parsed: Any, flags: int) -> list[int]:
    """What `re` makes of a parsed pattern of text, with what it can pass over."""
    with _sets_with_tables():
        code: list[int] = _compiler._code(parsed, flags)
    if code[0] != _constants.INFO or code[2] & (_PREFIX | _CHARSET):
        return code
    firsts, empty = _of_sequence(parsed, parsed.state.flags | flags)
    if empty or firsts.bit_count() > _MOST:
        return code
    letter = _one_letter(parsed, parsed.state.flags | flags)
    told = (
        [1, 0, letter, 0]
        if letter is not None
        else [_constants.NEGATE, *_table(_ALL ^ firsts), _constants.FAILURE]
    )
    holds = _PREFIX if letter is not None else _CHARSET
    end = code[1] + 1
    return [code[0], _HEAD - 1 + len(told), code[2] | holds, *code[3:_HEAD], *map(int, told), *code[end:]]


def _of_sequence(parts: Any, flags: int) -> Firsts:
    """What any match of `parts`, one after another, begins with."""
    firsts = 0
    for op, value in parts:
        found, empty = _of_part(str(op), op, value, flags)
        firsts |= found
        if not empty:
            return firsts, False
    return firsts, True


def _of_part(name: str, op: Any, value: Any, flags: int) -> Firsts:
    if name in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
        return _matched(_coded([(op, value)], flags), flags), False
    if name in ("AT", "ASSERT", "ASSERT_NOT"):
        return 0, True
    if name == "SUBPATTERN":
        return _of_sequence(value[3], _compiler._combine_flags(flags, value[1], value[2]))
    if name == "ATOMIC_GROUP":
        return _of_sequence(value, flags)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        firsts, empty = _of_sequence(value[2], flags)
        return firsts, empty or value[0] == 0
    if name == "BRANCH":
        ways = [_of_sequence(way, flags) for way in value[1]]
        return _joined(firsts for firsts, _ in ways), any(empty for _, empty in ways)
    return _ALL, True  # what another group matched, or what is not known


def _joined(sets: Iterator[int]) -> int:
    joined = 0
    for one in sets:
        joined |= one
    return joined


def _one_letter(parts: Any, flags: int) -> int | None:
    """The letter that each match begins with, whatever is asked before it; None where there are several."""
    for op, value in parts:
        if str(op) == "LITERAL" and not flags & _constants.SRE_FLAG_IGNORECASE:
            return int(value)
        if str(op) not in ("AT", "ASSERT", "ASSERT_NOT"):
            return None
    return None


def _coded(parts: Any, flags: int) -> tuple[int, ...]:
    code: list[int] = []
    _compiler._compile(code, parts, flags)
    return tuple(code)


@cache
def _matched(code: tuple[int, ...], flags: int) -> int:
    """A bit for each character of the table that `code`, of one character, matches."""
    pattern = _sre.compile("", flags, [*code, int(_constants.SUCCESS)], 0, {}, (None,))
    return _joined(1 << place for place in range(_TABLE) if pattern.fullmatch(chr(place)))


def _table(members: int) -> list[int]:
    """How code says a set of the first 256 characters."""
    bits = _sre.CODESIZE * 8
    words = [members >> place & ((1 << bits) - 1) for place in range(0, _TABLE, bits)]
    return [int(_constants.CHARSET), *words]


@contextmanager
def _sets_with_tables() -> Iterator[None]:
    """While `re` compiles, a set that names classes says first which of the first 256 characters are in it, and not."""
    plain: Callable[[Any, int, list[int]], None] = _compiler._compile_charset

    def with_tables(charset: Any, flags: int, code: list[int]) -> None:
        own: list[int] = []
        plain(charset, flags, own)
        if any(op is _constants.CATEGORY for op, _ in charset):
            members = _matched((int(_constants.IN), len(own) + 1, *map(int, own)), flags)
            negate = int(_constants.NEGATE)
            code += [*_table(members), negate, *_table(_ALL ^ members), negate]
        code += own

    _compiler._compile_charset = with_tables
    try:
        yield
    finally:
        _compiler._compile_charset = plain
