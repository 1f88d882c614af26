"""One more option, with a literal, of something that is not of here: how long it waits, how a widget of a page shows.

What is verified, escaped or allowed is none, nor what is sent, asked for or limited: that decides something.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reviewlint.data import bundled_toml
from reviewlint.enclosed import open_at, opening
from reviewlint.facts.casing import humps
from reviewlint.facts.units.literals import TEXT, is_literal, spaced, table
from reviewlint.facts.units.stretches import slid
from reviewlint.facts.units.trivial.made import reduced
from reviewlint.regex import regex

if TYPE_CHECKING:
    import re

    from reviewlint.facts.units.behaviour import Tokens

_LONGEST = 30  # tokens
_AMOUNT = regex(r"\x02?[^\x02]*\d[\w.]*[^\x02]*\Z")
_ONE = r"\x02?\w+ (?:: |= > |= )\S+ "
_PAIRS = regex(rf"(?:, )?({_ONE}(?:, {_ONE})*)(?:, )?")
_OBJECT = regex(r"(?:, )?\{ (.*)\} ")
_PAIR = regex(r"(?:, )?(\w+) (?:: |= )(\S+) ")
_LINK = regex(r"\. (\w+) \( (\S+) \) ")
_GIVEN = ("(", "{", "[")
_DEFINES = frozenset(("def", "function", "fun", "fn", "func", "class"))
_PAGE = ("$", "jQuery")


def is_option(run: Tokens, tokens: Tokens, at: int) -> bool:
    """Whether a run that came in `tokens` at `at` is such options: pairs, an object of them, a link of a chain."""
    if not 0 < len(run) <= _LONGEST:
        return False
    return any(
        _is_tuned(one, tokens, place) or _is_shown(one, tokens, place) for one, place in slid(run, tokens, at)
    )


def _is_tuned(run: Tokens, tokens: Tokens, at: int) -> bool:
    """Whether all that a run gives is how long or how much, by names that say so, to a call or to what is made."""
    shape = _shape(run)
    link = _LINK.fullmatch(shape)
    if link is not None:
        return _tunes(link[1], link[2])
    opened = next(open_at(tokens, at), -1)
    if opened < 1 or tokens[opened] not in _GIVEN:
        return False
    inner = _OBJECT.fullmatch(shape)
    pairs = _pairs(inner[1] if inner else shape)
    return bool(pairs) and _is_handed(tokens, opened) and all(_tunes(name, value) for name, value in pairs)


def _is_handed(tokens: Tokens, opened: int) -> bool:
    """Whether a bracket is that of a call, or of an object or list that is an argument: no parameters."""
    before = tokens[opened - 1]
    if tokens[opened] == "(":
        named = before.isidentifier() and before not in table().decides
        return named and tokens[max(opened - 2, 0)] not in _DEFINES and tokens[max(opened - 3, 0)] != "func"
    if before in ("(", ","):
        outer = next(open_at(tokens, opened), -1)
        return outer > 0 and tokens[outer] == "(" and tokens[outer - 1].isidentifier()
    return False


def _is_shown(run: Tokens, tokens: Tokens, at: int) -> bool:
    """Whether a run is one pair of the options of what draws: a hook, a plug-in of a page, a widget that is made."""
    pair = _PAIR.fullmatch(_shape(run))
    places = open_at(tokens, at)
    opened, call = next(places, 0), next(places, 0)
    if pair is None or not call or tokens[opened] != "{" or tokens[call] != "(":
        return False
    if not is_literal(pair[2]) or not table().settles.isdisjoint(humps(pair[1])):
        return False
    name = tokens[call - 1]
    draws = name.endswith(tuple(table().widgets))
    if call + 1 == opened and name.startswith("use"):
        return draws
    if draws and tokens[call - 2] == "new":
        return True
    return call + 1 == opened and tokens[call - 3 : call - 1] == (")", ".") and _is_plugin(tokens, call)


def _is_plugin(tokens: Tokens, call: int) -> bool:
    """Whether what is called at `call` is called on elements of a page, and by its name makes something of them."""
    opened = opening(tokens, call - 3)
    return opened > 0 and tokens[opened - 1] in _PAGE and tokens[call - 1] not in table().elementary


def _shape(run: Tokens) -> str:
    """The run as a text, each value without blanks in it."""
    return spaced(reduced(run))


def _pairs(shape: str) -> list[tuple[str, str]]:
    found = _PAIRS.fullmatch(shape)
    pairs = [part.split() for part in found[1].split(", ")] if found else []
    return [(pair[0].lstrip(TEXT), pair[-1]) for pair in pairs]


def _tunes(name: str, value: str) -> bool:
    """Whether a name says that its value only is how long or how much, and that is an amount."""
    known = is_literal(value) and not value[:1].isalpha()
    return (
        known and _AMOUNT.match(value) is not None and _tuning().fullmatch(name.replace("_", "")) is not None
    )


@cache
def _tuning() -> re.Pattern[str]:
    return regex(bundled_toml("trivial.toml")["tunes"])
