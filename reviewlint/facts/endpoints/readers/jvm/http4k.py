"""Routes of http4k, written as infix calls: `"/api" bind routes("/x" bind GET to handler)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import key, last_name, line_of, name_of, named_children, qualified
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.model import Endpoint
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_VERBS = frozenset(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "QUERY"])
_BINDS = ("bind", "bindContract")
_DEPTH = 6


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The routes that a file binds."""
    for node in find(source.root, {"kind": "infix_expression"}):
        left, operator, right = _parts(node)
        if left is None or right is None:
            continue
        bound = operator in _BINDS and last_name(right) in _VERBS
        under = operator == "to" and left.kind() != "infix_expression" and last_name(left) in _VERBS
        path = _path(left, source) if bound else ""
        if path is None or not (bound or under):
            continue
        for prefix in _prefixes(node, source, 0):
            if bound or prefix != "/":
                method = last_name(right if bound else left)
                yield Endpoint(
                    "http", method, join(prefix, path), source.path, line_of(node), "http4k", qualified(node)
                )


def _parts(node: SgNode) -> tuple[SgNode | None, str, SgNode | None]:
    parts = named_children(node)
    return (parts[0], parts[1].text(), parts[-1]) if len(parts) == 3 else (None, "", None)


def _path(left: SgNode, source: Source) -> str | None:
    while left.kind() == "infix_expression":
        left = named_children(left)[0]
    found = source.string(left)
    return "{" + last_name(left) + "}" if found is None and re.fullmatch(r"[\w.]+", left.text()) else found


def _prefixes(node: SgNode, source: Source, depth: int) -> list[str]:
    """The paths under which the expression at `node` is bound: around it, and where its name is used."""
    inside, start = "", node.range().start.index
    holder = None
    for ancestor in node.ancestors():
        if ancestor.kind() == "infix_expression":
            left, operator, right = _parts(ancestor)
            if (
                operator in _BINDS
                and left is not None
                and right is not None
                and right.range().start.index <= start
            ):
                inside = join(_path(left, source) or "", inside)
        elif ancestor.kind() in ("property_declaration", "function_declaration"):
            holder = ancestor
    name = _name(holder) if holder is not None else ""
    if holder is None or not name or depth > _DEPTH:
        return [join(inside)]
    found: list[str] = []
    for use in find(source.root, {"kind": "simple_identifier", "regex": f"^{re.escape(name)}$"}):
        outside = not any(key(a) == key(holder) for a in use.ancestors())
        if outside and any(
            a.kind() == "call_expression" or a.kind() == "infix_expression" for a in use.ancestors()
        ):
            found += [join(p, inside) for p in _prefixes(use, source, depth + 1)]
    return sorted(set(found)) or [join(inside)]


def _name(holder: SgNode) -> str:
    declared = next((c for c in holder.children() if c.kind() == "variable_declaration"), None)
    return named_children(declared)[0].text() if declared is not None else name_of(holder)
