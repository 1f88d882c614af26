"""Tables that run nothing of what they hold: only their keys are read, a page shows them, or types are told apart."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reviewlint.enclosed import open_at
from reviewlint.facts.reach.holders import assigned_around
from reviewlint.facts.reach.types.making import checks
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.syntax.model import Reference

_MOST_USERS = 20  # files that are asked how they use a list of classes
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


def only_checked(file: CodeFile, reference: Reference, code: Code) -> bool:
    """A class listed among others to tell types apart: `NUMBERS = (Int, Real)` for `isinstance(x, NUMBERS)`."""
    if reference.kind != "value" or reference.scope >= 0:
        return False
    listed = assigned_around(file, reference.line)
    users = code.mentioning(listed) if listed else frozenset()
    uses = [
        (user, use)
        for path in sorted(users)[:_MOST_USERS]
        if (user := code.file(path)) is not None
        for use in user.references.get(listed, ())
    ]
    return bool(uses) and all(checks(user, use) for user, use in uses)


def _is_shown(number: int, file: CodeFile) -> bool:
    """Whether line `number` is one of the arguments by name of a call that makes a page."""
    above = "\n".join(file.lines[max(number - _LINES, 0) : number - 1])
    at = next(open_at(above, len(above)), -1)
    return at >= 0 and above[at] == "(" and _RENDERS.search(above[:at]) is not None


@cache
def _asking(name: str) -> re.Pattern[str]:
    return re.compile(words().keys.replace("NAME", re.escape(name)))
