"""What a GraphQL schema declares: its types and their fields. Arguments and descriptions are no declarations."""

from __future__ import annotations

from collections.abc import Iterator

from reviewlint.regex import regex

_SAID = regex(r'"""[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*"""|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*"|\#[^\n]*+')
_BRACKET = regex(r"[()]")
_INK = regex(r"[^\n]")
_DECLARED = regex(
    r"(?m)^[ \t]*+(?:extend\s++)?"
    r"(?:(?:type|enum|input|interface|union|scalar|directive)\s++@?(\w++)|(schema)\b(?!\s*+:))"
    r"|(?:^|[{,])[ \t]*+(\w++)\s*+:\s*+[\[\w]"
)


def quiet(text: str) -> str:
    """The schema with blanks for its descriptions, strings and comments; lines stay lines."""
    return _SAID.sub(lambda found: _INK.sub(" ", found[0]), text)


def bare(text: str) -> str:
    """The schema with blanks for its descriptions, strings, comments and arguments; lines stay lines."""
    clean = quiet(text)
    pieces, depth, start = [], 0, 0
    for found in _BRACKET.finditer(clean):
        depth = max(depth + (1 if found[0] == "(" else -1), 0)
        if found[0] == "(" and depth == 1:
            pieces.append(clean[start : found.start()])
            start = found.start()
        elif found[0] == ")" and depth == 0:
            pieces.append(_INK.sub(" ", clean[start : found.end()]))
            start = found.end()
    return "".join((*pieces, clean[start:]))


def declared(text: str) -> Iterator[tuple[str, int]]:
    """(name, line) of each type and, as `Type.field`, of each of its fields."""
    clean = bare(text)
    owner, line, seen = "", 1, 0
    for found in _DECLARED.finditer(clean):
        start = found.start(found.lastindex or 0)
        line, seen = line + clean.count("\n", seen, start), start
        if found[3]:
            yield f"{owner}.{found[3]}", line
            continue
        owner = found[1] or found[2]
        if found[1]:
            yield owner, line
