"""Code that no release holds, below `#if DEBUG`, `#[cfg(debug_assertions)]` or a check for development."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from reviewlint.data import bundled_toml
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.syntax.language import Language

_DIRECTIVE = regex(r"^[ \t]*#[ \t]*(if|else|elif|endif)\w*", re.MULTILINE)
_SIGN = regex(r"[\[({})\];,]")
_ITEM = regex(
    r"\s*(?:pub\b(?:\([^()]*\))?\s*)?(?:async|const|unsafe|extern|fn|impl|mod|struct|enum|trait|type|static)\b"
)
_ELSE = regex(r"\s*else\b")
_DEPTHS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}


def unshipped(text: str, clean: str, language: Language) -> Iterator[tuple[int, int]]:
    """Where such code stands in `text`; `clean` is the same without comments and with its literals filled in."""
    rules = _rules().get("javascript" if language.name in SCRIPTS else language.name)
    if rules is None or regex(rules["word"], re.MULTILINE).search(text) is None:
        return
    if "file" in rules:
        yield 0, len(text)
    elif "section" in rules:
        yield from _sections(text, regex(r"^[ \t]*" + rules["section"] + "$", re.MULTILINE))
    else:
        yield from _blocks(text, clean, regex(rules["block"]))


@cache
def _rules() -> dict[str, dict[str, Any]]:
    return bundled_toml("unshipped.toml")


def _sections(text: str, opens: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """From each such condition to where its alternative or its end stands."""
    end = 0
    for found in opens.finditer(text):
        if found.start() < end:
            continue
        depth = 0
        for line in _DIRECTIVE.finditer(text, found.end()):
            if line[1] == "if":
                depth += 1
            elif depth:
                depth -= line[1] == "endif"
            else:
                end = line.start()
                yield found.end(), end
                break


def _blocks(text: str, clean: str, opens: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """What stands below each such condition, with it, unless there is something else to do without it."""
    end = 0
    for found in opens.finditer(text):
        if found.start() >= end:
            end = _end_of(clean, found.end())
            if end > found.end() and not _ELSE.match(clean, end):
                yield found.start(), end


def _end_of(clean: str, start: int) -> int:
    """Where the braces after `start` close, or what stands there ends without any."""
    depth, ends = 0, ";}" if _ITEM.match(clean, start) else ";},"
    for sign in _SIGN.finditer(clean, start):
        depth += _DEPTHS.get(sign[0], 0)
        if depth < 0:
            return start
        if depth == 0 and sign[0] in ends:
            return sign.end()
    return start
