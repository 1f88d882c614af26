"""Arms of a match of which no two take the same value, so that their order means nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

_HEAD = regex(
    r"&?(?:\w+::)*(?P<head>[A-Z]\w*|\"[^\"]*\"|'[^']+'|-?\d+|true|false)(?:\s*[({].*)?\Z", re.DOTALL
)
_ALWAYS = regex(r"(?:_|[a-z]\w*)\Z")


def are_apart(arms: list[SgNode]) -> bool:
    """Whether each of `arms` takes values of its own, told by a variant or a literal; the last may take all others.

    Entries of anything but a match are.
    """
    if not arms or arms[0].kind() != "match_arm":
        return True
    patterns = [pattern for arm in arms if (pattern := arm.field("pattern")) is not None]
    if len(patterns) < len(arms) or any(one.field("condition") is not None for one in patterns):
        return False
    texts = [one.text().strip() for one in patterns]
    if _ALWAYS.match(texts[-1]):
        texts.pop()
    heads = [_HEAD.match(part.strip()) for text in texts for part in _alternatives(text)]
    named = [found["head"] for found in heads if found is not None]
    return len(named) == len(heads) == len(set(named))


def _alternatives(text: str) -> list[str]:
    """The patterns of an arm between which `|` stands in no brackets."""
    found, depth = [""], 0
    for sign in text:
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "|" and not depth:
            found.append("")
        else:
            found[-1] += sign
    return found
