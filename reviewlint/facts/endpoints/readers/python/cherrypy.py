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
_MADE = regex(r"(?:\w+\.)*(\w+)\(")
_EXPOSED = regex(r"\bexpose\(([^()]*)\)")
_ALLOWED = regex(r"\ballow\(\s*(?:methods\s*=\s*)?\[([^\[\]]*)\]")
_VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
_DEEP = 8


def wanted(path: str, text: str) -> bool:
    """Whether the file mounts a tree of CherryPy."""
    return "cherrypy" in text and ("quickstart(" in text or "tree.mount(" in text)


def read(source: Source) -> Iterator[Endpoint]:
    """The endpoints of the trees that the file mounts."""
    for node in find(source.root, _MOUNT):
        call = read_call(node)
        told = call.positional[0].text() if call.positional else ""
        prefix = string(call.argument([1, "script_name"]), source.text) or ""
        for name, below in _objects(told, source.text):
            yield from _tree(source, name, source.path, source.root, join(prefix, below), 0)


def _objects(told: str, text: str) -> list[tuple[str, str]]:
    """The classes of an object and of those that are put below it, each with its path: `root.users = Users()`."""
    made = _MADE.match(told)
    if made or not re.fullmatch(r"\w+", told):
        return [(made[1], "")] if made else []
    pattern = rf"^[ \t]*{told}((?:\.\w+)*)\s*=\s*(?:\w+\.)*([A-Z]\w*)\("
    return [(name, path.replace(".", "/")) for path, name in re.findall(pattern, text, re.MULTILINE)]


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
        elif not whole and (_decorated(method) or _is_marked(name, node)):
            for called in (name, *_aliases(method)):
                own = "" if called == "index" else "*" if called == "default" else called
                route = join(prefix, own, "" if called == "default" else tail)
                for verb in _allowed(method):
                    yield Endpoint("http", verb, route, path, line_of(method), "cherrypy", name)


def _is_marked(name: str, owner: SgNode) -> bool:
    """Whether a method is exposed by a line of its class: `save.exposed = True`."""
    return re.search(rf"^[ \t]+{name}\.exposed\s*=\s*True", owner.text(), re.MULTILINE) is not None


def _aliases(method: SgNode) -> list[str]:
    """The further names that the decorator of a method gives it: `@expose(["one", "two"])`."""
    found = _EXPOSED.search(_marks(method))
    return re.findall(r"[\"'](\w+)[\"']", found[1]) if found else []


def _allowed(method: SgNode) -> list[str]:
    """The methods that a tool allows, else GET."""
    found = _ALLOWED.search(_marks(method))
    return re.findall(r"[\"']([A-Z]+)[\"']", found[1]) if found else ["GET"]


def _marks(method: SgNode) -> str:
    """The decorators of a method as text."""
    parent = method.parent()
    decorated = parent is not None and parent.kind() == "decorated_definition"
    return parent.text().split("def ")[0] if parent is not None and decorated else ""


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
