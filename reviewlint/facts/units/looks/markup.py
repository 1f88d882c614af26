"""The markup of JSX: which elements stand where and what they are given, without the code that stands in it.

Where only this differs, a component draws otherwise and decides, computes and does what it did. Whether that wants a
test is a matter of taste.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.regex import regex
from reviewlint.syntax.tree import span_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import Config, SgNode

    from reviewlint.facts.units.behaviour import Span

_ELEMENTS = ("jsx_element", "jsx_self_closing_element")
_QUERY: Config = {"rule": {"any": [{"kind": kind} for kind in _ELEMENTS]}}
_OPENING: Config = {"rule": {"any": [{"kind": "jsx_opening_element"}, {"kind": "jsx_self_closing_element"}]}}
_EXPRESSION: Config = {"rule": {"kind": "jsx_expression"}}
_ATTRIBUTE: Config = {"rule": {"kind": "jsx_attribute"}}
_DRAWING = ("arrow_function", "function_expression", "function_declaration", "method_definition")
_CHOICES = ("ternary_expression", "binary_expression", "parenthesized_expression")
_NOTHING = ("string", "null", "undefined", "number", "false")
_ASKS = regex(r"[\w\s.?!&|=<>'\"]*")
_NAMED = regex(r"\.\.\.\s*[\w.]+")
_SHOWS = regex(r"\{\s*(?:[\w.?]*|\"[^\"]*\"|'[^']*'|(?:t|i18n\.t)\([^()]*\))\s*\}")
_COMPUTES: Config = {"rule": {"kind": "binary_expression"}}
_ARITHMETIC = ("*", "/", "%", "-", "**")
_COMPONENTS: Config = {"rule": {"any": [{"kind": "arrow_function"}, {"kind": "function_declaration"}]}}
_REFERS = ("dangerouslySetInnerHTML", "href", "src", "srcDoc", "to", "action", "ref")
_FUNCTIONS: Config = {
    "rule": {
        "any": [{"kind": kind} for kind in ("arrow_function", "function_expression", "method_definition")]
    }
}


def markup(root: SgNode) -> Iterator[Span]:
    """The stretches of elements that are no code: all of each but the expressions among its children, and the
    functions among its attributes. Those of an element within another come again."""
    for node in root.find_all(_QUERY):
        at, end = span_of(node)
        for start, stop in sorted(_codes(node)):
            if start >= at:
                yield at, start
                at = stop
        yield at, end


def only_draws(root: SgNode, span: Span) -> bool:
    """Whether the component that stands in `span` only draws elements that look, around what it is given.

    It has no handler, makes no choice and no call, and nothing in it is followed or loaded.
    """
    inside = (node for node in root.find_all(_COMPONENTS) if span[0] <= span_of(node)[0] < span[1])
    made = next(inside, None)
    holder = made.parent() if made is not None else None
    if made is None or holder is None or "async" in made.text()[:5]:
        return False
    drawn = _drawn_by(made)
    if drawn is None or (made.kind() == "arrow_function" and holder.kind() != "variable_declarator"):
        return False
    names = (found.text().partition("=")[0] for found in drawn.find_all(_ATTRIBUTE))
    spreads = any("..." in found.text() for found in drawn.find_all(_EXPRESSION))
    return not spreads and not any(name in _REFERS for name in names) and _only_looks(drawn)


def _codes(node: SgNode) -> Iterator[Span]:
    """Where code stands in an element itself: elements within it are asked on their own."""
    for child in node.children():
        if child.kind() == "jsx_expression":
            yield from _of_expression(child)
        elif child.kind() in _ELEMENTS:
            yield from _codes(child)
        elif child.kind() == "jsx_opening_element":
            yield from _functions(child)
    if node.kind() == "jsx_self_closing_element":
        yield from _functions(node)


def _of_expression(node: SgNode) -> Iterator[Span]:
    """The code of an expression: none of a function that only draws an element, and of a choice between such as only
    look otherwise."""
    inner = next((child for child in node.children() if child.is_named()), None)
    drawn = _drawn_by(inner) if inner is not None else None
    if drawn is not None:
        yield from _codes(drawn)
        return
    if inner is not None and inner.kind() == "spread_element" and _NAMED.fullmatch(inner.text()):
        return
    if inner is None or not (inner.kind() in _CHOICES and is_shown(inner)):
        yield span_of(node)


def is_shown(node: SgNode | None) -> bool:
    """Whether an expression only chooses what people see: words, nothing, elements that only look."""
    node = _bare(node)
    if node is None or node.kind() in _NOTHING:
        return node is not None
    if node.kind() == "ternary_expression":
        asked, parts = node.field("condition"), [node.field("consequence"), node.field("alternative")]
    elif node.kind() == "binary_expression" and (sign := node.field("operator")) and sign.text() == "&&":
        asked, parts = node.field("left"), [node.field("right")]
    else:
        return node.kind() in _ELEMENTS and _only_looks(node)
    return asked is not None and _ASKS.fullmatch(asked.text()) is not None and all(map(is_shown, parts))


def _only_looks(node: SgNode) -> bool:
    """Whether an element, and each within it, is one that only looks and shows nothing but names and words."""
    from reviewlint.facts.units.looks.jsx import presents

    names = (found.field("name") for found in node.find_all(_OPENING))
    if not all(name is not None and presents(name.text()) for name in names):
        return False
    handles = any(found.text().startswith("on") for found in node.find_all(_ATTRIBUTE))
    return not handles and all(_SHOWS.fullmatch(found.text()) for found in node.find_all(_EXPRESSION))


def _bare(node: SgNode | None) -> SgNode | None:
    """What stands in brackets."""
    while node is not None and node.kind() == "parenthesized_expression":
        node = next((child for child in node.children() if child.is_named()), None)
    return node


def _drawn_by(node: SgNode) -> SgNode | None:
    """The element that a function does nothing but draw."""
    body = _bare(node.field("body")) if node.kind() in _DRAWING else None
    if body is not None and body.kind() == "statement_block":
        statements = [child for child in body.children() if child.is_named()]
        returned = statements[0] if len(statements) == 1 else None
        if returned is None or returned.kind() != "return_statement":
            return None
        body = _bare(next((child for child in returned.children() if child.is_named()), None))
    return body if body is not None and body.kind() in _ELEMENTS else None


def _functions(node: SgNode) -> Iterator[Span]:
    """The functions in what an element is given, and what is reckoned there; of a function that only draws another
    element, those that this is given."""
    yield from _reckoned(node)
    at = -1
    for found in node.find_all(_FUNCTIONS):
        start, end = span_of(found)
        if start < at:
            continue
        if (drawn := _drawn_by(found)) is not None:
            yield from _codes(drawn)
        else:
            yield start, end
        at = end


def _reckoned(node: SgNode) -> Iterator[Span]:
    """The arithmetic in what an element is given, but for how it looks."""
    from reviewlint.facts.units.looks.jsx import is_style

    for given in node.find_all(_ATTRIBUTE):
        if not is_style(given.text().partition("=")[0]):
            for found in given.find_all(_COMPUTES):
                sign = found.field("operator")
                if sign is not None and sign.text() in _ARITHMETIC:
                    yield span_of(found)
