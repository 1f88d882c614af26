"""Calls of Elixir that a value is handed to by a pipe, as calls with it in the first place: `a |> f(b)`, `f(a, b)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.enclosed import closing, opening

if TYPE_CHECKING:
    from reviewlint.facts.units.behaviour import Tokens

_MOST = 200  # pipes
_TIGHTER = frozenset("+-*/<>!^&.")  # signs that bind tighter than a pipe
_ARROWS = (("-", ">"), ("=", ">"))
_BLOCKS = frozenset(("case", "cond", "if", "unless", "with", "for", "try", "fn", "do", "end", "then"))
_ASKS = ("?", "!")


def unpiped(tokens: Tokens) -> Tokens:
    """`tokens` without pipes whose value and call can be told."""
    at = 0
    for _ in range(_MOST):
        at = next((n for n in range(at, len(tokens) - 2) if tokens[n : n + 2] == ("|", ">")), -1)
        if at < 0:
            break
        found = _called(tokens, at)
        tokens, at = (found, 0) if found else (tokens, at + 2)
    return tokens


def _called(tokens: Tokens, at: int) -> Tokens:
    """`tokens` with the call that the pipe at `at` leads to in its place; nothing where that is unsure."""
    start, end = _start(tokens, at - 1), _end_of_name(tokens, at + 2)
    if start < 0 or end < 0:
        return ()
    value, name = tokens[start:at], tokens[at + 2 : end]
    if tokens[end : end + 1] != ("(",):
        return (*tokens[:start], *name, "(", *value, ")", *tokens[end:])
    rest = () if tokens[end + 1 : end + 2] == (")",) else (",",)
    return (*tokens[:start], *name, "(", *value, *rest, *tokens[end + 1 :])


def _start(tokens: Tokens, at: int) -> int:
    """Where the value begins that ends at `at`: a chain of names, calls and places, or what stands in brackets."""
    while at >= 0:
        if tokens[at] in (")", "]", "}"):
            at = opening(tokens, at)
            if tokens[at - 1 : at] == ("%",):
                return _unless_tighter(tokens, at - 1)
            if at > 1 and tokens[at] == "{" and tokens[at - 2] == "%":
                return _unless_tighter(tokens, at - 2)
            if (
                not at
                or not (_is_word(tokens[at - 1]) or tokens[at - 1] in _ASKS)
                or tokens[at - 1] in _BLOCKS
            ):
                return _unless_tighter(tokens, at)
            at -= 1
        if tokens[at] in _ASKS:
            at -= 1
        if tokens[at] in _BLOCKS:
            return -1
        if tokens[at - 1 : at] != (".",) or at < 2:
            return _unless_tighter(tokens, at - 1 if tokens[at - 1 : at] == ("@",) else at)
        at -= 2
    return -1


def _unless_tighter(tokens: Tokens, start: int) -> int:
    before = tokens[start - 1] if start > 0 else ""
    is_tight = before in _TIGHTER and tokens[max(start - 2, 0) : start] not in _ARROWS
    return -1 if is_tight else max(start, 0)


def _end_of_name(tokens: Tokens, at: int) -> int:
    """Where the name of a function ends that begins at `at`; -1 where there is none."""
    if at >= len(tokens) or not _is_word(tokens[at]) or tokens[at] in _BLOCKS:
        return -1
    at += 1
    while tokens[at : at + 1] == (".",) and at + 1 < len(tokens) and _is_word(tokens[at + 1]):
        at += 2
    end = at + (tokens[at : at + 1] in (("?",), ("!",)))
    return end if tokens[end : end + 1] != ("(",) or closing(tokens, end) else -1


def _is_word(token: str) -> bool:
    return token[:1].isalpha() or token[:1] == "_"
