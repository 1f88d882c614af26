"""What a bug fix should come with: a test of the repaired code, the cause in words, a word on wrong data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reviewlint.enclosed import COMMENT, without
from reviewlint.facts.wording import patterns, says

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import TestUse, Unit

_SECTION = 4  # words: less says nothing
_LEAST = {"cause": 7, "data": 3}
_LONGEST = 100
_NEAR = 4  # lines
_FRONT = re.compile(r"\.(tsx|jsx|vue|svelte|html|css|erb)$|\.component\.ts$")  # what asks others to write
_NOISE = re.compile(
    r"(?im)^(signed-off-by|co-authored-by|reviewed-by|change-id|cc|closes?|fix(es|ed)?|refs?|see|resolves?)\b.*$|^-+$"
)


class Place(NamedTuple):
    """A place in the head side and what stands there."""

    path: str
    line: int
    text: str


class Repair(NamedTuple):
    """What a repair consists of and comes with.

    `units`: what behaves otherwise; `tests`: (unit, test in the change that exercises it); `cause` and `data`:
    the words of the text that name them, "" where none do; `writes`: where repaired code writes or pays;
    `migration`: an added file that may repair data.
    """

    units: tuple[Unit, ...] = ()
    tests: tuple[tuple[Unit, TestUse], ...] = ()
    cause: str = ""
    data: str = ""
    writes: tuple[Place, ...] = ()
    migration: str = ""


def establish(facts: Facts) -> Repair:
    """What the change, as a repair, comes with. Meaningful where the description says it is one."""
    units = tuple(u for u in facts.units.units if u.behaviour)
    tests = tuple((u, t) for u in units for t in u.tests if t.how == "in-diff")
    migration = next((f.path for f in facts.files if f.role == "migration" and f.status == "added"), "")
    return Repair(units, tests, _said(facts, "cause"), _said(facts, "data"), _writes(facts, units), migration)


def _said(facts: Facts, table: str) -> str:
    """The words of the text that speak of `table`: a filled section with such a title, or a sentence."""
    for section in facts.text.sections:
        if says(table, "headings", section.title) and len(_told(section.body).split()) >= _SECTION:
            return section.title
    for sentence in _sentences(facts.text.body):
        if len(sentence.split()) >= _LEAST[table] and says(table, "said", sentence):
            return sentence if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST]}…"
    return ""


def _sentences(body: str) -> list[str]:
    """The sentences of the prose; a line of a list is one."""
    prose = re.sub(r"\n(?=\s*([-*+]|\d+[.)])\s)", "\n\n", _told(body))
    return [" ".join(piece.split()) for piece in re.split(r"\n\s*\n|(?<=[.!?])\s+(?=[A-Z`])", prose)]


def _writes(facts: Facts, units: tuple[Unit, ...]) -> tuple[Place, ...]:
    """The lines inside changed units, near an added line, that write or pay."""
    return tuple(place for unit in units if unit.change != "removed" and (place := _write(facts, unit)))


def _write(facts: Facts, unit: Unit) -> Place | None:
    """The first line of a unit that writes or pays at or near a line that the change adds."""
    added = facts.change.added_lines(facts.sources.file(unit.path))
    if not any(unit.line <= number <= unit.end_line for number in added) or _FRONT.search(unit.path):
        return None
    lines = (facts.sources.text(unit.path, "head") or "").split("\n")[unit.line - 1 : unit.end_line]
    for number, line in enumerate(lines, unit.line):
        near = number in added or (
            unit.name and not added.isdisjoint(range(number - _NEAR, number + _NEAR + 1))
        )
        if near and any(pattern.search(line) for pattern in patterns("data", "writes")):
            return Place(unit.path, number, unit.name or "the code here")
    return None


def _told(text: str) -> str:
    """A text without comments, trailers and rules."""
    return _NOISE.sub("", without(text, COMMENT))
