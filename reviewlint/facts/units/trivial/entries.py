"""Entries of a list or table that an edit adds, takes out or puts elsewhere: no answer of a choice, no arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.enclosed import closing, is_in_call, open_at
from reviewlint.facts.units.literals import TEXT, is_literal, table, translates
from reviewlint.facts.units.stretches import slid
from reviewlint.facts.units.trivial.tables import begins_table, is_taken_apart
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.units.behaviour import Tokens

_OPENS, _CLOSES = "([{", ")]}"
_EMPTY_PAIR = r"\w+ : (?:L|\[ \]|\{ \}|null|undefined|None|nil) "
_EMPTY_PAIRS = regex(rf"(?:, )?{_EMPTY_PAIR}(?:, {_EMPTY_PAIR})*(?:, )?")
_SHORT = 40  # tokens
_LIKE = 2  # neighbours that begin as an entry does
_LONGEST = 2_000  # tokens of a list that is looked at


def is_entry(run: Tokens, tokens: Tokens, at: int) -> bool:
    """Whether `run`, which stands in `tokens` at `at`, is nothing or entries, by themselves or beside their like.

    One that says who may do what is more than an entry.
    """
    if not run:
        return True
    if not table().admits.isdisjoint(run):
        return False
    if _is_in_table(tokens, at, "." not in run) and all(_is_of_entry(run, n) for n in range(len(run))):
        return True
    if all(token in ",()" or is_literal(token) for token in run) and _is_in_tuple(tokens, at):
        return True
    if _begins_empty(run, tokens, at) or is_taken_apart(run, tokens, at):
        return True
    return "(" in run and any(_is_like_others(one, tokens, place) for one, place in slid(run, tokens, at))


def _begins_empty(run: Tokens, tokens: Tokens, at: int) -> bool:
    """Whether a run is whole pairs with nothing in them, of an object that is no argument: `name: '', links: {}`."""
    if ":" not in run or len(run) > _SHORT or any(tokens[place] == "(" for place in open_at(tokens, at)):
        return False
    for _ in run[1:]:  # what it begins with may also stand after it, and its end before it
        if tokens[at + len(run) : at + len(run) + 1] != run[:1]:
            break
        at, run = at + 1, (*run[1:], run[0])
    for one, place in slid(run, tokens, at):
        if _EMPTY_PAIRS.fullmatch("".join("L " if token == TEXT else f"{token} " for token in one)):
            opened = next(open_at(tokens, place), 0)
            return tokens[opened] == "{" and tokens[opened - 1] in (":", ",", "[", "=", "return")
    return False


def is_dependency(run: Tokens, tokens: Tokens, at: int) -> bool:
    """Whether a run is of the list of what a hook of React's depends on, which names something on both sides."""
    if not all(token in ",.?" or token.isidentifier() for token in run):
        return False
    places = open_at(tokens, at)
    opened, call = next(places, 0), next(places, 0)
    if not call or tokens[opened] != "[" or tokens[opened - 1] != "," or tokens[call] != "(":
        return False
    end = closing(tokens, opened)
    closes = tokens[end + 1 : end + 2] == (")",) and end > opened + 1
    return closes and tokens[call - 1] in table().hooks


def _is_in_table(tokens: Tokens, at: int, given: bool) -> bool:
    """Whether a place is in a table that has a name; `given`: that of an argument will do."""
    for place in open_at(tokens, at):
        before = tokens[place - 1] if place else ""
        if begins_table(tokens, place):
            return True
        if tokens[place] == "(" or before not in ("=", ":", ",", "[", "{", ">"):
            return False
        if before == "=":
            named = given or not is_in_call(tokens, place)
            return named and (tokens[place] == "[" or not _compares(tokens, place))
    return False


def _is_in_tuple(tokens: Tokens, at: int) -> bool:
    """Whether a place is in round brackets that a name is given and that are none of a call: `FIELDS = (("a", 1),)`."""
    for place in open_at(tokens, at):
        before = tokens[place - 1] if place else ""
        if tokens[place] not in "([" or before not in ("=", ",", "(", "["):
            return False
        if before == "=":
            return True
    return False


def _compares(tokens: Tokens, opened: int) -> bool:
    """Whether braces hold an expression, as those of an attribute in markup do, and no entries."""
    inside = tokens[opened + 1 : closing(tokens, opened)]
    depth = 0
    for token, following in zip(inside, (*inside[1:], ""), strict=False):
        depth += (token in _OPENS) - (token in _CLOSES)
        if not depth and (token in "<&|?!" or (token == "=" and following == "=")):
            return True
        if not depth and token == ">" and "=" not in inside:
            return True
    return False


def _is_of_entry(run: Tokens, at: int) -> bool:
    token = run[at]
    if token == "(":
        return at > 0 and translates(run[at - 1]) and at + 1 < len(run) and run[at + 1][0] == TEXT
    if token == ")":
        return at > 1 and run[at - 2] == "(" and run[at - 1][0] == TEXT
    if token == ";":
        return False
    return (
        is_literal(token) or token in table().fills or (token.isidentifier() and token not in table().decides)
    )


def _is_like_others(run: Tokens, tokens: Tokens, at: int) -> bool:
    """Whether a run is whole entries of a list, each a call that two of its neighbours begin like."""
    if not _calls_alike(run) or not _is_balanced(run):
        return False
    opened = next(open_at(tokens, at), None)
    if opened is None or not _is_list(tokens, opened):
        return False
    end = closing(tokens, opened)
    if end - opened > _LONGEST:
        return False
    heads = [_head(entry) for entry in _split(tokens[opened + 1 : end])]
    starts = at == opened + 1 or tokens[at - 1] == "," or run[0] == ","
    new = [_head(entry) for entry in _split(run)]
    return starts and all(len(head) > 1 and heads.count(head) > _LIKE for head in new)


def _calls_alike(run: Tokens) -> bool:
    """Whether a run holds calls, and nothing that decides but the sign of a macro."""
    decides = table().decides
    return "(" in run and not any(
        token in decides and not (token == "!" and run[n + 1 : n + 2] in (("[",), ("(",)))
        for n, token in enumerate(run)
    )


def _is_list(tokens: Tokens, opened: int) -> bool:
    """Whether a bracket opens a list that a name or an argument is given."""
    before = tokens[max(opened - 3, 0) : opened]
    if tokens[opened] == "[":
        return bool(before) and before[-1] in "=:,([>!"
    return tokens[opened] == "(" and before[-1:] != () and before[-1] in table().lists


def _is_balanced(run: Tokens) -> bool:
    depth = 0
    for token in run:
        depth += (token in _OPENS) - (token in _CLOSES)
        if depth < 0:
            return False
    return depth == 0


def _split(tokens: Tokens) -> Iterator[Tokens]:
    """The entries between commas that stand in no further bracket."""
    start = depth = 0
    for place, token in enumerate(tokens):
        depth += (token in _OPENS) - (token in _CLOSES)
        if token == "," and not depth:
            if place > start:
                yield tokens[start:place]
            start = place + 1
    if start < len(tokens):
        yield tokens[start:]


def _head(entry: Tokens) -> Tokens:
    """What an entry begins with: up to its first literal, or the bracket of its first call."""
    end = next((n for n, token in enumerate(entry) if is_literal(token)), 0)
    return entry[:end] or entry[: entry.index("(") + 1 if "(" in entry else 0]
