"""tRPC: procedures of nested routers, each an HTTP route by its dotted name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import line_of, named_children, read_call, string
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.around import Around
    from reviewlint.facts.endpoints.families import Source

_ROUTER = r"(^|\.)(router|createTRPCRouter|createRouter|createCallerFactory|mergeRouters)$"
_RULE = {"kind": "call_expression", "has": {"field": "function", "regex": _ROUTER}}
_OLD = {
    "kind": "call_expression",
    "has": {
        "field": "function",
        "regex": r"[rR]outer\w*(<[^>]*>)?\([\s\S]*\)\s*\.(query|mutation|subscription)$",
    },
}
_MERGE = {"kind": "call_expression", "has": {"field": "function", "regex": r"\.merge$"}}
_VERBS = {"query": "GET", "mutation": "POST", "subscription": "GET"}
_KIND = regex(r"\.\s*(query|mutation|subscription)\s*\(")
_ADAPTERS = [
    "fetchRequestHandler",
    "createExpressMiddleware",
    "fastifyTRPCPlugin",
    "trpcServer",
    "createHTTPServer",
    "createNextApiHandler",
]
_AT = regex(r"(?:endpoint\s*:|prefix\s*:|\.use\()\s*['\"`](/[\w/.-]+)")
_DEEP = 6


def wanted(path: str, text: str) -> bool:
    """Whether the file builds a router of tRPC."""
    old = re.search(r"outer(?:<[^<>]*>)?\(\)\s*\.\s*(query|mutation|merge|middleware|transformer)\(", text)
    return bool(
        old or (re.search(r"trpc|TRPC|[pP]rocedure\b", text) and re.search(r"outer(?:<[^<>]*>)?\(", text))
    )


def read(source: Source) -> Iterator[Endpoint]:
    """The procedures of the routers that the file builds."""
    for node in find(source.root, _RULE):
        if _within_router(node):
            continue
        for prefix in _prefixes(source.path, source.root, _assigned(node), source.around, 0):
            yield from _router(source, node, prefix)
    for node in find(source.root, _OLD):
        call = read_call(node)
        name = string(call.argument([0]), source.text)
        if (
            name
            and call.name in _VERBS
            and len(call.positional) > 1
            and "resolve" in call.positional[1].text()
        ):
            for prefix in _prefixes(source.path, source.root, _assigned(node), source.around, 0):
                yield _endpoint(source, node, call.name, f"{prefix}{name}")


def _router(source: Source, node: SgNode, prefix: str) -> Iterator[Endpoint]:
    for argument in read_call(node).positional:
        yield from _members(source, argument, prefix)


def _members(source: Source, node: SgNode, prefix: str) -> Iterator[Endpoint]:
    if node.kind() == "identifier":
        rule = {"kind": "variable_declarator", "has": {"field": "name", "regex": f"^{node.text()}$"}}
        made = next((n.field("value") for n in find(source.root, rule)), None)
        node = made if made is not None else node
    if node.kind() != "object":
        return
    for pair in named_children(node):
        key, value = pair.field("key"), pair.field("value")
        if pair.kind() == "shorthand_property_identifier":
            key = value = pair
        if key is None or value is None:
            continue
        name = f"{prefix}{key.text().strip(chr(34) + chr(39))}"
        if value.kind() == "object":
            yield from _members(source, value, f"{name}.")
        elif value.kind() == "call_expression" and re.search(_ROUTER, read_call(value).name):
            yield from _router(source, value, f"{name}.")
        elif kind := _procedure(source, value):
            yield _endpoint(source, pair, kind, name)


def _procedure(source: Source, value: SgNode) -> str:
    """query, mutation or subscription; "" for what is no procedure."""
    if value.kind() == "call_expression":
        found = _KIND.findall(value.text())
        return found[-1] if found and read_call(value).name in _VERBS else ""
    if value.kind() not in ("identifier", "shorthand_property_identifier"):
        return ""
    name = value.text()
    texts = [source.text]
    if source.around is not None:
        texts += [source.around.text(p) or "" for p in source.around.mentioning([name])]
    pattern = re.compile(
        rf"\b(?:const|let|var)\s+{re.escape(name)}\s*=\s*(?!\s)(?!\S*outer\()((?:.*\n?){{1,40}})"
    )
    for text in texts:
        told = pattern.search(text)
        kind = _KIND.search(told[1]) if told and "rocedure" in told[1] else None
        if kind:
            return kind[1]
    return ""


def _endpoint(source: Source, node: SgNode, kind: str, name: str) -> Endpoint:
    return Endpoint(
        "http", _VERBS[kind], f"{_served_at(source.around)}/{name}", source.path, line_of(node), "trpc", name
    )


def _served_at(around: Around | None) -> str:
    """The path at which the adapter serves all procedures, if the repository tells one."""
    found = {
        at
        for path in (around.mentioning(_ADAPTERS) if around is not None else [])
        for at in _AT.findall(around.text(path) or "" if around is not None else "")
    }
    return found.pop().rstrip("/") if len(found) == 1 else "/api/trpc"


def _within_router(node: SgNode) -> bool:
    return any(
        a.kind() == "call_expression" and re.search(_ROUTER, read_call(a).name) for a in node.ancestors()
    )


def _assigned(node: SgNode) -> str:
    for ancestor in node.ancestors():
        if ancestor.kind() == "variable_declarator":
            name = ancestor.field("name")
            return name.text() if name is not None else ""
    return ""


def _prefixes(path: str, root: SgNode, name: str, around: Around | None, depth: int) -> list[str]:
    """The dotted names under which other routers take the router called `name`."""
    if not name or depth > _DEEP:
        return [""]
    found = _taken(path, root, name, around, depth) or _merged(path, root, name, around, depth)
    for other in around.mentioning([name]) if around is not None and not found else []:
        tree = around.tree(other) if around is not None and other != path else None
        if tree is not None:
            found += _taken(other, tree, name, around, depth) or _merged(other, tree, name, around, depth)
    return sorted(set(found)) or [""]


def _merged(path: str, root: SgNode, name: str, around: Around | None, depth: int) -> list[str]:
    """The prefixes that `merge("todo.", todoRouter)` gives, under those of the router that merges."""
    found: list[str] = []
    for node in find(root, _MERGE) if root.kind() == "program" else []:
        call = read_call(node)
        if call.positional and call.positional[-1].text() == name:
            own = string(call.positional[0], "") if len(call.positional) > 1 else ""
            above = _prefixes(path, root, _assigned(node), around, depth + 1)
            found += [f"{prefix}{own or ''}" for prefix in above]
    return found


def _taken(path: str, root: SgNode, name: str, around: Around | None, depth: int) -> list[str]:
    rule = {
        "any": [
            {"kind": "pair", "has": {"field": "value", "regex": f"^{name}$"}},
            {"kind": "shorthand_property_identifier", "regex": f"^{name}$"},
        ]
    }
    found = []
    for pair in find(root, rule) if root.kind() == "program" else []:
        keys, router = _keys(pair)
        if router is not None:
            above = _prefixes(path, root, _assigned(router), around, depth + 1)
            found += [f"{prefix}{'.'.join(keys)}." for prefix in above]
    return found


def _keys(pair: SgNode) -> tuple[list[str], SgNode | None]:
    keys = []
    for node in (pair, *pair.ancestors()):
        key = node.field("key") if node.kind() == "pair" else node if "shorthand" in node.kind() else None
        if key is not None:
            keys.append(key.text().strip("\"'"))
        if (
            node.kind() == "call_expression"
            and re.search(_ROUTER, read_call(node).name)
            and not _within_router(node)
        ):
            return keys[::-1], node
    return [], None
