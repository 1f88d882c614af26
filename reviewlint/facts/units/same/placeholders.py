"""Placeholders of a text that were given names, and what stands for them in the same order: `%s` and `%(name)s`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.enclosed import closing
from reviewlint.facts.units.literals import TEXT
from reviewlint.regex import regex

if TYPE_CHECKING:
    import re

    from reviewlint.facts.units.behaviour import Tokens

_PERCENT = regex(r"%\((\w+)\)(?=[-+ #0-9.]*[a-zA-Z])")
_BRACES = regex(r"(?<!\{)\{([A-Za-z_]\w*)(?=[:!}])")
_OPENS, _CLOSES = "([{", ")]}"


def names_placeholders(before: Tokens, after: Tokens) -> bool:
    """Whether two forms differ only in names that placeholders have on one side."""
    if len(before) == len(after) or not {"%", "format"} & {*before, *after}:
        return False
    old, new = _unnamed(before), _unnamed(after)
    return old == new and (old, new) != (before, after)


def _unnamed(tokens: Tokens) -> Tokens:
    """`tokens` with placeholders and their values by place, where names stand in one order in both."""
    named = {at: names for at, token in enumerate(tokens) if (names := _names(token))}
    out = list(tokens)
    for at in range(len(tokens) - 2, 0, -1):
        found = _given(tokens, at) if tokens[at] in ("%", "format") else None
        if found is None:
            continue
        keys, values, end = found
        texts = [place for place, names in named.items() if place < at and names == keys]
        if not texts:
            continue
        out[at + 1 : end + 1] = ["(", *values, *((",",) if tokens[at] == "%" and len(keys) == 1 else ()), ")"]
        out[texts[-1]] = _bare(tokens[texts[-1]])
    return tuple(out)


def _names(token: str) -> tuple[str, ...]:
    return tuple(_PERCENT.findall(token) or _BRACES.findall(token)) if token[0] == TEXT else ()


def _bare(token: str) -> str:
    """A text with its placeholders by place."""

    def unnamed(found: re.Match[str]) -> str:
        return found[0][0]

    return (_PERCENT if _PERCENT.search(token) else _BRACES).sub(unnamed, token)


def _given(tokens: Tokens, at: int) -> tuple[tuple[str, ...], list[str], int] | None:
    """The names that values are given by at `at`, these values by place, and where they end; None for any others."""
    opened, sign = at + 1, ":" if tokens[at] == "%" else "="
    if tokens[opened] != ("{" if sign == ":" else "("):
        return None
    end = closing(tokens, opened)
    keys: list[str] = []
    values: list[str] = []
    start = opened + 1
    for place in _ends(tokens, opened, end):
        if place - start < 3 or tokens[start + 1] != sign:
            return None
        keys.append(tokens[start].lstrip(TEXT))
        values += ([","] if values else []) + list(tokens[start + 2 : place])
        start = place + 1
    return tuple(keys), values, end


def _ends(tokens: Tokens, opened: int, end: int) -> list[int]:
    """Where each of the entries between two brackets ends."""
    depth, found = 0, []
    for place in range(opened + 1, end):
        depth += (tokens[place] in _OPENS) - (tokens[place] in _CLOSES)
        if tokens[place] == "," and not depth:
            found.append(place)
    return [*found, end]
