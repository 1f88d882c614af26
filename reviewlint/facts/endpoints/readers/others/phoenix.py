"""Phoenix and Plug: scopes, resources and forwards of a router module written out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import line_of, named_children
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.model import Endpoint
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_VERBS = frozenset(["get", "post", "put", "patch", "delete", "head", "options", "trace", "connect", "query"])
_ROUTER = regex(
    r"\buse\s+(Phoenix\.Router|Plug\.Router|[\w.]+,\s*:router)\b|Plug\.Router|Phoenix\.(Router|Endpoint|Socket)\b"
)
_CRUD = {
    "index": ("GET", "", False), "new": ("GET", "/new", False), "create": ("POST", "", False),
    "show": ("GET", "", True), "edit": ("GET", "/edit", True), "update": ("PATCH,PUT", "", True),
    "delete": ("DELETE", "", True),
}  # fmt: skip
_MACRO = regex(r"rout(?:es?|er|ing)")  # how macros that write routes are called
_STATIC = frozenset(["live", "live_dashboard", "oban_dashboard", "ash_admin"])


class Statement(Record):
    """A call without parentheses taken apart."""

    node: SgNode
    name: str
    positional: list[SgNode]
    named: dict[str, SgNode]
    block: SgNode | None


def wanted(path: str, text: str) -> bool:
    """Whether the file defines a router, endpoint or socket."""
    return bool(_ROUTER.search(text))


def read(source: Source) -> Iterator[Endpoint]:
    """The endpoints of the routers that the file defines."""
    yield from _walk(source, source.root, _forwarded(source))


def _walk(source: Source, node: SgNode, prefix: str) -> Iterator[Endpoint]:
    for child in named_children(node):
        if child.kind() == "call":
            yield from _call(source, _statement(child), prefix)
        elif child.kind() in ("do_block", "arguments", "stab_clause", "body", "else_block"):
            yield from _walk(source, child, prefix)


def _call(source: Source, call: Statement, prefix: str) -> Iterator[Endpoint]:
    name, first = call.name, _text(call.positional[0]) if call.positional else None
    if name == "scope":
        told = _text(call.named.get("path")) if "path" in call.named else first
        yield from _inside(source, call, join(prefix, told or ""))
    elif name == "resources" and first is not None:
        yield from _resources(source, call, join(prefix, first))
    elif name in _VERBS and first is not None and _answers(call):
        yield _endpoint(source, call, name, join(prefix, first))
    elif name == "match":
        yield from _match(source, call, prefix)
    elif name in _STATIC and first is not None and len(call.positional) + len(call.named) > 0:
        yield _endpoint(source, call, "get", join(prefix, first))
    elif name == "forward" and first is not None and not _is_router(source, call):
        yield _endpoint(source, call, "ANY", join(prefix, first))
    elif name == "socket" and first is not None:
        found = _endpoint(source, call, "get", join(prefix, first))
        yield Endpoint("ws", *(getattr(found, f) for f in ("method", "route", "path", "line", "framework")))
    elif name == "for":
        from reviewlint.facts.endpoints.readers.others.phoenixmacros import unrolled

        bodies = list(unrolled(call.node, source.text))
        for root in bodies:
            yield from _walk(source, root, prefix)
        if not bodies:
            yield from _inside(source, call, prefix)
    elif name not in ("def", "defp", "defmacro", "quote", "pipeline", "test", "describe"):
        yield from _inside(source, call, prefix)
        if call.block is None and _MACRO.search(name):
            yield from _written(source, call, prefix)


def _written(source: Source, call: Statement, prefix: str) -> Iterator[Endpoint]:
    """The routes that a macro of the application writes, at the line of its call.

    Where neither the file nor the repository tells what it writes, the call itself stands for that.
    """
    from reviewlint.facts.endpoints.readers.others.phoenixmacros import expanded

    root = expanded(source, call.name, {key: value.text() for key, value in call.named.items()})
    if root is None and source.around is None:
        written = re.sub(r"\W+", "-", call.node.text())
        yield _endpoint(source, call, "ANY", join(prefix, "{macro}", written))
    for found in _walk(source, root, prefix) if root is not None else ():
        yield found._replace(line=line_of(call.node))


def _inside(source: Source, call: Statement, prefix: str) -> Iterator[Endpoint]:
    if call.block is not None:
        yield from _walk(source, call.block, prefix)


def _answers(call: Statement) -> bool:
    """Whether a route names what answers: a module, a block, or `to:`; a client call does not."""
    second = call.positional[1].kind() if len(call.positional) > 1 else ""
    return second == "alias" or call.block is not None or bool({"to", "do"} & set(call.named))


def _match(source: Source, call: Statement, prefix: str) -> Iterator[Endpoint]:
    first = call.positional[0] if call.positional else None
    if first is None:
        return
    if first.kind() in ("atom", "list") and len(call.positional) > 1:
        methods, route = _words(first), _text(call.positional[1])
    else:
        methods, route = _words(call.named.get("via")) or ["ANY"], _text(first)
    if route is not None:
        for method in methods:
            yield _endpoint(source, call, "ANY" if method in ("*", "query") else method, join(prefix, route))


def _resources(source: Source, call: Statement, base: str) -> Iterator[Endpoint]:
    only, without = call.named.get("only"), call.named.get("except")
    kept = [a for a in _CRUD if (only is None or a in _words(only)) and a not in _words(without)]
    single = call.named.get("singleton") is not None
    key = _text(call.named.get("param")) or "id"
    for action in kept:
        methods, tail, member = _CRUD[action]
        if single and action == "index":
            continue
        route = join(base, f":{key}" if member and not single else "", tail)
        for method in methods.split(","):
            yield _endpoint(source, call, method, route, action)
    word = re.sub(r"ies$", "y", base.rsplit("/", 1)[-1]).removesuffix("s")
    yield from _inside(source, call, base if single else join(base, f":{word}_{key}"))


def _forwarded(source: Source) -> str:
    """The prefix at which another router forwards to the module of this file."""
    found = re.search(r"^defmodule\s+([\w.]+)", source.text, re.MULTILINE)
    last = found[1].rpartition(".")[2] if found else ""
    for path in source.around.mentioning([last], ["forward"]) if source.around is not None and last else []:
        text = source.around.text(path) if source.around is not None and path != source.path else None
        told = re.search(
            rf"^\s*forward\(?\s*\"([^\"]+)\",\s*(?:to:\s*)?(?:\w+\.)*{last}\b", text or "", re.MULTILINE
        )
        if told:
            return told[1]
    return ""


def _is_router(source: Source, call: Statement) -> bool:
    """Whether what is forwarded to is a router of the repository, whose routes are read where they stand."""
    target = call.named.get("to") or (call.positional[1] if len(call.positional) > 1 else None)
    last = target.text().rpartition(".")[2] if target is not None else ""
    pattern = re.compile(
        rf"^defmodule\s+(?:\w+\.)*{re.escape(last)}\s+do\s[\s\S]{{0,300}}(Plug\.Router|:router\b)", re.M
    )
    return bool(last) and any(pattern.search(text) for text in source.texts([last]))


def _statement(node: SgNode) -> Statement:
    parts = named_children(node)
    name = parts[0].text() if parts and parts[0].kind() == "identifier" else ""
    positional: list[SgNode] = []
    named: dict[str, SgNode] = {}
    block = next((p for p in parts if p.kind() == "do_block"), None)
    for part in parts[1:]:
        for argument in named_children(part) if part.kind() == "arguments" else []:
            if argument.kind() == "keywords":
                named |= {
                    p[0].text().strip(": "): p[-1]
                    for pair in named_children(argument)
                    if (p := named_children(pair))
                }
            else:
                positional.append(argument)
    return Statement(node, name, positional, named, block)


def _text(node: SgNode | None) -> str | None:
    if node is None or node.kind() not in ("string", "atom"):
        return None
    parts = named_children(node)
    return (
        "".join("{part}" if p.kind() == "interpolation" else p.text() for p in parts)
        if node.kind() == "string"
        else node.text()[1:]
    )


def _words(node: SgNode | None) -> list[str]:
    if node is None:
        return []
    return [w.lower() for w in re.findall(r":?\"?([\w*]+)", node.text())]


def _endpoint(source: Source, call: Statement, method: str, route: str, handler: str = "") -> Endpoint:
    verb = "ANY" if method.lower() in ("any", "query") else method.upper()
    actions = [a.text()[1:] for a in call.positional[2:3] if a.kind() == "atom"]
    owners = [a.text().rpartition(".")[2] for a in call.positional[1:2] if a.kind() == "alias"]
    leads = ".".join((*owners, *([handler] if handler else actions)))
    return Endpoint("http", verb, route, source.path, line_of(call.node), "phoenix", leads)
