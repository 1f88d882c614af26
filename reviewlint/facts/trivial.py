"""Small kinds of change that no reviewer asks a test for: another value of a setting, one more entry of a table, a
constant, code that is only taken out, a method that only hands a field on. Told from tokens, in every language.

A number in arithmetic, a comparison or a call is no setting: that is where bugs are mended.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING

from reviewlint.data import bundled, read_toml
from reviewlint.enclosed import is_in_call, open_at
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.behaviour import Tokens
    from reviewlint.facts.side import Part

    # what was taken out, what came, and where they start on either side
    Runs = list[tuple[Tokens, Tokens, int, int]]


_MOST = 60  # tokens that may differ: beyond that it is no small change
_WINDOW = 400  # tokens between the first and the last difference that are compared
_TEXT = "\x02"
_SIGNS = frozenset("=!<>+-*/%&|^~.:?")
_MACHINE = regex(
    r"[%$]?[{(][\w.]*[})]|%[sdif]|\\|^\x02(select|insert|update|delete)\b|[/?&=]|[.*+^$|()\[\]]",
    re.IGNORECASE,
)
_FRAMES = frozenset(("class", "module", "interface", "enum", "type"))
_LITERALS = r"(?:L|[\[({](?:L[,:=>]*)*[\])}])"
_DECLARATIONS = regex(rf"[;,]?(?:={_LITERALS}[;,]?)?(?:[W:<>\[\]?|,]*W={_LITERALS}[;,]?)*[W:<>\[\]?|]*")
_FIELD = r"(?:\$?(?:this|self) ?(?:\.|- >) ?\w+|@ ?\w+)"
_ACCESSOR = regex(
    r"(?:[{:>=]|= >)? ?"
    rf"(?:(?:return )?{_FIELD} ?;? ?|(?:{_FIELD} = \$? ?\w+ ;? ?)+(?:return \$?(?:this|self) ?;? ?)?)"
    r"(?:[}<]|\bend\b)? ?"
)


class _Table(Record):
    decides: frozenset[str]
    literals: frozenset[str]
    translates: frozenset[str]
    fills: frozenset[str]


@cache
def _table() -> _Table:
    data = read_toml(bundled("config") / "trivial.toml")
    return _Table(*(frozenset(data[name]) for name in _Table._fields))


def translates(name: str) -> bool:
    """Whether a function of that name looks a text up in the reader's language."""
    return name in _table().translates


def kind_of(base: Part, head: Part) -> str:
    """The kind of a change from `base` to `head` that needs no test; "" for any other."""
    runs = _runs(base.tokens, head.tokens)
    if not runs:
        return ""
    if all(not new and _only_went(old, base.tokens, a) for old, new, a, _ in runs):
        return "code that went"
    if all(_is_value(old, new, head.tokens, at) for old, new, _, at in runs):
        return "values"
    if head.kind in _FRAMES and all(
        _declares(old, base.tokens, a) and _declares(new, head.tokens, b) for old, new, a, b in runs
    ):
        return "constants"
    if all(_is_entry(old, base.tokens, a) and _is_entry(new, head.tokens, b) for old, new, a, b in runs):
        return "entries"
    return ""


def hands_on(part: Part) -> bool:
    """Whether a method does nothing but give a field out, or take its arguments into fields."""
    if part.kind not in ("method", "function") or not 1 < len(part.inner) <= _MOST:
        return False
    return _ACCESSOR.fullmatch(" ".join(part.inner) + " ") is not None


def _runs(before: Tokens, after: Tokens) -> Runs:
    """The stretches that differ; none where too much does."""
    start, shorter = 0, min(len(before), len(after))
    while start < shorter and before[start] == after[start]:
        start += 1
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    if max(len(old), len(new)) > _WINDOW:
        return []
    blocks = (
        SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if old and new
        else [("", 0, len(old), 0, len(new))]
    )
    runs = [(old[a:b], new[c:d], start + a, start + c) for kind, a, b, c, d in blocks if kind != "equal"]
    return runs if sum(len(a) + len(b) for a, b, _, _ in runs) <= _MOST else []


def _only_went(run: Tokens, tokens: Tokens, at: int) -> bool:
    """Whether what was taken out decides nothing, and is no link of a chain and no argument."""
    linked = "." in tokens[max(at - 1, 0) : at + 1] or tokens[max(at - 2, 0) : at] == ("-", ">")
    return not linked and _table().decides.isdisjoint(run) and not is_in_call(tokens, at)


def _is_literal(token: str) -> bool:
    return token[0] == _TEXT or token[0].isdigit() or token in _table().literals


def _is_value(old: Tokens, new: Tokens, tokens: Tokens, at: int) -> bool:
    """Whether one literal takes the place of another where a setting, a default or an arm of a choice has its value."""
    if len(old) != 1 or len(new) != 1 or not (_is_literal(old[0]) and _is_literal(new[0])):
        return False
    if any(token[0] == _TEXT and _MACHINE.search(token) for token in (*old, *new)):
        return False
    before, further = tokens[at - 1] if at else "", tokens[at - 2] if at > 1 else ""
    if before == "?" or (before == ">" and further == "="):
        return True
    if before == ":":
        return further != ":"
    if before != "=" or further in _SIGNS - {":"}:
        return False
    return new[0][0] == _TEXT or is_in_call(tokens, at)


def _declares(run: Tokens, tokens: Tokens, at: int) -> bool:
    """Whether a run holds nothing but declarations of names with literal values, or one such name or value."""
    shape = "".join(map(_shape, run))
    if shape == "W":
        return tokens[at + 1 : at + 2] == ("=",)
    return shape in ("", "L") or ("=" in shape and _DECLARATIONS.fullmatch(shape) is not None)


def _shape(token: str) -> str:
    if _is_literal(token):
        return "L"
    return "W" if token.isidentifier() and token not in _table().decides else token


def _is_entry(run: Tokens, tokens: Tokens, at: int) -> bool:
    """Whether a run is nothing, or entries of a list or table that a name is given: no answer, no arguments."""
    return not run or (_is_in_table(tokens, at) and all(_is_of_entry(run, n) for n in range(len(run))))


def _is_in_table(tokens: Tokens, at: int) -> bool:
    for place in open_at(tokens, at):
        before = tokens[place - 1] if place else ""
        if tokens[place] == "(" or before not in ("=", ":", ",", "[", "{", ">"):
            return False
        if before == "=":
            return True
    return False


def _is_of_entry(run: Tokens, at: int) -> bool:
    token = run[at]
    if token == "(":
        return at > 0 and translates(run[at - 1]) and at + 1 < len(run) and run[at + 1][0] == _TEXT
    if token == ")":
        return at > 1 and run[at - 2] == "(" and run[at - 1][0] == _TEXT
    if token == ";":
        return False
    return (
        _is_literal(token)
        or token in _table().fills
        or (token.isidentifier() and token not in _table().decides)
    )
