"""Constants that a unit declares with a value that can stand in their place: a literal, or what the language computes
before the program runs.

What of a language tells a constant is in `config/named.toml`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from reviewlint.data import bundled_toml
from reviewlint.enclosed import closing, open_at
from reviewlint.facts.units.literals import is_literal
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.tables import with_sets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.units.behaviour import Tokens

_CAPITALS = regex(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*\Z")
_NAME = regex(r"[A-Za-z_]\w+\Z")
_COMPUTES = frozenset("+-*/%|")
_GOES_ON = frozenset((*"+-*/%.([|&?<>=!^", "if", "or", "and", "as", "is", "in", "for"))
_ENDS = frozenset((*";})]", "#", "@"))  # what may follow a value, beside the next name
_LONGEST = 24  # tokens of a declaration before its sign


class Given(Record):
    """A constant: its name and value, and where its declaration stands in the tokens of its part."""

    name: str
    value: Tokens
    start: int
    end: int


@cache
def words() -> dict[str, Any]:
    """The table of `config/named.toml`, its lists as sets."""
    return with_sets(bundled_toml("named.toml"))


def givens(tokens: Tokens, language: str) -> Iterator[Given]:
    """The constants that `tokens` declare, in order."""
    for at, token in enumerate(tokens):
        found = None
        if token == "=" and 0 < at < len(tokens) - 1:
            found = _declared(tokens, at, language)
        elif token == "define" and tokens[at - 1 : at] == ("#",) and language in ("c", "cpp"):
            found = _defined(tokens, at)
        if found is not None:
            yield found


def writes(name: str, tokens: Tokens) -> int:
    """How often a name is given a value in `tokens`."""
    return sum(token == name and _is_written(tokens[at + 1 : at + 3]) for at, token in enumerate(tokens))


def _is_written(after: Tokens) -> bool:
    if after[:1] == ("=",):
        return after[1:] not in (("=",), (">",))
    return after in (("+", "+"), ("-", "-")) or (after[1:] == ("=",) and after[0] in "+-*/%|&^")


def _declared(tokens: Tokens, sign: int, language: str) -> Given | None:
    """The constant that is given its value at `sign`."""
    at = sign - 1 if language in words()["plain"] else _name_before(tokens, sign)
    name = tokens[at]
    if at < 0 or not _NAME.match(name) or tokens[sign + 1] in ("=", ">"):
        return None
    start = _start(tokens, at)
    before = (
        *(_block(tokens, start) if language in words()["blocks"] else ()),
        *tokens[start:at],
        *tokens[at + 1 : sign],
    )
    is_plain = start == at and language in words()["plain"] and (at == 0 or tokens[at - 1] not in ".,(@")
    if not (is_plain or _CAPITALS.match(name) or _is_fixed(before, language)):
        return None
    computed = not set(before).isdisjoint(words()["computed"].get(language, ()))
    end = _end(tokens, sign + 1, computed)
    value = tokens[sign + 1 : end]
    if not value or not _stops(tokens, end, language) or not keeps_type(before, value, language):
        return None
    return Given(name, value, start, end + (tokens[end : end + 1] == (";",)))


def _defined(tokens: Tokens, at: int) -> Given | None:
    """The number that C is told to put in the place of a name."""
    name, value = (*tokens[at + 1 : at + 3], "", "")[:2]
    if not name.isidentifier() or not value[:1].isdigit() or not _stops(tokens, at + 3, "c"):
        return None
    return Given(name, (value,), at - 1, at + 3)


def _name_before(tokens: Tokens, sign: int) -> int:
    """The place of the name that the sign gives a value: just before it, or before its type."""
    for at in range(sign - 1, max(sign - 6, -1), -1):
        if tokens[at] == ":":
            return at - 1 if tokens[at - 1 : at] != (":",) else -1
        if not (tokens[at].isidentifier() or tokens[at] in "&'*<>[]"):
            break
    return sign - 1


def _start(tokens: Tokens, at: int) -> int:
    """Where the declaration of the name at `at` begins."""
    table = words()
    known = table["modifiers"] | table["types"] | table["suffixed"].keys()
    start = at
    while start > max(at - _LONGEST, 0) and tokens[start - 1] in known - {"]"}:
        start -= 1
    if tokens[start - 1 : start] and tokens[start - 1].isidentifier() and start < at:
        typed = tokens[start] not in table["modifiers"]
        return start if not typed else at
    return start


def _block(tokens: Tokens, at: int) -> Tokens:
    """The word that stands before the bracket around several declarations, as Go has it: `const ( … )`."""
    opened = next(open_at(tokens, at), 0)
    word = tokens[opened - 1 : opened] if opened and tokens[opened] == "(" else ()
    return word if words()["fixed"].issuperset(word) else ()


def _is_fixed(before: Tokens, language: str) -> bool:
    table = words()
    return not set(before).isdisjoint(table["fixed"] | set(table["fixed_in"].get(language, ())))


def keeps_type(before: Tokens, value: Tokens, language: str) -> bool:
    """Whether the value is of the type that stands in `before`, if one does."""
    table = words()
    types = set(before) - table["modifiers"] - {":", "<", ">"}
    if types <= table["types"] or language in table["strict"]:
        return True
    of = types - table["types"]
    letters = table["suffixed"].get(next(iter(of)), "") if len(of) == 1 else ""
    whole = value[-1][:1].isdigit() and value[-1][-1] in letters
    return bool(letters) and (whole or ("." in value and not of.isdisjoint({"double", "Double"})))


def _end(tokens: Tokens, at: int, computed: bool) -> int:
    """Where a value ends that begins at `at`; `at` where it is none that stays the same."""
    end = _end_of_one(tokens, at, computed)
    while end > at and tokens[end : end + 1] and tokens[end] in _COMPUTES:
        following = _end_of_one(tokens, end + 1, computed)
        if following == end + 1:
            return at
        end = following
    return end


def _end_of_one(tokens: Tokens, at: int, computed: bool) -> int:
    start = at
    at += tokens[at : at + 1] == ("-",)
    if at >= len(tokens):
        return start
    if tokens[at] in "[({":
        end = closing(tokens, at)
        inside = tokens[at + 1 : end]
        plain = all(is_literal(token) or token in ",-." for token in inside)
        return end + 1 if inside and plain and "," in inside else start
    if is_literal(tokens[at]):
        number = tokens[at].isdigit() and tokens[at + 1 : at + 2] == (".",)
        at += 3 if number and tokens[at + 2 : at + 3] and tokens[at + 2][0].isdigit() else 1
        return at + 2 if tokens[at : at + 2] == (".", "freeze") else at
    while computed and at < len(tokens) and _NAME.match(tokens[at]):
        at += 1
        if tokens[at : at + 1] != (".",):
            return at
        at += 1
    return start


def _stops(tokens: Tokens, end: int, language: str) -> bool:
    """Whether a value does not go on after `end`; a bracket of Python there ends a block."""
    following = tokens[end : end + 1]
    if not following or following[0] in _ENDS or (following == ("<",) and language in words()["plain"]):
        return True
    return following[0] not in _GOES_ON and following[0].isidentifier()
