"""Code that only a Python of old comes to: `if PY2:`, `if sys.version_info < (3, 4):`, what is `else` to `if PY3:`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.enclosed import indent_of
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import CodeFile

_OLD = regex(
    r"^if\s+(?:(?:\w+\.)?(?:IS_)?PY2|not\s+(?:\w+\.)?(?:IS_)?PY3)\s*:"
    r"|^if\s+sys\.version_info(?:\[0\]|\[:2\]|\.major)?\s*(?:==\s*2\b|<=?\s*\(?\s*2\b"
    r"|<\s*\(?\s*3\s*(?:,\s*[0-8]\b\s*)?,?\s*(?:,\s*0\s*)?\)?)\s*(?::|and\b)"
)
_NEW = regex(
    r"^if\s+(?:(?:\w+\.)?(?:IS_)?PY3|not\s+(?:\w+\.)?(?:IS_)?PY2)\s*:"
    r"|^if\s+sys\.version_info(?:\[0\]|\[:2\]|\.major)?\s*(?:==\s*3\b|>\s*\(?\s*2\b\)?"
    r"|>=\s*\(?\s*3\s*(?:,\s*[0-8]\b\s*)?(?:,\s*0\s*)?,?\s*\)?)\s*:"
)
_ELSE = regex(r"^else\s*:")


def is_of_old(line: int, file: CodeFile) -> bool:
    """Whether what stands at `line`, outside of functions, is in a block that only such a Python comes to."""
    indent = indent_of(file.line(line))
    for number in range(line - 1, 0, -1):
        if not indent:
            return False
        text = file.line(number)
        if not text.strip() or indent_of(text) >= indent:
            continue
        indent = indent_of(text)
        if _OLD.match(text.strip()) or (_ELSE.match(text.strip()) and _is_other(number, indent, file)):
            return True
    return False


def _is_other(number: int, indent: int, file: CodeFile) -> bool:
    """Whether the `else` on a line belongs to a question that every Python of today answers with yes."""
    above = (file.line(n) for n in range(number - 1, 0, -1))
    head = next((text for text in above if text.strip() and indent_of(text) <= indent), "")
    return indent_of(head) == indent and _NEW.match(head.strip()) is not None
