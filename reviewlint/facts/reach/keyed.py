"""A table of functions of which only the keys are read, or that a page shows: nothing that it holds runs."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reviewlint.enclosed import open_at
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import CodeFile
    from reviewlint.syntax.model import Reference

_LINES = 40  # of the arguments of one call
_GIVEN = regex(r"\s*\w+\s*[=:]\s*[\w.]+\s*,?\s*$")
_RENDERS = regex(r"\b(?:render\w*|TemplateResponse|\w*[tT]emplate\w*)$")


def runs_none(reference: Reference, file: CodeFile) -> bool:
    """Whether a use of a table only asks for its keys (`sorted(READERS.keys())`, `name in READERS`) or shows it."""
    if reference.kind != "value":
        return False
    line = file.line(reference.line)
    rest, asked = _asking(reference.name).subn("", line)
    found = re.search(rf"(?<![\w$]){re.escape(reference.name)}(?![\w$])", rest)
    if found is None:
        return asked > 0
    return _GIVEN.match(rest) is not None and _is_shown(reference.line, file)


def _is_shown(number: int, file: CodeFile) -> bool:
    """Whether line `number` is one of the arguments by name of a call that makes a page."""
    above = "\n".join(file.lines[max(number - _LINES, 0) : number - 1])
    at = next(open_at(above, len(above)), -1)
    return at >= 0 and above[at] == "(" and _RENDERS.search(above[:at]) is not None


@cache
def _asking(name: str) -> re.Pattern[str]:
    return re.compile(words().keys.replace("NAME", re.escape(name)))
