"""Settings of an application that stand in the body of its class, as Rails has them: `config.time_zone = "UTC"`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reviewlint.facts.units.inert import inert_of
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.units.side import Part
    from reviewlint.syntax.language import Language

_HEAD = 300  # characters in which the class and its base are named


def only_settles(base: Part, head: Part, language: Language) -> bool:
    """Whether two forms of an application's class differ in lines that only set it up or load a file.

    A line of more than one, of a block, or under a condition is told from them by the rest of it.
    """
    settings = inert_of(language).settings
    if head.kind != "class" or not settings:
        return False
    application, line = map(regex, settings)
    if not application.match(head.own_text[:_HEAD]) or not application.match(base.own_text[:_HEAD]):
        return False
    before, after = _lines(base), _lines(head)
    apart = (before - after) + (after - before)
    return bool(apart) and all(line.fullmatch(one) for one in apart)


def _lines(part: Part) -> Counter[str]:
    lines = (line.partition(" #")[0].strip() for line in part.own_text.split("\n"))
    return Counter(line for line in lines if line and not line.startswith("#"))
