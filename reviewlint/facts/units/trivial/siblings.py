"""Statements and elements that an edit adds beside others that differ from them in literals alone: one more of many."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from reviewlint.facts.units.literals import TEXT, table
from reviewlint.facts.units.stretches import stretches
from reviewlint.facts.units.trivial.texts import is_query
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.units.side import Part

_LINES, _BLOCK = 600, 30  # that are compared, and that came in one place
_OTHERS = 2
_LITERAL = regex(
    r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`[^`$\\]*`|(?<![\w.$])\d[\w.]*|\b(?:true|false|True|False|null|None|nil)\b"
)
_WORD = regex(r"[A-Za-z_]\w*")
_WORDS = regex(r"(\b[A-Za-z_]\w*)")
_SPACE = regex(r"\s+")
_MARKUP = regex(r"</[A-Za-z]|/>")
_CALL = regex(r"[\w)\]]\s*[(\[{]|</|/>")
_SIGNS = regex(r"[?!|+*/%~&^]|-(?!>)|==|<=|>=")  # that decide or compute
_OF_MARKUP = frozenset(("if", "return"))


def adds_siblings(base: Part, head: Part) -> bool:
    """Whether all that came are whole lines, each run of which two others of the unit are like but for literals."""
    old, new = _lines(base), _lines(head)
    if not len(old) < len(new) <= _LINES:
        return False
    runs, before = stretches(tuple(old), tuple(new)), _SPACE.sub("", base.own_text)
    return bool(runs) and all(
        not gone
        and len(came) <= _BLOCK
        and any(_is_one_more(block, before) for block in _slid(new, at, at + len(came)))
        for gone, came, _, at in runs or ()
    )


def _lines(part: Part) -> list[str]:
    return [line for line in map(str.strip, part.own_text.split("\n")) if line]


def _slid(lines: list[str], start: int, end: int) -> Iterator[list[str]]:
    """A run of lines, as it stands and further up where what is before it is also its end."""
    yield lines[start:end]
    for _ in range(end - start - 1):
        start, end = start - 1, end - 1
        if start < 0 or lines[start] != lines[end]:
            return
        yield lines[start:end]


def _is_one_more(block: list[str], before: str) -> bool:
    """Whether a block is one or more of the same shape, of which there were two before."""
    for length in range(1, len(block) + 1):
        pieces = [block[at : at + length] for at in range(0, len(block), length)]
        if len(block) % length or not all(map(_repeats_nothing, pieces)):
            continue
        pattern = _pattern(_SPACE.sub("", "".join(pieces[0])))
        if pattern is None or not all(pattern.fullmatch(_SPACE.sub("", "".join(piece))) for piece in pieces):
            continue
        if sum(1 for _ in islice(pattern.finditer(before), _OTHERS)) == _OTHERS:
            return True
    return False


def _pattern(text: str) -> re.Pattern[str] | None:
    """What is like `text` but for its literals, and for the names that one of them holds; None without a literal."""
    names: dict[str, str] = {}
    parts: list[str] = []
    at = 0
    for number, found in enumerate(_LITERAL.finditer(text)):
        parts += (
            _named(text[at : found.start()], names),
            rf"(?:[\"'`](?P<l{number}>[^\"'`]*)[\"'`]|\w[\w.]*)",
        )
        at = found.end()
        if found[0][0] in "\"'`":
            names.setdefault(found[0][1:-1], f"(?P=l{number})")
    return re.compile("".join((*parts, _named(text[at:], names)))) if parts else None


def _named(text: str, names: dict[str, str]) -> str:
    """A stretch between literals, with what refers to one of them in the place of its name."""
    return "".join(names.get(piece) or re.escape(piece) for piece in _WORDS.split(text))


def _repeats_nothing(lines: list[str]) -> bool:
    """Whether lines are in pairs of brackets, call or draw something, and hold nothing that decides."""
    text = "\n".join(lines)
    bare = _LITERAL.sub("", text)
    if any(bare.count(one) != bare.count(other) for one, other in ("()", "[]", "{}")) or not _CALL.search(
        bare
    ):
        return False
    if any(is_query(TEXT + found.strip("\"'`")) for found in _LITERAL.findall(text)):
        return False
    decides = table().decides.intersection(_WORD.findall(bare))
    if _MARKUP.search(bare):
        return decides <= _OF_MARKUP
    return not decides and _SIGNS.search(bare) is None
