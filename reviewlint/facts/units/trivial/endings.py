"""What a method lets go of that a framework calls when a view or an object ends: its fields, its subscriptions.

Nothing that anyone could look at afterwards: what is let go of belongs to what has ended. What runs later asks first
whether it is still there.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reviewlint.data import bundled_toml
from reviewlint.enclosed import closing
from reviewlint.facts.units.literals import shape_of
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable

    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.side import Part

_LONGEST = 200  # tokens
_MOST = 3_000  # the same of a function in which something is asked
_CLEARS = regex(r"(?<![^ ])(?:this \. |self \. )?(\w+) = L (?:; )?")
_ASKS = 7  # tokens of `if (x != null)`


class _Table(Record):
    methods: frozenset[str]
    above: re.Pattern[str]
    releases: re.Pattern[str]


@cache
def _table() -> _Table:
    data = bundled_toml("trivial.toml")["endings"]
    some = "|".join(data["statements"])
    one = rf"(?:(?:{some}) (?:; )?)"
    guarded = rf"if (?:{'|'.join(data['guards'])}) (?:\{{ {one}+\}} |{one})(?!else )"
    return _Table(frozenset(data["methods"]), regex(data["above"]), regex(rf"(?<![^ ])(?:{guarded}|{one})"))


def only_lets_go(part: Part) -> bool:
    """Whether such a method does nothing else, but for what the one above it does."""
    if not _ends(part):
        return False
    text = shape_of(part.inner)
    rest = _without(text)
    return rest != text and _table().above.sub("", rest).strip("{} ") in ("", "end")


def lets_go_otherwise(base: Part, head: Part) -> bool:
    """Whether two forms of such a method differ in nothing else."""
    if not _ends(head) or base.signature != head.signature:
        return False
    return _without(shape_of(base.inner)) == _without(shape_of(head.inner))


def asks_for_released(base: Part, head: Part, standing: Callable[[], Iterable[Part]]) -> bool:
    """Whether `head` only asks first for a field that such a method of its file, of which `standing` are the units,
    lets go of: `if (view != null) { view.show(); }`."""
    after = head.tokens
    if after.count("if") <= base.tokens.count("if") or len(after) > _MOST:
        return False
    fields = {name for part in standing() if _ends(part) for name in _CLEARS.findall(shape_of(part.inner))}
    bare = _unasked(after, fields)
    return bare != after and base.reworded == head.behaviour().reworded(bare)


def _unasked(tokens: Tokens, fields: set[str]) -> Tokens:
    """`tokens` without questions for one of `fields` around statements that begin with it."""
    for at in range(len(tokens) - 1, -1, -1):
        name = tokens[at + 2 : at + 3]
        if tokens[at] != "if" or not name or name[0] not in fields:
            continue
        opened = at + _ASKS
        if shape_of(tokens[at + 3 : opened + 1]) != "! = L ) { " or tokens[opened + 1 : opened + 2] != name:
            continue
        end = closing(tokens, opened)
        if tokens[end + 1 : end + 2] != ("else",):
            tokens = _unwrapped(tokens, at, tokens[opened + 1 : end], end + 1)
    return tokens


def _unwrapped(tokens: Tokens, start: int, body: Tokens, end: int) -> Tokens:
    """`tokens` with `body` from `start` to `end`; without braces where it is one statement and all of a lambda."""
    alone = tokens[start - 2 : start] == (">", "{") and tokens[end : end + 1] == ("}",)
    if alone and body[-1:] == (";",) and body.count(";") == 1:
        return (*tokens[: start - 1], *body[:-1], *tokens[end + 1 :])
    return (*tokens[:start], *body, *tokens[end:])


def _ends(part: Part) -> bool:
    return part.name.rpartition(".")[2] in _table().methods and 0 < len(part.inner) <= _LONGEST


def _without(text: str) -> str:
    return _table().releases.sub("", text)
