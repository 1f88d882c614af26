"""Constants of a type that are put together from others, and got or lost a text: `more = BASE + DOCS + '/'`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.units.literals import TEXT, is_literal, table
from reviewlint.facts.units.stretches import slid

if TYPE_CHECKING:
    from reviewlint.facts.units.behaviour import Tokens

_JOINS = ("+", ".")
_ENDS = frozenset((";", "}", "@", "#"))
_PAIR = 2  # tokens: the sign and the text
_LONGEST = 40  # tokens


def adds_text(run: Tokens, tokens: Tokens, at: int) -> bool:
    """Whether a run is one text more of a declaration that joins nothing but names and texts."""
    return len(run) == _PAIR and any(
        one[0] in _JOINS and one[1][0] == TEXT and _is_in_sum(tokens, place, one[0])
        for one, place in slid(run, tokens, at)
    )


def _is_in_sum(tokens: Tokens, at: int, sign: str) -> bool:
    """Whether the sign at `at` joins operands of a value that a name is given, up to the end of that declaration."""
    start = at
    while start > max(at - _LONGEST, 1) and tokens[start] == sign and _is_operand(tokens[start - 1]):
        start -= 2
    end = at
    while end + 1 < len(tokens) and tokens[end] == sign and _is_operand(tokens[end + 1]):
        end += 2
    given = tokens[start] == "=" and tokens[start - 1].isidentifier()
    return given and _is_end(tokens[end] if end < len(tokens) else ";")


def _is_operand(token: str) -> bool:
    return token[0] == TEXT or (
        token.isidentifier() and not is_literal(token) and token not in table().decides
    )


def _is_end(token: str) -> bool:
    """Whether a declaration has ended before such a token: a mark, or the first word of the next."""
    return token in _ENDS or (token.isidentifier() and token not in table().decides)
