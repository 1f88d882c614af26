"""Statements that set the process up with nothing but literals: `System.setProperty("headless", "true")`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reviewlint.data import bundled_toml
from reviewlint.facts.units.literals import shape_of
from reviewlint.facts.units.stretches import slid
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    import re

    from reviewlint.facts.units.behaviour import Tokens

_LONGEST = 60  # tokens


class _Table(Record):
    words: frozenset[str]
    statements: re.Pattern[str]
    decides: re.Pattern[str]


@cache
def _table() -> _Table:
    data = bundled_toml("trivial.toml")["process"]
    some = "|".join(data["statements"])
    return _Table(frozenset(data["words"]), regex(rf"(?:(?:{some}) (?:; )?)+"), regex(data["decides"]))


def sets_process_up(run: Tokens, tokens: Tokens, at: int) -> bool:
    """Whether a run is such statements, of which none by its texts decides what is trusted, or where something is."""
    table = _table()
    if len(run) > _LONGEST or table.words.isdisjoint(run):
        return False
    if any(map(table.decides.search, run)):
        return False
    return any(table.statements.fullmatch(shape_of(one)) for one, _ in slid(run, tokens, at))
