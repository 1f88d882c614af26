"""The routers on which a loop of Go binds the rows of a table of routes.

`for _, r := range routes { api.Path(r.Path) }`: the routes stand below what `api` stands below.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import Call, is_function, named_children, read_call
from reviewlint.facts.endpoints.places import around_place, assignee
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_PATH = regex(r"(?i)(\w+)\.(?:pattern|path|route|url|uri|endpoint)")


def looped(row: SgNode, source: Source) -> list[str]:
    """The prefixes of the router that the rows of the table around `row` are bound on; [""] where no loop tells."""
    bound = next(_bindings(_kept_as(_table(row)), row), None)
    if bound is None:
        return [""]
    router = bound
    while router.receiver is not None and "call" in router.receiver.kind():
        router = read_call(router.receiver)
    return _prefixes(router.receiver, bound, source) if router.receiver is not None else [""]


def _table(row: SgNode) -> SgNode:
    """The outermost literal that the row stands in."""
    found = row
    for ancestor in row.ancestors():
        if is_function(ancestor):
            break
        found = ancestor if ancestor.kind() == "composite_literal" else found
    return found


def _kept_as(table: SgNode) -> str:
    """The variable that keeps a literal, whole or among others: `x := …`, `x["a"] = …`, `maps.Copy(x, …)`."""
    for ancestor in list(table.ancestors())[:3]:
        if ancestor.kind() == "assignment_statement" and (left := ancestor.field("left")) is not None:
            return left.text().partition("[")[0]
        if ancestor.kind() == "call_expression":
            call = read_call(ancestor)
            return call.positional[0].text() if call.name in ("Copy", "append") and call.positional else ""
    return assignee(table)


def _bindings(name: str, row: SgNode) -> Iterator[Call]:
    """The calls that take the path of a row, in the loops over its table, called `name` or written out in the loop."""
    inside = next((a for a in row.ancestors() if is_function(a)), None)
    scope = inside if inside is not None else list(row.ancestors())[-1]
    end = row.range().end.index
    for loop in find(scope, {"kind": "for_statement"}):
        clause = next((c for c in named_children(loop) if c.kind() == "range_clause"), None)
        if clause is None or (inside is not None and clause.range().end.index < end):
            continue
        over = re.match(r"(?:\w+,\s*)?(\w+)\s*:=\s*range\s+(\w+$)?", clause.text())
        if over is None or not (around_place(clause, end - 1) or (name and over[2] == name)):
            continue
        for node in find(loop, {"kind": "call_expression"}):
            call = read_call(node)
            taken = (_PATH.fullmatch(argument.text()) for argument in call.positional)
            if any(found is not None and found[1] == over[1] for found in taken):
                yield call


def _prefixes(router: SgNode, call: Call, source: Source) -> list[str]:
    """The prefixes of a router by the first framework of the file that knows any."""
    from reviewlint.facts.endpoints.framework import frameworks_of
    from reviewlint.facts.endpoints.routers import Routers

    for framework in frameworks_of(source.text, "go"):
        known = Routers(source.path, source.text, source.root, framework, source.around)
        told = known.prefixes(router, call.node) if framework.table("group") else []
        if any(prefix.strip("/") for prefix in told):
            return told
    return [""]
