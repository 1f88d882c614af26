"""Contracts that go as was announced: their declaration said that they would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.surface.model import Contract

_SAYS = regex(r"(?i)\bdeprecat(?:ed|ion)\b|(?:@|\[)(?:deprecated|obsolete)\b")
_ABOVE = regex(r"^\s*(?:@|#|//|/?\*|\[|\"\"\")")
_WORD = regex(r"[A-Za-z_]\w*")
_MOST_ABOVE, _MOST_BELOW = 20, 60  # lines


def announced(facts: Facts) -> frozenset[Contract]:
    """The removed contracts that were marked as deprecated, or were there for what was."""
    gone: dict[str, list[Contract]] = {}
    for one in facts.surface.changed:
        if one.change == "removed":
            gone.setdefault(one.path, []).append(one)
    return frozenset().union(*(_in_file(facts, path, ones) for path, ones in gone.items()))


def _in_file(facts: Facts, path: str, gone: list[Contract]) -> set[Contract]:
    lines = (facts.sources.text(path, "base") or "").split("\n")
    texts = {one: _declaration(lines, one.line) for one in gone}
    known = {one for one in gone if _SAYS.search(texts[one])}
    while fresh := _following(gone, known, texts):
        known |= fresh
    return known


def _following(gone: list[Contract], known: set[Contract], texts: dict[Contract, str]) -> set[Contract]:
    """What goes with what is known: a type of the schema that it names, and the fields of such a type."""
    words = {word for one in known for word in _WORD.findall(texts[one])}
    types = {one.name for one in known if one.kind == "schema"}
    return {
        one for one in gone
        if one not in known and one.kind == "schema"
        and (one.name in words or one.name.partition(".")[0] in types)
    }  # fmt: skip


def _declaration(lines: list[str], line: int) -> str:
    """The declaration that starts on a line, up to its last round bracket, and the marks and comments above it."""
    first = line - 1
    while first > 0 and line - first < _MOST_ABOVE and _ABOVE.match(lines[first - 1]):
        first -= 1
    last = line
    while last < min(len(lines), line + _MOST_BELOW) and _open("\n".join(lines[line - 1 : last])):
        last += 1
    return "\n".join(lines[first:last])


def _open(text: str) -> bool:
    return text.count("(") > text.count(")")
