"""Lines that only say when a job runs, as Laravel and Hangfire have them: a table of jobs that is written in code."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from reviewlint.data import bundled_toml
from reviewlint.facts.units.literals import is_literal
from reviewlint.regex import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.side import Part

_ENDS = frozenset((";", "{", "}"))


def only_schedules(base: Part, head: Part) -> bool:
    """Whether two forms of a function differ in statements alone that schedule a job with literals.

    A condition, or a function that is scheduled as it stands there, is none.
    """
    words, way = _way()
    if words.isdisjoint(head.inner):
        return False
    before, after = Counter(_statements(base.tokens)), Counter(_statements(head.tokens))
    apart = (before - after) + (after - before)
    return bool(apart) and all(way.fullmatch(one) for one in apart)


def _statements(tokens: Tokens) -> Iterator[str]:
    """The statements, also those in blocks, with a sign in the place of each literal."""
    found: list[str] = []
    for token in (*tokens, ";"):
        if token not in _ENDS:
            found.append("L " if is_literal(token) else f"{token} ")
        elif found:
            yield "".join(found)
            found = []


@cache
def _way() -> tuple[frozenset[str], re.Pattern[str]]:
    """The words one of which stands in any such function, and what a statement looks like."""
    data = bundled_toml("trivial.toml")["schedules"]
    return frozenset(data["words"]), regex("|".join(data["statements"]))
