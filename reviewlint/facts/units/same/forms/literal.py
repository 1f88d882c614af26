"""The parts of a text in quotes: what is literal, and what stands in its holes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.regex import regex
from reviewlint.syntax.tree import span_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ast_grep_py import SgNode

    from reviewlint.facts.units.same.forms.terms import Term

HOLES = frozenset(("interpolation", "template_substitution", "interpolated_expression"))
QUOTES = frozenset(
    ("string_start", "string_end", "interpolation_start", "interpolation_brace", "interpolation_quote")
)
HOLE_SIGNS = frozenset(("{", "}", "${", "#{", "$", "{$"))
_LITERAL = frozenset(
    (
        "string_content",
        "string_fragment",
        "string_literal_content",
        "raw_string_literal_content",
        "interpreted_string_literal_content",
    )
)
_SIGNS = frozenset(
    ("interpolation_identifier_start", "interpolation_expression_start", "interpolation_expression_end")
)
_NESTED = frozenset(("interpolated_string",))
_PLAIN_ESCAPES = frozenset(("\\'", '\\"', "\\`"))
_NO_PREFIX = regex(r"[^a-zA-Z@]|[fFuU]")
_QUOTING = "\"'`"


def literal_parts(
    node: SgNode, hole: Callable[[SgNode], tuple[Term, ...]], is_text: Callable[[SgNode], bool]
) -> list[Term]:
    """The parts of the text `node`, literal ones with the sign U+0002 before; `hole` reads any other."""
    children = node.children()
    if not children:
        text = node.text()
        return ["\x02" + (text[1:-1] if text[:1] in _QUOTING and len(text) > 1 else text)]
    (start, _), text = span_of(node), node.text()
    is_raw = text.startswith('"""') and "\\" in text
    found: list[Term] = ["\x02\x1b3"] if is_raw else []
    at = start
    for one in children:
        begin, end = span_of(one)
        between = text[at - start : begin - start]
        between = between.lstrip(_QUOTING) if at == start else between
        if between and not is_text(one):  # some grammars have no node for it
            found.append("\x02" + between)
        found += _part(one, hole, is_text)
        at = end
    left = text[at - start :].rstrip(_QUOTING)
    return [*found, "\x02" + left] if left else found


def _part(
    node: SgNode, hole: Callable[[SgNode], tuple[Term, ...]], is_text: Callable[[SgNode], bool]
) -> list[Term]:
    kind = node.kind()
    if kind in _LITERAL:
        return ["\x02" + node.text()]
    if kind == "escape_sequence":
        return ["\x02" + (node.text()[1:] if node.text() in _PLAIN_ESCAPES else "\x1b" + node.text())]
    if is_text(node) or kind in _NESTED:
        return literal_parts(node, hole, is_text)
    if not node.is_named() or kind in ("string_start", "interpolation_start"):
        prefix = _NO_PREFIX.sub("", node.text())
        return [f"\x02\x1b{prefix}"] if prefix else []  # bytes, or a text without escapes
    if kind in QUOTES or kind in _SIGNS or (kind == "identifier" and node.text() == "s"):
        return []
    return list(hole(node))
