"""Loops over each of something in one form, whether a statement or a call: `for (x of xs) { … }`, `xs.forEach(x => …)`.

One whose body leaves it, or waits, does not do the same in the other form, and stays as it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.enclosed import closing, opening
from reviewlint.facts.units.literals import table

if TYPE_CHECKING:
    from reviewlint.facts.units.behaviour import Tokens

_HEADS = {
    "java": ("for", ":"), "javascript": ("for", "of"), "typescript": ("for", "of"), "tsx": ("for", "of"),
    "csharp": ("foreach", "in"), "kotlin": ("for", "in"), "rust": ("for", "in"),
}  # fmt: skip
_CALLS = ("forEach", "ForEach", "for_each")
_LEAVES = frozenset(("return", "break", "continue", "yield", "await", "async"))
_MARK = "\x04each"
_MOST = 60  # loops
_LISTED = ((".", "collect", "(", "Collectors", ".", "toList", "(", ")", ")"), (".", "toList", "(", ")"))
_GIVES = frozenset("=(,:?+-*/%&|!>.[")
_LONGEST = 60  # tokens of a head


def each_loops(tokens: Tokens, language: str) -> Tokens:
    """`tokens` with such loops in that form."""
    words = _HEADS.get(language)
    if words is None or not {words[0], *_CALLS}.intersection(tokens):
        return tokens
    for _ in range(_MOST):
        found = _plain(tokens, *words, language)
        if found == tokens:
            break
        tokens = found
    return tokens


def _plain(tokens: Tokens, head: str, sign: str, language: str) -> Tokens:
    """`tokens` with one loop more in that form, the innermost of several that end last."""
    for at in range(len(tokens) - 1, -1, -1):
        if tokens[at] == head:
            found = _of_statement(tokens, at, sign, language == "rust")
        elif tokens[at] in _CALLS and tokens[at - 1 : at] == (".",):
            found = _of_call(tokens, at)
        else:
            continue
        if found and not (language == "rust" and "?" in tokens):
            return found
    return tokens


def _of_statement(tokens: Tokens, at: int, sign: str, bare: bool) -> Tokens:
    if bare:
        opened = next((n for n in range(at, min(at + _LONGEST, len(tokens))) if tokens[n] == "{"), 0)
        inside = tokens[at + 1 : opened]
    else:
        closed = closing(tokens, at + 1) if tokens[at + 1 : at + 2] == ("(",) else 0
        inside, opened = tokens[at + 2 : closed], closed + 1
    if not inside or sign not in inside or ";" in inside or tokens[opened : opened + 1] != ("{",):
        return ()
    parted = inside.index(sign)
    end = closing(tokens, opened)
    name, of = inside[parted - 1 : parted], inside[parted + 1 :]
    return _written(tokens, at, end + 1, name, _unlisted(of), tokens[opened + 1 : end])


def _unlisted(of: Tokens) -> Tokens:
    """What is gone through, itself in the place of a list of it where it has been sorted, and so gathered, before."""
    for end in _LISTED:
        if of[-len(end) :] == end and of[-len(end) - 1] == ")" and "sorted" in of:
            return of[: -len(end)]
    return of


def _of_call(tokens: Tokens, at: int) -> Tokens:
    start = _start(tokens, at - 1)
    opened = at + 1
    end = closing(tokens, opened) if opened < len(tokens) and tokens[opened] in "({" else 0
    if start < 0 or not end:
        return ()
    name, body = _lambda(tokens[opened + 1 : end])
    after = end + 1 + (tokens[end + 1 : end + 2] == (";",))
    return _written(tokens, start, after, name, tokens[start : at - 1], body)


def _start(tokens: Tokens, dot: int) -> int:
    """Where the chain of names and calls begins that ends before `dot`; -1 where it is no statement of its own."""
    at = dot - 1
    while at >= 0:
        if tokens[at] in ")]":
            at = opening(tokens, at) - 1
            continue
        if not tokens[at].isidentifier() or tokens[at] in table().decides:
            return -1
        if tokens[at - 1 : at] != (".",):
            break
        at -= 2
    before = tokens[at - 1] if at > 0 else ";"
    return -1 if at < 0 or before in _GIVES or before in table().decides else at


def _lambda(inside: Tokens) -> tuple[Tokens, Tokens]:
    """The name of the one thing that a function is given, and what it does; nothing where it is another function."""
    name: Tokens = ()
    if inside[:1] == ("(",) and inside[2:3] == (")",) and inside[4:5] == (">",):
        name, inside = inside[1:2], inside[5:]
    elif inside[:1] == ("|",) and inside[2:3] == ("|",):
        name, inside = inside[1:2], inside[3:]
    elif inside[2:3] == (">",) and inside[1:2] in (("=",), ("-",)):
        name, inside = inside[:1], inside[3:]
    if inside[:1] == ("{",) and closing(inside, 0) == len(inside) - 1:
        inside = inside[1:-1]
    return name, inside


def _written(tokens: Tokens, start: int, end: int, name: Tokens, of: Tokens, body: Tokens) -> Tokens:
    """`tokens` with a loop in the place of what stands from `start` to `end`; nothing where it may be left."""
    if len(name) != 1 or not name[0].isidentifier() or not of or not _LEAVES.isdisjoint(body):
        return ()
    body = body[:-1] if body[-1:] == (";",) else body
    return (*tokens[:start], _MARK, *name, "of", *of, "{", *body, "}", *tokens[end:])
