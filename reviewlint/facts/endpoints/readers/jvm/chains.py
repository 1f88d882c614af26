"""Chains of calls in the languages of the JVM: their links, and who hands over what a chain starts at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import CALLS, is_function, read_call
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.nodes import Call

_KINDS = ("method_invocation", "call_expression")
_MOST = 200


def calls(root: SgNode, language: str) -> list[SgNode]:
    """Every call below `root`."""
    kinds = CALLS.get(language, ("call_expression",))
    return list(find(root, {"any": [{"kind": kind} for kind in kinds]}))


def links(call: Call) -> list[Call]:
    """The calls of the chain that ends in `call`, the last one first."""
    found = [call]
    while len(found) < _MOST:
        receiver = found[-1].receiver
        if receiver is None or receiver.kind() not in _KINDS:
            break
        found.append(read_call(receiver))
    return found


def whole(call: Call) -> list[Call]:
    """The calls of the chain that `call` is a link of, those behind it too, the last one first."""
    start, last = call.node.range().start.index, call.node
    for ancestor in call.node.ancestors():
        if ancestor.range().start.index != start:
            break
        last = ancestor if ancestor.kind() in _KINDS else last
    return links(read_call(last))


def function_of(call: Call) -> SgNode | None:
    """The function literal or definition that a call stands in."""
    return next((a for a in call.node.ancestors() if is_function(a)), None)


def handed_by(first: Call) -> str:
    """The name of the call that takes the function whose parameter a chain starts at; "" for any other start."""
    function = function_of(first)
    if function is None or not _is_given(first.receiver, function):
        return ""
    taker = next((a for a in function.ancestors() if a.kind() in _KINDS), None)
    return read_call(taker).name if taker is not None else ""


def _is_given(start: SgNode | None, function: SgNode) -> bool:
    """Whether `start` is what the function literal gets; Kotlin's may leave its name out."""
    head = re.match(r"[\s{(]*([^={}]{0,80}?)[-=]>", function.text())
    if start is None or start.text() in ("it", "this"):
        return function.kind() == "lambda_literal" and head is None
    return head is not None and re.fullmatch(r"\w+", start.text()) is not None and start.text() in head[1]
