"""Private fields that nothing names, taken out of their classes: constants, loggers, and fields of plain classes."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reviewlint.data import bundled_toml
from reviewlint.facts.units.literals import is_literal
from reviewlint.facts.units.same.own import is_private
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.side import Part

_LANGUAGES = frozenset(("java", "csharp", "php"))
_LOGGER = regex(r"(?:\w+ \. )*\w*Log\w* \. (?:get|Get|create|Create)\w*Log\w* (?:< \w+ > )?\( [\w. ()]*\) ")
_FIXED = frozenset(("static", "const"))


def only_unused_went(base: Part, head: Part) -> bool:
    """Whether a class differs only in such fields that went."""
    language = head.behaviour().language.name
    if head.kind != "class" or language not in _LANGUAGES or len(base.tokens) <= len(head.tokens):
        return False
    if base.signature != head.signature:
        return False
    before, after = _statements(base.inner), _statements(head.inner)
    gone = _without(before, after)
    return bool(gone) and all(_is_unused(base, statement) for statement in gone)


@cache
def _read() -> frozenset[str]:
    """The fields that a language reads by their names: `read` of `config/made.toml`."""
    return frozenset(bundled_toml("made.toml")["read"])


def _statements(tokens: Tokens) -> list[Tokens]:
    """The statements between the brackets of a class, what stands behind the last of them too."""
    found: list[list[str]] = [[]]
    depth = 0
    for token in tokens[1:-1]:
        depth += (token in "([{") - (token in ")]}")
        found[-1].append(token)
        if token == ";" and not depth:
            found.append([])
    return [tuple(statement) for statement in found]


def _without(before: list[Tokens], after: list[Tokens]) -> list[Tokens]:
    """What of `before` is not in `after`, which has everything else in the same order; nothing where it has not."""
    rest, gone = list(after), []
    for statement in before:
        if rest and rest[0] == statement:
            rest.pop(0)
        else:
            gone.append(statement)
    return [] if rest else gone


def _is_unused(part: Part, statement: Tokens) -> bool:
    declared = statement[: statement.index("=")] if "=" in statement else statement[:-1]
    value = statement[len(declared) + 1 : -1]
    name = declared[-1] if declared else ""
    if (
        name in _read()
        or statement[-1:] != (";",)
        or not name.isidentifier()
        or "@" in statement
        or not is_private(part, name)
    ):
        return False
    if _FIXED.isdisjoint(declared) and ("@" in part.signature or "[" in part.signature):
        return False  # what a framework reads or writes by its name
    named = part.behaviour().tokens(((0, len(part.text)),)).count(name)
    return named == 1 and _does_nothing(value) and re.search(rf"\b{name}\b", _texts(part)) is None


def _does_nothing(value: Tokens) -> bool:
    """Whether nothing is run for a value but what makes a logger."""
    return (
        all(map(is_literal, value)) or _LOGGER.fullmatch("".join(f"{token} " for token in value)) is not None
    )


def _texts(part: Part) -> str:
    """The literals of the file, which may hold names."""
    return " ".join(token for token in part.behaviour().tokens(((0, len(part.text)),)) if token[0] == "\x02")
