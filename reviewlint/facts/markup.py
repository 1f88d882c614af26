"""The markup of JSX: which elements stand where and what they are given, without the code that stands in it.

Where only this differs, a component draws otherwise and decides, computes and does what it did. Whether that wants a
test is a matter of taste.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import Config, SgNode

    from reviewlint.facts.behaviour import Span

_ELEMENTS = ("jsx_element", "jsx_self_closing_element")
_QUERY: Config = {"rule": {"any": [{"kind": kind} for kind in _ELEMENTS]}}
_FUNCTIONS: Config = {
    "rule": {
        "any": [{"kind": kind} for kind in ("arrow_function", "function_expression", "method_definition")]
    }
}


def markup(root: SgNode) -> Iterator[Span]:
    """The stretches of elements that are no code: all of each but the expressions among its children, and the
    functions among its attributes. Those of an element within another come again."""
    for node in root.find_all(_QUERY):
        at, end = _span(node)
        for start, stop in sorted(_codes(node)):
            if start >= at:
                yield at, start
                at = stop
        yield at, end


def _codes(node: SgNode) -> Iterator[Span]:
    """Where code stands in an element itself: elements within it are asked on their own."""
    for child in node.children():
        if child.kind() == "jsx_expression":
            yield _span(child)
        elif child.kind() in _ELEMENTS:
            yield from _codes(child)
        elif child.kind() == "jsx_opening_element":
            yield from _functions(child)
    if node.kind() == "jsx_self_closing_element":
        yield from _functions(node)


def _functions(node: SgNode) -> Iterator[Span]:
    at = -1
    for found in node.find_all(_FUNCTIONS):
        start, end = _span(found)
        if start >= at:
            yield start, end
            at = end


def _span(node: SgNode) -> Span:
    place = node.range()
    return place.start.index, place.end.index
