"""Texts that are put together, in one form: `"a" + b`, `f"a{b}"`, `"a{}".format(b)`, `"a%s" % b`.

`texts` in `[inert]` of a language's file says how it writes them. What a hole holds beside names and fields, or says of
how a value looks, `{price:.2f}`, leaves a text as it is. Linters exchange these forms (ruff's UP031 and UP032, ESLint's
prefer-template, RuboCop's Style/StringConcatenation, Clippy's uninlined_format_args).
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from reviewlint.facts.units.same.idioms import pattern_of, text_of
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.units.inert import Texts

_END, _TEXT = "\x1f", "\x02"
_LITERAL = regex(rf"{_TEXT}([^{_END}]*){_END}")
_TOKEN = regex(r"\w+|[^\w\s]")
_VALUE = regex(rf"\$?{_END}?\w+(?:{_END}(?:\.|\?|-{_END}>){_END}\w+)*{_END}\Z")


def put_together(text: str, texts: Texts | None) -> str:
    """`text`, tokens with an end after each, with every text that is put together as its parts with a join between."""
    if texts is None or _TEXT not in text:
        return text
    for call, placeholder in texts.calls:
        text = pattern_of(call).sub(partial(_filled, placeholder, texts), text)
    return _LITERAL.sub(partial(_parted, texts), text) if texts.hole else text


def _filled(placeholder: str, texts: Texts, found: re.Match[str]) -> str:
    values = found["FLAT"].split(f"{_END},{_END}")
    pieces, numbers = _split(placeholder, found["TEXT"].removeprefix(_TEXT))
    if len(numbers) != len(values) or not all(_VALUE.match(value + _END) for value in values):
        return found[0]
    if any(number.isdigit() and int(number) != place for place, number in enumerate(numbers)):
        return found[0]
    if (texts.mark and any(texts.mark in piece for piece in pieces)) or _begins_as_sum(pieces):
        return found[0]
    return _joined(pieces, [value + _END for value in values], texts.join)


def _parted(texts: Texts, found: re.Match[str]) -> str:
    literal = found[1]
    if texts.wrapped:
        wrapped = regex(texts.wrapped, re.DOTALL).fullmatch(literal)
        if wrapped is None:
            return found[0]
        literal = wrapped[1]
    pieces, values = _split(texts.hole, literal)
    if not values or any(texts.mark in piece for piece in pieces) or _begins_as_sum(pieces):
        return found[0]
    spelt = [text_of(_TOKEN.findall(value)) for value in values]
    return _joined(pieces, spelt, texts.join)


def _begins_as_sum(pieces: list[str]) -> bool:
    """Whether two values stand before any text, which are added where they are numbers: `a + b + "x"`."""
    return len(pieces) > 2 and not pieces[0] and not pieces[1]


def _split(pattern: str, text: str) -> tuple[list[str], list[str]]:
    """What stands between the places where a pattern matches, and the group that is told at each."""
    pieces, values, at = [], [], 0
    for found in regex(pattern).finditer(text):
        pieces.append(text[at : found.start()])
        values.append(found[found.lastindex or 0])
        at = found.end()
    return [*pieces, text[at:]], values


def _joined(pieces: list[str], values: list[str], join: str) -> str:
    """The texts that are not empty with the values between them."""
    parts = [part for pair in zip(pieces, [*values, ""], strict=True) for part in _both(*pair)]
    return f"{join}{_END}".join(parts)


def _both(piece: str, value: str) -> list[str]:
    return [*([f"{_TEXT}{piece}{_END}"] if piece else []), *([value] if value else [])]
