"""The name that a declaration gives and the type or callee of its value, from its source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

CALLEE = regex(r"(?:await |new |&|\*|async )*([A-Za-z_$@\\][\w$.:@\\]*)")
INFERRED = frozenset(("var", "val", "auto", "let", "dynamic"))  # written in the place of a type
_NO_TYPE = frozenset(("None", "null", "undefined", "nil", "mut", "dyn", "impl", "const", "readonly", "final"))
_WORD = regex(r"[A-Za-z_]\w*")
_NEW = regex(r"\(\s*([A-Za-z_][\w.]*)\s*\)")  # Go's `new(Cart)`
_OF_GO = frozenset(("qualified_type", "pointer_type"))
_PACKAGED = regex(r"\**(\w+\.\w+)")
_VALUE = r"(?:=\s*(?:await\s+|new\s+|try[!?]?\s+)*([\w.]+))?"
_DECLARED = regex(rf"(?:[\w@]+\s+)*?(?:val|var|let|const|final)\s+(\w+)\s*(?::\s*([\w.]+))?\s*{_VALUE}")
_NAMED = regex(rf"(\w+)\s*(?::\s*([\w.]+))?\s*{_VALUE}\s*$", re.DOTALL)
_C_LIKE = regex(
    rf"(?:(?:final|required|const|static|readonly)\s+)*([\w.]+)(?:<.*?>)?[?*&\[\]]*\s+(\w+)\s*{_VALUE}"
)
_OLD = regex(r"(?:[\w@]+\s+)*?(?:val|var|let|const)?\s*(\w+)\s*(?::\s*([\w.]+))?\s*(?:=\s*([\w.]+))?")


def typed(source: str) -> tuple[str, str]:
    """(name, type or callee) of a declaration: `name: Type = Callee(…)`, `var name = …`, `Type name`."""
    source = source.lstrip()
    found = _DECLARED.match(source) or _NAMED.match(source)
    if found:
        return found[1], found[2] or found[3] or ""
    if found := _C_LIKE.match(source):
        return found[2], (found[3] or found[1]) if found[1] == "var" else found[1]
    found = _OLD.match(source)
    return (found[1], found[2] or found[3] or "") if found else ("", "")


def callee(value: SgNode | None, text: str) -> str:
    """What is called, or named, first in `value`; `text` is the whole file."""
    if value is None:
        return ""
    start = value.range().start.index
    found = CALLEE.match(text, start, start + 120)
    if found and found[1] == "new" and (made := _NEW.match(text, found.end())):
        return made[1]
    return found[1].rstrip(".:") if found else ""


def type_name(kind: SgNode) -> str:
    """The last word of a type, in Go with its package, without its arguments and what only says that it may be missing.

    "" for one of several: `A | B`.
    """
    text = kind.text().partition("<")[0]
    if kind.kind() in _OF_GO and (packaged := _PACKAGED.fullmatch(text)):
        return packaged[1]
    if "|" in text and len([part for part in text.split("|") if part.strip() not in _NO_TYPE]) > 1:
        return ""
    words: list[str] = _WORD.findall(text)
    told = [word for word in words if word not in _NO_TYPE]
    return (told or words or [""])[-1]
