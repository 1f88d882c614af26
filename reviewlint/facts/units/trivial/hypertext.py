"""Pieces of pages that stand in literals: what of them is no more than words and elements around them."""

from __future__ import annotations

import re

from reviewlint.regex import regex

_PLAIN = (
    r"(?:article|aside|b|blockquote|br|code|dd|div|dl|dt|em|footer|h[1-6]|header|hr|i|li|main|nav|ol|p|pre|section|small"
    r"|span|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|u|ul)"
)
_GIVEN = (
    r"(?:\s+(?:class|className|id|title|role|lang|dir|width|height|colspan|rowspan|aria-\w+|data-testid)"
    r"(?:=(?:\"[^\"<>${}]*\"|'[^'<>${}]*'|\w+))?)*"
)
_TAG = regex(rf"</?{_PLAIN}{_GIVEN}\s*/?>", re.IGNORECASE)
_PIECE = regex(r"(\$\{(?:[^{}]|\{[^{}]*\})*\}|#\{[^{}]*\}|\{\{[^{}]*\}\}|<[^<>]*>)")
_BEGINS = regex(r"\x02\s*<(?:\w|!--)|.*</\w+>\s*\Z", re.DOTALL)
_VALUED = regex(r"[${}%<>]")
_PAGE = "\x02<>"  # before what is left of one


def skeleton(token: str) -> str:
    """What of a literal that is a piece of a page is code: values that are put in, and elements that do something.

    Any other literal stays what it is.
    """
    if "<" not in token or _BEGINS.match(token) is None:
        return token
    kept = []
    for number, piece in enumerate(_PIECE.split(token[1:])):
        if number % 2 == 0:
            if _VALUED.search(piece):
                return token
        elif _TAG.fullmatch(piece) is None:
            kept.append(piece)
    return _PAGE + "".join(kept)
