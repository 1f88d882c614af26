"""A function that is handed to somebody by its name: who is it given to, and does that call it?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.enclosed import open_at
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import CodeFile
    from reviewlint.syntax.model import Reference

_LINES = 8  # of the arguments of one call
_CALLEE = regex(r"([A-Za-z_$@][\w$.:@?!]*(?:\(\)[.\w]*)*)\s*$")
_TEXT = regex(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`[^`\n]*`")


def is_scheduled(file: CodeFile, reference: Reference) -> bool:
    """Whether a name is only given to what will call it at some time, a timer or a table of jobs: no test waits."""
    return reference.kind == "value" and words().schedules.search(given_to(file, reference)) is not None


def given_to(file: CodeFile, reference: Reference) -> str:
    """The callee of the innermost call among whose arguments a reference stands; "" for none that is near."""
    line = file.line(reference.line)
    found = re.search(rf"(?<![\w$]){re.escape(reference.name)}(?![\w$])", line)
    if found is None:
        return ""
    above = [file.line(number) for number in range(max(reference.line - _LINES, 1), reference.line)]
    before = _TEXT.sub(lambda text: " " * len(text[0]), "\n".join((*above, line[: found.start()])))
    at = next(open_at(before, len(before)), -1)
    callee = _CALLEE.search(before[:at]) if at >= 0 and before[at] == "(" else None
    return callee[1] if callee else ""
