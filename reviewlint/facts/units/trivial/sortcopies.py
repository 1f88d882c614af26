"""A list that is copied before it is sorted, where it was sorted in place and only what that gives was used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.units.trivial.entries import is_dependency
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.units.side import Part

_E = "\x1f"  # after every token
_COPIES = regex(rf"(?<![^{_E}])(?P<of>\w+(?:{_E}\.{_E}\w+)*){_E}\.{_E}to(?P<way>Sorted|Reversed){_E}\({_E}")
_IN_PLACE = {"Sorted": "sort", "Reversed": "reverse"}
_GIVES = frozenset(("=", "(", ",", "return", ">", "?", ":", "["))


def sorts_copies(base: Part, head: Part) -> bool:
    """Whether that is all that `head` does otherwise, and neither form looks at the list itself after it."""
    text = head.behaviour().as_idioms(head.tokens)
    copies = list(_COPIES.finditer(text))
    if not copies:
        return False
    before = base.behaviour().as_idioms(base.tokens)
    if before == text or _COPIES.sub(_in_place, text) != _COPIES.sub(_in_place, before):
        return False
    return not _COPIES.search(before) and all(_is_all(text, found) for found in copies)


def _in_place(found: re.Match[str]) -> str:
    return f"{found['of']}{_E}.{_E}{_IN_PLACE[found['way']]}{_E}({_E}"


def _is_all(text: str, found: re.Match[str]) -> bool:
    """Whether what a copy gives is used, and its list is named no more but in what a hook depends on."""
    before, tokens = text[: found.start()].split(_E), tuple(text.split(_E))
    if before[-2:-1] and before[-2] not in _GIVES:
        return False
    of = tuple(found["of"].split(_E))
    start = len(before) + len(of)
    return all(
        is_dependency(of, tokens, at)
        for at in range(start, len(tokens))
        if tokens[at] == of[0] and tokens[at : at + len(of)] == of
    )
