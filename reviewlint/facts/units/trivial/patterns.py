"""Texts that are regular expressions: another one lets other texts through, wherever it is written down."""

from __future__ import annotations

from reviewlint.facts.units.literals import TEXT
from reviewlint.regex import regex

_SIGNS = tuple(
    map(
        regex,
        (
            r"^\x02[/#~]?\^",  # begins, ends
            r"\$[/#~]?[a-z]*\Z",
            r"\[[^\]\s]+\](?:[*+?]|\{\d)",  # one of many, often
            r"\\[dswbDSWB]",
            r"\(\?[:=!<P]",
            r"\.[*+]",
        ),
    )
)
_ENOUGH = 2  # one of them may stand in any text


def is_pattern(token: str) -> bool:
    """Whether a token is a literal that is full of the signs of regular expressions."""
    return token[0] == TEXT and sum(sign.search(token) is not None for sign in _SIGNS) >= _ENOUGH
