"""The suppressions of one text, each with its reason and the code it stands at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.suppressions.markers import Attribute, Marker
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.syntax.comments import Comment

_SEGMENT = regex(r"(?:^|\s)(?:#|//)\s*")
_AROUND = " \t-–—:;,.(){}[]*/#!|<>="
_BLANKS, _BETWEEN = regex(r"\s+"), regex(r"[,\s]+")
_WORDS = regex(r"[^\W\d_]{2,}")


class Found(Record):
    """A suppression of one rule. `context`: the code it is for, without layout."""

    tool: str
    rule: str
    reason: str
    line: int
    context: str


def in_comments(comments: list[Comment], text: str, markers: list[Marker]) -> Iterator[Found]:
    """The suppressions that stand in comments, one for each rule."""
    lines = text.split("\n")
    whole = {line for c in comments if c.alone for line in range(c.line, c.end_line + 1)}
    above = ("", -1)  # the text of the last comment line that stood alone and was none itself, and its number
    for comment in comments:
        for number, body in comment.lines():
            hits = list(_hits(body, markers))
            for marker, found, reason in hits:
                reason = reason or (above[0] if above[1] == number - 1 else "")
                context = _context(lines, number, whole, comment)
                for rule in _rules(found.groupdict().get("rule")):
                    yield Found(marker.tool, rule, reason, number, context)
            if number in whole:
                above = (_reason(body) if not hits else above[0] if above[1] == number - 1 else "", number)


def in_attributes(
    nodes: list[SgNode], comments: list[Comment], text: str, known: list[Attribute], markers: list[Marker]
) -> Iterator[Found]:
    """The suppressions that attributes and annotations make, one for each rule."""
    lines = text.split("\n")
    spoken = {
        c.end_line: _reason(" ".join(body for _, body in c.lines() if not any(_hits(body, markers))))
        for c in comments
    }
    for node in nodes:
        source, kind, span = node.text(), node.kind(), node.range()
        for attribute in known:
            match = attribute.pattern.match(source) if kind in attribute.kinds else None
            if match is None:
                continue
            inside = source[match.end() :]
            told = attribute.reason.search(inside) if attribute.reason else None
            first, last = span.start.line + 1, span.end.line + 1
            reason = told[1].strip() if told else spoken.get(last) or spoken.get(first - 1) or ""
            context = _code_below(lines, span.start.line, source)
            rules = (found.group(found.lastindex or 0) for found in attribute.rules.finditer(inside))
            for rule in dict.fromkeys(rules) or ("",):
                yield Found(attribute.tool, rule, reason, first, context)


def _hits(body: str, markers: list[Marker]) -> Iterator[tuple[Marker, re.Match[str], str]]:
    """(marker, match, reason beside it) of a comment line; several may stand behind each other."""
    starts = [0, *(found.end() for found in _SEGMENT.finditer(body) if found.end())]
    matches = [
        (marker, found) for at in dict.fromkeys(starts) for marker in markers
        if (found := marker.pattern.match(body, at))
    ]  # fmt: skip
    matches = list({(m.tool, found.end()): (m, found) for m, found in matches}.values())
    rest = body
    for _, found in matches:
        rest = rest.replace(found[0], " ", 1)
    for marker, found in matches:
        yield marker, found, _reason(rest)


def _reason(text: str) -> str:
    """What of a comment says why: words beside the marker, "" without any."""
    said = _BLANKS.sub(" ", text).strip(_AROUND)
    return said if len(_WORDS.findall(said)) >= 2 or (len(said) > 8 and _WORDS.search(said)) else ""


def _rules(told: str | None) -> list[str]:
    return [rule for rule in _BETWEEN.split(told or "") if rule] or [""]


def _context(lines: list[str], number: int, whole: set[int], comment: Comment) -> str:
    """The code that a comment is for: on its line, else on the next line that is no comment."""
    if not comment.alone:
        line = lines[comment.line - 1]
        return _plain(line.partition(comment.text.split("\n")[0])[0])
    for below in range(number, min(number + 8, len(lines))):
        if below + 1 not in whole and lines[below].strip():
            return _plain(lines[below])
    return ""


def _code_below(lines: list[str], start: int, source: str) -> str:
    rest = "\n".join(lines[start : start + 8 + source.count("\n")])
    after = rest.partition(source)[2].split("\n")
    return next((_plain(line) for line in after if line.strip(" \t]")), "")


def _plain(line: str) -> str:
    return re.sub(r"\s+", "", line)
