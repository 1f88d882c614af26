"""A stretch of a unit that became the whole body of a new one of its file, or the other way round: a call stands there.

Smaller and stricter than what `relocated` knows again: token for token, the parameters for what is handed in.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from reviewlint.enclosed import closing
from reviewlint.facts.units.literals import table
from reviewlint.facts.units.moved.moves import touched
from reviewlint.facts.units.stretches import trimmed
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.moved.moves import Pair
    from reviewlint.facts.units.side import Part

_FEWEST = 4  # tokens that were cut out
_MOST, _USERS = 4_000, 200  # tokens of a unit, and units of a file that are looked at
_GLUE = 40  # tokens of a call and what its value is given to
_FUNCTIONS = ("function", "method")
_HANDS_ON = frozenset(("return", "await", "yield"))
_NAME = regex(r"[A-Za-z_]\w*\Z")
_SIGNS = frozenset("{};[],$<>.)")


def extracted(pairs: Iterable[Pair], moved: Collection[int]) -> frozenset[int]:
    """The ids of the `pairs` of which one is a stretch of the other, which now calls it, or did; both are such."""
    every = touched(pairs)
    users: dict[str, list[Pair]] = defaultdict(list)
    for pair in every:
        if pair.base and pair.head:
            users[pair.path].append(pair)
    found: set[int] = set()
    for new in every:
        small = new.head if new.base is None else new.base if new.head is None else None
        if (
            small is None
            or id(small) in moved
            or small.kind not in _FUNCTIONS
            or not 0 < len(users[new.path]) <= _USERS
        ):
            continue
        callers = [pair for pair in users[new.path] if _was_cut_out(pair, small, new.base is None)]
        found.update(map(id, (*callers, new) if callers else ()))
    return frozenset(found)


def _was_cut_out(pair: Pair, small: Part, cut_out: bool) -> bool:
    if pair.base is None or pair.head is None:
        return False
    whole, calling = (pair.base, pair.head) if cut_out else (pair.head, pair.base)
    name = small.name.rpartition(".")[2]
    if (
        max(len(whole.tokens), len(calling.tokens)) > _MOST
        or name not in calling.tokens
        or name in whole.tokens
    ):
        return False
    _, stretch, call = trimmed(whole.tokens, calling.tokens)
    if len(stretch) < _FEWEST or len(call) > _GLUE:
        return False
    if not table().decides.isdisjoint(set(call) - _HANDS_ON):
        return False
    return any(_is_all_of(part, small) for part in _handed(stretch, calling.tokens, name, small))


def _handed(stretch: Tokens, calling: Tokens, name: str, small: Part) -> Iterator[Tokens]:
    """The stretch as it stood, and with the parameters in the places of the names that the call hands in."""
    yield stretch
    at = calling.index(name)
    if calling[at + 1 : at + 2] != ("(",) or "(" not in small.signature:
        return
    given = [t for t in calling[at + 2 : closing(calling, at + 1)] if t != ","]
    opened = small.signature.index("(", small.signature.index(name) if name in small.signature else 0)
    taken = [t for t in small.signature[opened + 1 : closing(small.signature, opened)] if _NAME.match(t)]
    taken = [t for t in taken if t not in ("self", "this")]
    if len(given) == len(taken) and all(_NAME.match(one) for one in given):
        names = dict(zip(given, taken, strict=True))
        yield tuple(names.get(token, token) for token in stretch)


def _is_all_of(stretch: Tokens, small: Part) -> bool:
    """Whether the body of `small` is that stretch, beside what gives its value back."""
    inner, length = small.inner, len(stretch)
    for at in range(len(inner) - length + 1):
        if inner[at : at + length] == stretch:
            rest = (*inner[:at], *inner[at + length :])
            return _only_gives_back(rest)
    return False


def _only_gives_back(rest: Tokens) -> bool:
    """Whether tokens are names and brackets alone, and call nothing but what makes a list."""
    for at, token in enumerate(rest):
        if token == "(":
            if not at or rest[at - 1] not in table().lists | {"return"}:
                return False
        elif not (token in _SIGNS or token in _HANDS_ON or _NAME.match(token)):
            return False
    return table().decides.isdisjoint(set(rest) - _HANDS_ON)
