"""What a new unit does, as it could stand in the place of its call: its statements or its value, and its parameters.

The words of all languages for this are in `config/cutout.toml`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from reviewlint.data import bundled_toml
from reviewlint.enclosed import closing
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.tables import with_sets

if TYPE_CHECKING:
    from collections.abc import Collection

    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.moved.moves import Pair
    from reviewlint.facts.units.side import Part

_FUNCTIONS = ("function", "method")
_MOST = 3_000  # tokens
_NAME = regex(r"[A-Za-z_]\w*\Z")


class Body(Record):
    """What a unit does: its tokens, whether they are one value, what it gives back at its end, and what it takes.

    What it gives back is `return` where it has several ways out.
    """

    name: str
    tokens: Tokens
    is_value: bool
    given: Tokens
    takes: tuple[str, ...]
    part: Part


@cache
def words() -> dict[str, Any]:
    """The table of `config/cutout.toml`, its lists as sets."""
    return with_sets(bundled_toml("cutout.toml"))


def body_of(pair: Pair, moved: Collection[int]) -> Body | None:
    """What a unit does that only one side has."""
    part = pair.head if pair.base is None else pair.base if pair.head is None else None
    if part is None or id(part) in moved or part.kind not in _FUNCTIONS or not part.inner:
        return None
    if {*part.decorators} - {"staticmethod"} or not words()["later"].isdisjoint(part.signature):
        return None
    language = part.behaviour().language.name
    tokens = _unframed(part.inner)
    if not tokens or len(tokens) > _MOST or not words()["bound"].isdisjoint(tokens):
        return None
    takes = _parameters(part, language)
    leaves = words()["leaves"] | set(words()["leaves_in"].get(language, ()))
    made = _parted(tokens, language, part.inner[:1] == ("=",) or part.signature[-2:] == ("=", ">"))
    if takes is None or made is None or not (leaves - {*made[2]}).isdisjoint(made[0]):
        return None
    return Body(part.name.rpartition(".")[2], *made, takes, part)


def _unframed(tokens: Tokens) -> Tokens:
    """A body without what stands around it."""
    if tokens[:1] == ("=",):
        tokens = tokens[2:] if tokens[1:2] == (">",) else tokens[1:]
    if tokens[:1] == ("{",) and closing(tokens, 0) == len(tokens) - 1:
        tokens = tokens[1:-1]
    elif tokens[:1] == (">",):
        tokens = tokens[1:]
    return tokens


def _parted(tokens: Tokens, language: str, is_value: bool) -> tuple[Tokens, bool, Tokens] | None:
    """What a body does, whether it is one value, and what it gives back at its end; None where that is more."""
    tokens = tokens[:-1] if tokens[-1:] == ("end",) else tokens
    if tokens[:1] == ("return",) and tokens.count("return") == 1:
        value = tokens[1:-1] if tokens[-1] == ";" else tokens[1:]
        return (value, True, ()) if value and ";" not in value else None
    if is_value or (language in words()["last_value"] and _is_one_value(tokens)):
        return (tokens, True, ()) if ";" not in tokens else None
    if "return" not in tokens:
        return None if language in words()["last_value"] else (tokens, False, ())
    at = tokens.index("return")
    given = tuple(token for token in tokens[at + 1 :] if token not in ";$")
    if len(given) != 1 or not _NAME.match(given[0]) or tokens.count("return") > 1:
        return tokens, False, ("return",)
    return tokens[:at], False, given


def _is_one_value(tokens: Tokens) -> bool:
    """Whether a body of a language without `return` is one value, as there are no statements in it."""
    return not {";", "let", "if", "do", "case", "while", "for", "unless", "=", "{", "end"} & set(tokens)


def _parameters(part: Part, language: str) -> tuple[str, ...] | None:
    """The names of what a unit takes; None where one is not sure to be handed in by its place."""
    head, name = part.signature, part.name.rpartition(".")[2]
    at = len(head) - 1 - head[::-1].index(name) if name in head else -1
    opened = next((place for place in range(at + 1, len(head)) if head[place] == "("), -1) if at >= 0 else -1
    if opened < 0:
        return () if language in words()["bare"] and "(" not in head else None
    found = [_parameter(some, language) for some in listed(head[opened + 1 : closing(head, opened)])]
    return tuple(found) if all(found) else None


def _parameter(taken: Tokens, language: str) -> str:
    """The name of what is taken; "" where that is not sure to be handed in by its place."""
    last = language in words()["named_last"]
    before = taken[: taken.index(":")] if ":" in taken and not last else taken
    names = [word for word in before if _NAME.match(word)]
    if not names or "=" in taken or (not last and not {"*", ".", "{", "["}.isdisjoint(before[:1])):
        return ""
    return names[-1] if last or ":" in taken else names[0]


def listed(tokens: Tokens) -> list[Tokens]:
    """What stands between commas that stand in no further bracket."""
    found: list[list[str]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token in "([{<") - (token in ")]}>")
        if token == "," and not depth:
            found.append([])
        else:
            found[-1].append(token)
    return [tuple(one) for one in found if one]
