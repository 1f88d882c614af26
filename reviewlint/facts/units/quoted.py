"""Literals told by what they say: other quotes make no other one, escapes and prefixes that count do."""

from __future__ import annotations

import re

from reviewlint.facts.units.cleaned import FILL
from reviewlint.facts.units.same.idioms import escaped
from reviewlint.regex import regex

_PREFIX = regex(r"^[rRuU]?(\"\"\"|'''|\"|'|`)")
_ESCAPED = regex(r"\\[^\\'\"]|[#$][{@$\w]")
_STYLE_SHEET = regex(r"<style\b.*?</style\s*>", re.DOTALL | re.IGNORECASE)


def quoted(source: str, raw: str = "", bare: frozenset[str] = frozenset()) -> str:
    """A literal whatever its quotes and style sheets, marked so that it equals no other token.

    `raw`: the quote of literals without escapes; `bare`: those of a language that keeps its texts apart by that.
    """
    if "<style" in source:
        source = _STYLE_SHEET.sub("", source)
    opened = _PREFIX.match(source)
    if not opened:
        return FILL + source
    quote = opened[1]
    inside = source[opened.end() :].removesuffix(quote)
    if quote in bare and _ESCAPED.search(inside):
        return FILL + source  # whose escapes and holes are text
    if source[0] in "rR" and "\\" in inside:
        return FILL + source  # without escapes, of which it has some
    return FILL + (escaped(inside, quote == raw) if raw else inside)
