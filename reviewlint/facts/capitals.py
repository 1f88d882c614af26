"""Numbers that a name in capitals stands for: changing one sets the code otherwise, it does nothing new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.behaviour import Tokens

_NUMBER = regex(r"\d[\w]*\Z")
_CONSTANT = regex(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\Z|[A-Z]{4,}\Z")


def as_constants(tokens: Tokens) -> Tokens:
    """`tokens` with the numbers left out that a name in capitals stands for."""
    return tuple(
        "0" if token[0].isdecimal() and _NUMBER.match(token) and _is_value_of_constant(tokens, at) else token
        for at, token in enumerate(tokens)
    )


def _is_value_of_constant(tokens: Tokens, at: int) -> bool:
    start = at
    while start and (tokens[start - 1] in "-.*_" or _NUMBER.match(tokens[start - 1])):
        start -= 1
    return start > 1 and tokens[start - 1] in "=:" and _CONSTANT.match(tokens[start - 2]) is not None
