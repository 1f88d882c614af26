"""CherryPy: the tree of objects under the root is the tree of paths."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.classes import find_class, methods_in
from reviewlint.facts.endpoints.nodes import line_of, read_call, string
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_MOUNT = {"kind": "call", "has": {"field": "function", "regex": r"(quickstart|tree\.mount)$"}}
_CHILD = regex(r"^[ \t]+(?:self\.)?(\w+)\s*=\s*(?:\w+\.)*([A-Z]\w*)\(", re.MULTILINE)
_VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
_DEEP = 8


def wanted(path: str, text: str) -> bool:
    """Whether the file mounts a tree of CherryPy."""
    return "cherrypy" in text and ("quickstart(" in text or "tree.mount(" in text)


def read(source: Source) -> Iterator[Endpoint]:
    """The endpoints of the trees that the file mounts."""
    for node in find(source.root, _MOUNT):
        call = read_call(node)
        root = re.match(r"(?:\w+\.)*(\w+)\(", call.positional[0].text()) if call.positional else None
        prefix = string(call.argument([1, "script_name"]), source.text) or ""
        if root:
            yield from _tree(source, root[1], source.path, source.root, prefix, 0)


def _tree(source: Source, name: str, path: str, root: SgNode, prefix: str, depth: int) -> Iterator[Endpoint]:
    found = find_class(name, path, root, source.around) if depth < _DEEP else None
    if found is None:
        return
    path, node = found
    yield from _exposed(node, path, prefix)
    tree = source.around.tree(path) if source.around is not None else None
    for attribute, child in _CHILD.findall(node.text()):
        below = tree if tree is not None else root
        yield from _tree(source, child, path, below, join(prefix, attribute), depth + 1)


def _exposed(node: SgNode, path: str, prefix: str) -> Iterator[Endpoint]:
    methods = methods_in(node)
    whole = re.search(r"^[ \t]+exposed\s*=\s*True", node.text(), re.MULTILINE) or _decorated(node)
    for name, method in methods.items():
        tail = "".join(f"/{{{p}}}" for p in _parameters(method))
        if whole and name in _VERBS:
            yield Endpoint("http", name, join(prefix, tail), path, line_of(method), "cherrypy", name)
        elif not whole and _decorated(method):
            own = "" if name == "index" else "*" if name == "default" else name
            route = join(prefix, own, "" if name == "default" else tail)
            yield Endpoint("http", "GET", route, path, line_of(method), "cherrypy", name)


def _decorated(node: SgNode) -> bool:
    parent = node.parent()
    return (
        parent is not None
        and parent.kind() == "decorated_definition"
        and "expose" in parent.text().split("def ")[0].split("class ")[0]
    )


def _parameters(method: SgNode) -> list[str]:
    """The path segments that CherryPy hands over: parameters without a default."""
    listed = method.field("parameters")
    names = [c.text() for c in listed.children() if c.is_named()] if listed is not None else []
    return [n for n in names if n != "self" and "=" not in n and "*" not in n]
