"""Lines of a report: prose wraps, paths and commands never do, and paths link to where they lead."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import relpath
from typing import TYPE_CHECKING

from reviewlint.regex import regex
from reviewlint.report.model import Line, Report, Span, Style
from reviewlint.report.safe import clean
from reviewlint.report.safe import path as clean_path

if TYPE_CHECKING:
    from reviewlint.checklist.model import Evidence, Finding

_WORDS = regex(r"(?:`[^`]*`|[^ ])+")
BRACKET: dict[str, str] = {
    "failed": "[!]",
    "needs-human": "[?]",
    "waived": "[~]",
    "passed": "[x]",
    "not-applicable": "[-]",
    "not-evaluated": "[E]",
}


def wrap(text: str, width: int, first: int, rest: int) -> list[str]:
    """`text` broken at blanks: `first` columns of line 1 are taken, the other lines are indented by `rest`.

    A word longer than the line stands on its own and is never broken; `a command` counts as one word.
    """
    lines, current, room = [], "", width - first
    for word in _WORDS.findall(text):
        if current and len(current) + 1 + len(word) > room:
            lines.append(current)
            current, room = word, width - rest
        else:
            current = f"{current} {word}" if current else word
    return [lines[0], *(" " * rest + line for line in [*lines[1:], current])] if lines else [current]


def plain(text: str) -> Line:
    """A line without any meaning in its parts."""
    return (Span(text),)


def prose(report: Report, label: str, text: str, indent: int) -> Iterator[Line]:
    """`label text`, wrapped; continued lines stand under the text."""
    head = " " * indent + label
    for number, part in enumerate(wrap(clean(text), report.look.width, len(head), len(head))):
        yield plain(head + part if number == 0 else part)


def row(report: Report, style: Style, identifier: str, text: str, column: int) -> Iterator[Line]:
    """`[!] id   text`: on a narrow screen the id stands alone and the text below it."""
    bracket = Span(BRACKET[style], style)
    if report.look.width < 76 and len(identifier) + len(text) + 6 > report.look.width:
        yield (bracket, Span(f" {identifier}"))
        yield from prose(report, "", text, 4)
        return
    gap = max(column - len(identifier), 2) if report.look.width >= 76 else 2
    head = f" {identifier}{' ' * gap}"
    lines = wrap(clean(text), report.look.width, 3 + len(head), 3 + len(head))
    yield (bracket, Span(head + lines[0]))
    yield from map(plain, lines[1:])


def places(report: Report, items: tuple[Finding | Evidence, ...], indent: int) -> Iterator[Line]:
    """Each finding or piece of evidence: its place, then what is there; messages stand in one column."""
    shown = [(place(report, item), item) for item in items]
    usual = [len(text) for text, item in shown if len(text) <= 44]
    column = max(usual, default=0) + 2
    for text, item in shown:
        yield from _place(report, text, item, indent, column)


def place(report: Report, item: Finding | Evidence) -> str:
    """`path:line`, relative to where the reader stands; "" for something without a path."""
    if not item.path:
        return ""
    shown = clean_path(relpath(item.path, report.prefix) if report.prefix else item.path)
    return f"{shown}:{item.line}" if item.line else shown


def _place(report: Report, text: str, item: Finding | Evidence, indent: int, column: int) -> Iterator[Line]:
    message = clean(item.message)
    if not text:
        yield from prose(report, "", message, indent)
        return
    head: Line = (Span(" " * indent), Span(text, "path", _link(report, item)))
    taken = indent + max(column, len(text) + 2)
    if not message:
        yield head
    elif taken + len(message) <= report.look.width or (taken <= 40 and report.look.width >= 76):
        lines = wrap(message, report.look.width, taken, taken)
        yield (*head, Span(" " * (taken - indent - len(text)) + lines[0]))
        yield from map(plain, lines[1:])
    else:
        yield head
        yield from prose(report, "", message, indent + 2)


def _link(report: Report, item: Finding | Evidence) -> str:
    if not report.look.links or not report.root:
        return ""
    from urllib.parse import quote

    return "file://" + quote(f"{report.root}/{item.path}", errors="surrogateescape")


def text_of(report: Report, lines: Iterator[Line]) -> str:
    """The lines as plain text, each made harmless, in ASCII where nothing else can be shown."""
    return "".join(finished(report, "".join(s.text for s in line)) + "\n" for line in lines)


def finished(report: Report, text: str) -> str:
    """A whole line, as it may leave the program."""
    from reviewlint.report.safe import ascii_only, line

    text = line(text.rstrip())
    return text if report.look.unicode else ascii_only(text)
