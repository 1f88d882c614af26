"""Code as a row of tokens in which the names of variables, the literals and the layout make no difference."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.syntax.language import Language

_TOKEN = regex(r"\x02+|[A-Za-z_$][\w$]*|\d[\w.]*|[^\w\s,;]")
_SHAPE = (
    "if else elif elsif unless for foreach while do switch case match when return yield throw raise try catch "
    "except rescue finally ensure new await async def func fn function fun lambda class import in not and or is "
    "break continue with let const var val end then begin pass delete typeof instanceof"
)
_KEPT = frozenset(_SHAPE.split())


class Row(Record):
    """The tokens of one text, with the line of each."""

    tokens: tuple[str, ...]
    lines: tuple[int, ...]


def row_of(text: str, language: Language, root: SgNode | None = None) -> Row:
    """The tokens of a text, whose tree may be known. Raises Unparsable.

    Comments, imports and annotations of types are left out. A name is kept where it is called or is a member; elsewhere
    it is any name. Commas and semicolons are layout.
    """
    clean = _cleaned(text, language, root)
    tokens, lines = [], []
    line, at = 1, 0
    for found in _TOKEN.finditer(clean):
        line, at = line + clean.count("\n", at, found.start()), found.start()
        tokens.append(_token(clean, found.group(), found.start(), found.end()))
        lines.append(line)
    return Row(tuple(tokens), tuple(lines))


def is_name(token: str) -> bool:
    """Whether a token is a name that was kept: of something called, or of a member."""
    return len(token) > 2 and (token[0].isalpha() or token[0] == "_") and token not in _KEPT


def _token(clean: str, word: str, start: int, end: int) -> str:
    if word[0] == "\x02":
        return "S"
    if word[0].isdigit():
        return "0"
    if not (word[0].isalpha() or word[0] in "_$") or word in _KEPT:
        return word
    before = clean[max(start - 2, 0) : start]
    called = clean[end : end + 1] in ("(", "!") or before.endswith(".") or before in ("->", "::")
    return word if called else "x"


def _cleaned(text: str, language: Language, root: SgNode | None) -> str:
    """The text with comments and imports blanked and strings filled in; offsets stay."""
    from reviewlint.syntax.prepare import prepared
    from reviewlint.syntax.tree import parse

    text = prepared(text, language.prepare) if language.prepare else text
    kinds = language.kinds
    out = kinds.comments | kinds.imports | kinds.annotations
    rule: Any = {"rule": {"any": [{"kind": kind} for kind in sorted(out | kinds.strings)]}}
    parts, at = [], 0
    for node in (parse(text, language.grammar) if root is None else root).find_all(rule):
        span = node.range()
        start, end = span.start.index, span.end.index
        exported = text.startswith("export", start) and node.field("declaration") is not None
        if start >= at and not exported:
            parts += [text[at:start], _blank(text[start:end], node.kind() in kinds.strings)]
            at = end
    return "".join([*parts, text[at:]])


def _blank(source: str, filled: bool) -> str:
    """As many characters and lines as `source` has, of one token if `filled`, of none if not."""
    lines = source.count("\n")
    return ("\x02" * (len(source) - lines) + "\n" * lines) if filled else re.sub(r"[^\n]", " ", source)
