"""Declarations whose value is nothing but a style: style sheets, components made of one, names of classes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reviewlint.data import bundled_toml
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.tables import as_record

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from ast_grep_py import SgNode

Span = tuple[int, int]

KINDS = ("variable_declarator", "function_declaration", "pair")

_CASTS = ("as_expression", "satisfies_expression")
_CALLED = regex(r"(?<![\w$.])([\w$][\w$.]*)\s*(?:<[^<>()]*>)?\(")
_DOES = regex(r"\b(?:await|new|throw|yield|for|while|do|delete)\b|\+\+|--|[^=!<>+*/-][+*/|&?-]?=(?![=>])")
_CLASSES = regex(r"[\"'`](?=[^\"'`]*-)[\w:/.\[\]%()#-]+(?: +[\w:/.\[\]%()#-]+)+[\"'`]\Z")
_MEMBER = regex(r"[\w$]+(?:\.[\w$]+)?\Z")
_TEXTS = regex(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`[^`$]*`|//[^\n]*|/\*.*?\*/")
_LOCAL = regex(r"\b(?:const|let|var)\s+[\w$]+\s*=(?![=>])")


class _Table(Record):
    makers: re.Pattern[str]
    types: re.Pattern[str]
    names: re.Pattern[str]
    calls: re.Pattern[str]
    keys: re.Pattern[str]


@cache
def _table() -> _Table:
    return as_record(_Table, bundled_toml("looks.toml")["sheets"])


def sheets(declared: Iterable[SgNode]) -> Iterator[Span]:
    """The declarations that only style, each with the `export` before it."""
    for node in declared:
        if node.kind() == "pair":
            if _names_classes(node):
                yield _entry(node)
        elif _only_styles(node):
            place = _outermost(node).range()
            yield place.start.index, place.end.index


def _names_classes(node: SgNode) -> bool:
    key, value = node.field("key"), node.field("value")
    if key is None or value is None or not _table().keys.match(key.text()):
        return False
    text = value.text()
    member = _MEMBER.match(text) and any(_table().names.search(name) for name in text.split("."))
    return bool(member) or _CLASSES.match(text) is not None


def _entry(node: SgNode) -> Span:
    """An entry with the comma after it."""
    place, after = node.range(), node.next()
    end = after.range().end.index if after is not None and after.text() == "," else place.end.index
    return place.start.index, end


def _only_styles(node: SgNode) -> bool:
    name = node.field("name")
    if name is None:
        return False
    table = _table()
    if node.kind() == "function_declaration":
        value, typed = node.field("body"), node.field("return_type")
    else:
        value, typed = node.field("value"), node.field("type")
    while value is not None and value.kind() in _CASTS:
        value = next(iter(value.children()), None)
    if value is None:
        return False
    text = value.text()
    if value.kind() == "call_expression" and table.makers.match(text):
        return True
    if typed is None and value.kind() == "arrow_function":
        typed = value.field("return_type")
    said = table.types.search(typed.text()) if typed is not None else table.names.search(name.text())
    return said is not None and _only_tells(value, text)


def _only_tells(value: SgNode, text: str) -> bool:
    """Whether a value is made of texts, numbers, choices between them and calls that join them."""
    if value.kind() not in (
        "object",
        "array",
        "string",
        "template_string",
        "arrow_function",
        "statement_block",
    ):
        called = value.field("function") if value.kind() == "call_expression" else None
        if called is None:
            return value.kind() == "ternary_expression" and _is_plain(text)
    return _is_plain(text)


def _is_plain(text: str) -> bool:
    bare = _LOCAL.sub("", _TEXTS.sub("''", text))
    calls = _table().calls
    return not _DOES.search(bare) and all(
        calls.match(name) or name in ("return", "if") for name in _CALLED.findall(bare)
    )


def _outermost(node: SgNode) -> SgNode:
    """The statement that declares nothing else, else the declaration itself."""
    at = node
    holder = at.parent()
    if holder is not None and node.kind() == "variable_declarator":
        if [c.kind() for c in holder.children()].count("variable_declarator") != 1:
            return node
        at, holder = holder, holder.parent()
    return holder if holder is not None and holder.kind() == "export_statement" else at
