"""Hono with OpenAPI: routes made by `createRoute({ method, path })`, bound by `app.openapi(route, handler)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.framework import framework_named
from reviewlint.facts.endpoints.nodes import Call, line_of, pairs, read_call
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.endpoints.routers import Routers
from reviewlint.facts.model import Endpoint
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_BOUND = {"kind": "call_expression", "has": {"field": "function", "regex": r"\.openapi$"}}
_MADE = {"kind": "call_expression", "has": {"field": "function", "regex": r"^createRoute$"}}


def wanted(path: str, text: str) -> bool:
    """Whether the file binds such routes."""
    return ".openapi(" in text


def read(source: Source) -> Iterator[Endpoint]:
    """The endpoints that the file binds."""
    known = framework_named("express", source.language)
    bound = [call for node in find(source.root, _BOUND) if len((call := read_call(node)).positional) > 1]
    if known is None or not bound:
        return
    routers = Routers(source.path, source.text, source.root, known, source.around)
    for call in bound:
        made = _made(source, call.positional[0])
        told = pairs(made.positional[0]) if made is not None and made.positional else {}
        method, path = source.string(told.get("method")), source.string(told.get("path"))
        if method is not None and path is not None and call.receiver is not None:
            for prefix in routers.chained(call.receiver, call.node):
                route = join(prefix, path)
                yield Endpoint(
                    "http", method.upper(), route, source.path, line_of(call.positional[0]), "hono"
                )


def _made(source: Source, route: SgNode) -> Call | None:
    """The call that makes the route: in place, or where its name is given to it."""
    if route.kind() == "call_expression":
        made = read_call(route)
        return made if made.name == "createRoute" else None
    if route.kind() not in ("identifier", "member_expression"):
        return None
    name = route.text().rpartition(".")[2]
    roots = [source.root]
    if source.around is not None:
        trees = (source.around.tree(path) for path in source.around.mentioning([name], ["createRoute"]))
        roots += [tree for tree in trees if tree is not None]
    return next((found for root in roots if (found := _named(root, name)) is not None), None)


def _named(root: SgNode, name: str) -> Call | None:
    for node in find(root, _MADE):
        parent = node.parent()
        target = (
            parent.field("name") if parent is not None and parent.kind() == "variable_declarator" else None
        )
        if target is not None and target.text() == name:
            return read_call(node)
    return None
