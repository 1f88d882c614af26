"""Numbers that a name in capitals stands for: changing one sets the code otherwise, it does nothing new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    import re

    from reviewlint.facts.units.behaviour import Tokens

_NUMBER = regex(r"\d[\w]*\Z")
_CONSTANT = regex(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\Z|[A-Z]{4,}\Z")
_UNITS = frozenset(("24", "60", "365", "1000", "1024", "3600", "86400"))
_QUANTITY = regex(r"(?<=[^*/%.\x1f]\x1f)\d\w*\x1f(?:\*\x1f\d\w*\x1f)+(?![*/%.]\x1f)")  # 10 * 60 * 1000


def _as_one(found: re.Match[str]) -> str:
    """A product of numbers in which a unit is spelt out: a span of time or a size."""
    return found[0] if _UNITS.isdisjoint(found[0].split("\x1f")) else "0\x1f"


def as_constants(tokens: Tokens) -> Tokens:
    """`tokens` with the numbers left out that a name in capitals stands for, and a quantity written as one of them."""
    if not _UNITS.isdisjoint(tokens) and "*" in tokens:
        tokens = tuple(_QUANTITY.sub(_as_one, "\x1f".join(("", *tokens, ""))).split("\x1f")[1:-1])
    return tuple(
        "0" if token[0].isdecimal() and _NUMBER.match(token) and _is_value_of_constant(tokens, at) else token
        for at, token in enumerate(tokens)
    )


def _is_value_of_constant(tokens: Tokens, at: int) -> bool:
    start = at
    while start and (tokens[start - 1] in "-.*_" or _NUMBER.match(tokens[start - 1])):
        start -= 1
    return start > 1 and tokens[start - 1] in "=:" and _CONSTANT.match(tokens[start - 2]) is not None
