"""Routes that Go code lists in literals, tags, comments and switches instead of calls on a router."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import is_function, line_of, named_children, qualified, read_call
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source
    from reviewlint.facts.endpoints.nodes import Call

_META = regex(r"\bg\.Meta\s+`([^`]*)`")
_TAG = regex(r'\b(path|method):"([^"]*)"')
_METHOD = regex(r"(?:Method|\")(Get|Post|Put|Patch|Delete|Head|Options|Trace|Connect)\b", re.IGNORECASE)
_PROCEDURE = regex(r"\w+Procedure\s*=\s*\"(/[\w.]+/\w+)\"")
_PATHS = regex(r"(\.URL\.Path|\bctx\.Path\(\)|\.URI\(\)\.Path\(\))")


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The routes that a Go file lists."""
    yield from _listed(source)
    yield from _written(source)
    yield from _switched(source)


def _listed(source: Source) -> Iterator[Endpoint]:
    """Literals with a path and a method: `huma.Operation{Method: …, Path: "/x"}`, `rest.Route{…}`."""
    if "Path:" not in source.text or "Method:" not in source.text:
        return
    for node in find(source.root, {"kind": "literal_value"}):
        fields = _fields(node)
        path = source.string(fields.get("Path"))
        method = _METHOD.search(fields["Method"].text()) if "Method" in fields else None
        if path is not None and path.startswith("/") and method and _serves(node):
            for prefix in _groups(node, source):
                yield Endpoint(
                    "http", method[1].upper(), join(prefix, path), source.path, line_of(node), "table",
                    _handler(fields, node),
                )  # fmt: skip


def _fields(node: SgNode) -> dict[str, SgNode]:
    found = {}
    for child in named_children(node):
        parts = named_children(child)
        if child.kind() == "keyed_element" and len(parts) == 2:
            value = named_children(parts[1])
            found[parts[0].text()] = value[0] if parts[1].kind() == "literal_element" and value else parts[1]
    return found


def _serves(node: SgNode) -> bool:
    """Whether the literal is an operation or a route, by its type or the type of the list around it."""
    for ancestor in list(node.ancestors())[:5]:
        kind = ancestor.field("type") if ancestor.kind() == "composite_literal" else None
        if kind is not None:
            return re.search(r"(?i)(operation|routes?|endpoints?)$", kind.text().split("{")[0]) is not None
    return False


def _groups(node: SgNode, source: Source) -> list[str]:
    """The prefixes that the registering call gives: `rest.WithPrefix("/v1")`, `huma.Register(group, …)`."""
    for ancestor in node.ancestors():
        if ancestor.kind() == "call_expression":
            call = read_call(ancestor)
            for argument in call.positional:
                inner = read_call(argument) if argument.kind() == "call_expression" else None
                if inner is not None and inner.name == "WithPrefix":
                    return [source.string(inner.argument([0])) or ""]
            if call.name == "Register" and call.positional:
                return _below(call.positional[0], call, source)
        if is_function(ancestor):
            break
    return [""]


def _below(group: SgNode, call: Call, source: Source) -> list[str]:
    from reviewlint.facts.endpoints.framework import framework_named
    from reviewlint.facts.endpoints.routers import Routers

    known = framework_named("huma", "go")
    if known is None or "danielgtaylor/huma" not in source.text:
        return [""]
    return Routers(source.path, source.text, source.root, known, source.around).prefixes(group, call.node)


def _handler(fields: dict[str, SgNode], node: SgNode) -> str:
    named = fields.get("Handler") or fields.get("HandlerFunc")
    text = named.text().partition("(")[0].rpartition(".")[2] if named is not None else ""
    return text if re.fullmatch(r"\w+", text) else qualified(node)


def _written(source: Source) -> Iterator[Endpoint]:
    """Struct tags of GoFrame, procedures of generated connect code."""
    for found in _META.finditer(source.text):
        tags = dict(_TAG.findall(found[1]))
        for method in (tags.get("method") or "any").split(","):
            verb = "ANY" if method.strip().lower() in ("any", "all") else method.strip().upper()
            if "path" in tags:
                yield _at(source, found.start(), verb, tags["path"], "goframe")
    if "connect.HandlerOption" in source.text:
        for found in _PROCEDURE.finditer(source.text):
            yield _at(source, found.start(), "POST", found[1], "connect")


def _at(source: Source, offset: int, method: str, route: str, framework: str) -> Endpoint:
    line = source.text.count("\n", 0, offset) + 1
    return Endpoint("http", method, join(route), source.path, line, framework)


def _switched(source: Source) -> Iterator[Endpoint]:
    """Handlers that choose by the path of the request."""
    if not _PATHS.search(source.text):
        return
    for node in find(source.root, {"kind": "expression_switch_statement"}):
        value = node.field("value")
        if value is None or not _PATHS.search(value.text()):
            continue
        for case in named_children(node):
            chosen = case.field("value") if case.kind() == "expression_case" else None
            for item in named_children(chosen) if chosen is not None else ():
                path = source.string(item)
                if path is not None and path.startswith("/"):
                    yield Endpoint("http", "ANY", path, source.path, line_of(item), "switch", qualified(node))
