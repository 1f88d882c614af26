"""Files that do nothing but name settings and values, a call each: `define("ROWS", 5);`. Their order is nobody's."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reviewlint.facts.units.literals import TEXT, is_literal
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.units.behaviour import Tokens

_SETS = regex(r"\w+ \( T , (?:[LT\[\],=>:-] ?)+\) ")
_OPENS = ("<", "?", "php")


def settles_in_another_order(before: Tokens, after: Tokens) -> bool:
    """Whether both sides hold the same such calls, no two of which name the same."""
    if Counter(before) != Counter(after):
        return False
    old, new = _settings(before), _settings(after)
    return bool(old) and old == new


def _settings(tokens: Tokens) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The calls by what is called and named; none where anything else stands there, or a name stands twice."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for call in _statements(tokens):
        shape = "".join(map(_shape, call))
        if _SETS.fullmatch(shape) is None or call[:3] in found:
            return {}
        found[call[:3]] = call
    return found


def _statements(tokens: Tokens) -> list[tuple[str, ...]]:
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    first = parts[0]
    while first and first[0] in _OPENS:
        first.pop(0)
    return [tuple(part) for part in parts if part]


def _shape(token: str) -> str:
    if token[:1] == TEXT:
        return "T "
    return "L " if is_literal(token) else f"{token} "
