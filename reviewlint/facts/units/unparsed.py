"""Units of a file that its grammar cannot read whole on one side: where they begin and end there is not to be trusted.

So texts are compared: one that stood there word for word is the same, and so is one in which only lines differ that
hold nothing but comments and annotations.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING, Any

from reviewlint.facts.sources import SIDES
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable

    from reviewlint.facts.sources import Sources
    from reviewlint.facts.units.side import Part

    Lines = list[str]

_ERROR: Any = {"rule": {"kind": "ERROR"}}
_FUNCTIONS = ("function", "method")
_FIRST = regex(r"\s*(\W?\w*)")
_MOST = 20_000  # lines


def untouched(sources: Sources) -> Callable[[str, Part], bool]:
    """Whether a unit of the head side, in a file with syntax errors on a side, is what stood there before."""
    texts = cache(lambda path: _texts(sources, path))
    opcodes = cache(lambda path: _differences(*texts(path)))

    def asked(path: str, part: Part) -> bool:
        before, _ = texts(path)
        if not before or part.kind not in _FUNCTIONS or not part.name:
            return False
        if all(part.text[start:end] in before for start, end in part.spans):
            return True
        return bool(opcodes(path)) and all(
            _says_nothing(part, *change) for change in opcodes(path) if _touches(part, change)
        )

    return asked


def _texts(sources: Sources, path: str) -> tuple[str, str]:
    """Both texts; "" twice where each side can be read, or one is not there."""
    trees = [sources.tree(path, side) for side in SIDES]
    if None in trees or not any(tree is not None and tree.find(_ERROR) for tree in trees):
        return "", ""
    before, after = (sources.text(path, side) or "" for side in SIDES)
    return before, after


def _differences(before: str, after: str) -> list[tuple[Lines, Lines, int]]:
    """The lines that differ, and where (0-based) they begin after."""
    old, new = before.split("\n"), after.split("\n")
    if max(len(old), len(new)) > _MOST:
        return []
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(old[a:b], new[c:d], c) for kind, a, b, c, d in found if kind != "equal"]


def _touches(part: Part, change: tuple[Lines, Lines, int]) -> bool:
    _, new, at = change
    return at < part.end_line and at + max(len(new), 1) >= part.line


def _says_nothing(part: Part, old: Lines, new: Lines, at: int) -> bool:
    """Whether lines without behaviour took the place of others that begin alike."""
    begins = {_FIRST.match(line)[1] for line in new}  # type: ignore[index]
    alike = all(_FIRST.match(line)[1] in begins for line in old)  # type: ignore[index]
    return alike and len(old) <= len(new) and part.behaviour().is_blank(at, at + len(new))
