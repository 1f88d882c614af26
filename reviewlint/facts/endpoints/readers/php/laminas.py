"""Laminas MVC: the tree of routes in a module's configuration, `'router' => ['routes' => [...]]`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import line_of, pairs, read_call, string
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.model import Endpoint
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_ROUTER = {"kind": "array_element_initializer", "regex": r"^['\"]router['\"]\s*=>"}
_ADDS = {"kind": "member_call_expression", "has": {"field": "name", "regex": "^addRoutes?$"}}
_TYPE = re.compile(r"(\w+)(?:::class)?['\"]?$")
_CONSOLE = re.compile(r"^['\"]console['\"]\s*=>")


def wanted(path: str, text: str) -> bool:
    """Whether the file may configure a router."""
    listed = re.search(r"['\"]router['\"]\s*=>\s*(\[|array\()", text) and "'route" in text
    return bool(listed or ("->addRoute" in text and re.search(r"['\"]options['\"]\s*=>", text)))


def read(source: Source) -> Iterator[Endpoint]:
    """The routes of the tree, each below those around it."""
    for node in find(source.root, _ROUTER):
        if not any(_CONSOLE.match(a.text()[:20]) for a in node.ancestors()):
            value = node.children()[-1]
            yield from _routes(source, pairs(value).get("routes"), "", [])
    for node in find(source.root, _ADDS):
        call = read_call(node)
        if call.name == "addRoutes" and call.positional:
            yield from _routes(source, call.positional[0], "", [])
        elif len(call.positional) > 1:
            yield from _route(source, call.positional[1], "", [])


def _routes(source: Source, node: SgNode | None, above: str, methods: list[str]) -> Iterator[Endpoint]:
    for entry in pairs(node).values() if node is not None else ():
        yield from _route(source, entry, above, methods)


def _route(source: Source, entry: SgNode, above: str, methods: list[str]) -> Iterator[Endpoint]:
    told = pairs(entry)
    named = _TYPE.search(told["type"].text()) if "type" in told else None
    kind = named[1].lower() if named else ""
    options = pairs(told["options"]) if "options" in told else {}
    path = _path(source, kind, options)
    verb = string(options.get("verb"), source.text)
    route = join(above, path or "")
    bound = [v.strip().upper() for v in verb.split(",")] if verb else methods
    children = told.get("child_routes")
    if (path is not None or verb) and (children is None or _ends(told)):
        for method in bound or ["ANY"]:
            yield Endpoint("http", method, route, source.path, line_of(entry), "laminas")
    yield from _routes(source, children, route, bound)


def _path(source: Source, kind: str, options: dict[str, SgNode]) -> str | None:
    """The path of a route: as it is written, or as a regular expression says that it is built."""
    spec = string(options.get("spec"), source.text)
    if spec is not None and "regex" in options:
        return re.sub(r"%(\w+)%", r"{\1}", spec)
    path = string(options.get("route"), source.text)
    if path is not None and kind == "hostname":
        return None
    return re.sub(r"[\[\]]|\{[^{}]*\}", "", path) if path is not None else None


def _ends(told: dict[str, SgNode]) -> bool:
    """Whether a route with children is one itself."""
    return "may_terminate" in told and told["may_terminate"].text().lower() == "true"
