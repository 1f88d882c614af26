"""Laminas MVC: the tree of routes in a module's configuration, `'router' => ['routes' => [...]]`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import line_of, pairs, string
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.model import Endpoint
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_ROUTER = {"kind": "array_element_initializer", "regex": r"^['\"]router['\"]\s*=>"}
_CONSOLE = re.compile(r"^['\"]console['\"]\s*=>")


def wanted(path: str, text: str) -> bool:
    """Whether the file may configure a router."""
    return bool(re.search(r"['\"]router['\"]\s*=>\s*(\[|array\()", text)) and "'route" in text


def read(source: Source) -> Iterator[Endpoint]:
    """The routes of the tree, each below those around it."""
    for node in find(source.root, _ROUTER):
        if not any(_CONSOLE.match(a.text()[:20]) for a in node.ancestors()):
            value = node.children()[-1]
            yield from _routes(source, pairs(value).get("routes"), "", [])


def _routes(source: Source, node: SgNode | None, above: str, methods: list[str]) -> Iterator[Endpoint]:
    for entry in pairs(node).values() if node is not None else ():
        told = pairs(entry)
        options = pairs(told["options"]) if "options" in told else {}
        path, verb = string(options.get("route"), source.text), string(options.get("verb"), source.text)
        route = join(above, re.sub(r"[\[\]]|\{[^{}]*\}", "", path or ""))
        bound = [v.strip().upper() for v in verb.split(",")] if verb else methods
        children = told.get("child_routes")
        if path is not None and (children is None or _ends(told)):
            for method in bound or ["ANY"]:
                yield Endpoint("http", method, route, source.path, line_of(entry), "laminas")
        yield from _routes(source, children, route, bound)


def _ends(told: dict[str, SgNode]) -> bool:
    """Whether a route with children is one itself."""
    return "may_terminate" in told and told["may_terminate"].text().lower() == "true"
