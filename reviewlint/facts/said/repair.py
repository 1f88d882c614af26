"""What a bug fix should come with: a test of the repaired code, the cause in words, a word on wrong data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.enclosed import COMMENT, without
from reviewlint.facts.said.wording import says
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import TestUse, Unit, Units

_SECTION = 4  # words: less says nothing
_LEAST = {"cause": 7, "data": 3}
_LONGEST = 100
_NEAR = 4  # lines
_NO_TEST = ("source", "docs", "manifest", "ci")  # roles of files that no test stands in, but beside the code
_FRONT = regex(r"\.(tsx|jsx|vue|svelte|html|css|erb)$|\.component\.ts$")  # what asks others to write
_REMARK = regex(r"^\s*(?:#|//+|/?\*+|--)\s*(\S.*)$")
_NOISE = regex(
    r"(?im)^(signed-off-by|co-authored-by|reviewed-by|change-id|cc|closes?|fix(es|ed)?|refs?|see|resolves?)\b.*$|^-+$"
)


class Place(Record):
    """A place in the head side and what stands there."""

    path: str
    line: int
    text: str


class Repair(Record):
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
    units = _changed(facts.units_tested_here)
    tests = _written(units)
    if not tests and _may_test(facts):  # by way of other code
        units = _changed(facts.units)
        tests = _written(units)
    migration = next((f.path for f in facts.files if f.role == "migration" and f.status == "added"), "")
    cause = _said(facts, "cause") or _in_title(facts) or _remarked(facts, units)
    return Repair(units, tests, cause, _said(facts, "data"), _writes(facts, units), migration)


def _may_test(facts: Facts) -> bool:
    """Whether the change holds a test, or what a test may compare with."""
    others = any(file.role not in _NO_TEST for file in facts.files)
    return others or bool(facts.test_changes.proving)


def _changed(found: Units) -> tuple[Unit, ...]:
    """The units that behave otherwise, the largest first."""
    changed = [unit for unit in found.units if unit.behaviour]
    return tuple(sorted(changed, key=lambda unit: (_holds_others(unit), -unit.size)))


def _written(units: tuple[Unit, ...]) -> tuple[tuple[Unit, TestUse], ...]:
    """The tests of the change that run them."""
    return tuple((unit, test) for unit in units for test in unit.tests if test.how == "in-diff")


def _said(facts: Facts, table: str) -> str:
    """The words of the text that speak of `table`: a filled section with such a title, or a sentence."""
    for section in facts.text.sections:
        if says(table, "headings", section.title) and len(_told(section.body).split()) >= _SECTION:
            return section.title
    for sentence in _sentences(facts.text.body):
        if len(sentence.split()) >= _LEAST[table] and says(table, "said", sentence):
            return sentence if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST]}…"
    return ""


def _holds_others(unit: Unit) -> bool:
    """Whether a unit is what others stand in: a method tells more of a repair than its class."""
    return unit.kind not in ("function", "method")


def _in_title(facts: Facts) -> str:
    """The title, where it says by what the fault comes about."""
    title = facts.text.title
    return title if says("cause", "titles", title) else ""


def _remarked(facts: Facts, units: tuple[Unit, ...]) -> str:
    """A comment that the repair leaves in the code and that gives a reason."""
    for unit in units if facts.text.source != "none" else ():
        added = facts.change.added_lines(facts.sources.file(unit.path)) if unit.change != "removed" else ()
        lines = (facts.sources.text(unit.path, "head") or "").split("\n")
        for number in sorted(added):
            if not unit.line <= number <= unit.end_line or number > len(lines):
                continue
            remark = _REMARK.search(lines[number - 1])
            if remark and says("cause", "remarks", remark[1]):
                return remark[1].strip()[:_LONGEST]
    return ""


def _sentences(body: str) -> list[str]:
    """The sentences of the prose; a line of a list is one."""
    prose = re.sub(r"\n(?=[ \t]*+([-*+]|\d+[.)])\s)", "\n\n", _told(body))
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
        if near and not _REMARK.match(line) and says("data", "writes", line):
            return Place(unit.path, number, unit.name or "the code here")
    return None


def _told(text: str) -> str:
    """A text without comments, trailers and rules."""
    return _NOISE.sub("", without(text, COMMENT))
