"""How many arguments a call hands over, and which: told from the text between its brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.enclosed import closing
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import CodeFile
    from reviewlint.syntax.model import Reference

_TEXT = regex(r'"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|`[^`]*`|\'(?:[^\'\\\n]|\\.)\'|//[^\n]*|/\*[\s\S]*?\*/')
_ARROW = regex(r"[-=]>|<[-=]|>=|<<|>>=")
_CLOSURE = regex(r"\|[^|\n]*\|")
MOST_TEXT = 3000  # characters of the arguments of one call


def given(reference: Reference, file: CodeFile) -> set[int] | None:
    """How many arguments a call may hand over, told from its line; None where that is not to be seen."""
    found: set[int] = set()
    for rest, within in handed(reference, file):
        if within is None:
            return None
        counts = {count(within, generic=True), count(within, generic=False)}
        if file.language == "go" and counts == {1} and within.rstrip().endswith(")"):
            return None  # that call may give several results
        if file.language == "rust":
            counts |= {count(_CLOSURE.sub("", within), generic=True)}
            counts |= {number - 1 for number in counts}  # the object may be the first of them
        if file.language == "kotlin" and rest[len(within) + 1 :].lstrip(" ").startswith("{"):
            counts |= {number + 1 for number in counts}
        found |= counts
    return found or None


def handed(reference: Reference, file: CodeFile) -> Iterator[tuple[str, str | None]]:
    """What stands behind the opening bracket of each call of that name on the line, and what before it closes."""
    begin = file.starts[reference.line - 1]
    end = begin + len(file.line(reference.line))
    call = re.compile(rf"(?<![\w$]){re.escape(reference.name)}\s*(?:(?:::)?<[^()]*?>|\[[^()\]]*\])?\(")
    for match in call.finditer(file.text, begin, end + 1):
        rest = plain(file.text[match.end() : match.end() + MOST_TEXT])
        yield rest, inside(rest)


def plain(text: str) -> str:
    """Source with texts, comments and arrows made into one sign each: a text into `"`, a character into `'`."""
    return _ARROW.sub("~", _TEXT.sub(lambda text: " " if text[0][0] == "/" else text[0][0], text))


def inside(rest: str) -> str | None:
    """What stands before the bracket that closes a list that `rest` begins in; None where none does."""
    end = closing(f"({rest}", 0) - 1
    return rest[:end] if end < len(rest) else None


def parts(within: str, *, generic: bool) -> list[str]:
    """What stands between the commas that stand in no further bracket; `generic`: `<` and `>` are such."""
    opens, closes = ("([{<", ")]}>") if generic else ("([{", ")]}")
    depth, begin = 0, 0
    found = list[str]()
    for at, sign in enumerate(within):
        depth += (sign in opens) - (sign in closes)
        if sign == "," and depth <= 0:
            found.append(within[begin:at])
            begin = at + 1
    return [*found, last] if (last := within[begin:]).strip() else found


def count(within: str, *, generic: bool) -> int:
    """The number of those parts."""
    return len(parts(within, generic=generic))
