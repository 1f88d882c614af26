"""Names that a component has only to draw them: what is handed through, and which of two words is shown.

Where the markup is left out, nothing else uses them. What is computed or called is no such name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.regex import regex, standing
from reviewlint.syntax.tree import span_of, statement_around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import Config, SgNode

    from reviewlint.facts.units.behaviour import Span

_ROUNDS = 8  # of names that only go into names that are only drawn
_FUNCTIONS = ("arrow_function", "function_expression", "function_declaration", "method_definition")
_SHORTHAND = "shorthand_property_identifier_pattern"
_QUERY: Config = {"rule": {"any": [{"kind": _SHORTHAND}, {"kind": "variable_declarator"}]}}
_LITERAL = r"(?:\"[^\"]*\"|'[^']*')"
_SIMPLE = regex(
    rf"use\w+\(\s*\)(?:\??\.\w+)*|\w+(?:\??\.\w+)*|{_LITERAL}"
    rf"|[\w.?!&|=\s'\"]{{1,120}}?\s\?\s*{_LITERAL}\s*:\s*{_LITERAL}"
)
_COMMA = regex(r"\s*,")
_NAMES = regex(r"[{\s,}]*\Z")


def drawn(root: SgNode, unmarked: str) -> str:
    """`unmarked`, a text without its markup, without the names that nothing in it uses."""
    nodes = list(root.find_all(_QUERY))
    for _ in range(_ROUNDS):
        before = unmarked
        for node in nodes:
            for start, end in _spans(node, unmarked):
                unmarked = unmarked[:start] + " " * (end - start) + unmarked[end:]
        if unmarked == before:
            break
    return unmarked


def _spans(node: SgNode, unmarked: str) -> Iterator[Span]:
    start, end = span_of(node)
    if not unmarked[start:end].strip():
        return
    if node.kind() == _SHORTHAND:
        if _is_alone(node.text(), node, unmarked):
            comma = _COMMA.match(unmarked, end)
            yield start, comma.end() if comma else end
        return
    name, value = node.field("name"), node.field("value")
    if name is None or value is None or _SIMPLE.fullmatch(value.text()) is None:
        return
    if name.kind() == "object_pattern":
        is_drawn = _NAMES.fullmatch(unmarked[slice(*span_of(name))]) is not None
    else:
        is_drawn = name.kind() == "identifier" and _is_alone(name.text(), node, unmarked)
    if is_drawn:
        yield span_of(statement_around(node))


def _is_alone(name: str, node: SgNode, unmarked: str) -> bool:
    """Whether a function names something once, where it gets it."""
    holder = next((up for up in node.ancestors() if up.kind() in _FUNCTIONS), None)
    if holder is None:
        return False
    start, end = span_of(holder)
    return len(list(standing(unmarked[start:end], name, "$.", "$"))) == 1
