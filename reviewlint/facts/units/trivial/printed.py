"""Lines that a program prints for who started it: one sentence more or less, with nothing filled in, is only words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.units.literals import BLANK, spaced
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.units.behaviour import Tokens

_MAY = regex(r"(?i)print|puts|echo|write|announce|toast|snackbar")
_SENTENCE = rf"\x02[^ {{}}%$]*{BLANK}[^ {{}}%$]* "
_PRINTS = regex(
    r"(?<![^ ])(?<![.=(,&|?+-] )(?<![=-] > )(?<!return )(?<!await )(?:"
    r"(?:Console \. (?:Error \. )?Write(?:Line)?|System \. (?:out|err) \. print(?:ln)?|fmt \. Print(?:ln)?|print(?:ln)?"
    r"|puts|(?:(?:\$ )?\w+ (?:\.|- >) )*\w*(?i:announce|toast|snackbar)\w*) "
    rf"\( {_SENTENCE}\) |e?println ! \( {_SENTENCE}\) |(?:echo|print|puts) {_SENTENCE})(?:; )?(?![.,+?&|%*/] )"
)


def only_prints(before: Tokens, after: Tokens) -> bool:
    """Whether two forms differ in nothing but such lines."""
    if not any(map(_MAY.search, {*before, *after})):
        return False
    return _PRINTS.sub("", spaced(before)) == _PRINTS.sub("", spaced(after))
