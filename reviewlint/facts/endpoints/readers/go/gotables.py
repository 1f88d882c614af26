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
_VERB = regex(
    r"(?:strings\.ToUpper\()?(?:\"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\"|http\.Method\w+)\)?",
    re.IGNORECASE,
)
_TABLE = regex(r"\b(?:Path|Pattern):[\s\S]*\bMethod:|\bMethod:[\s\S]*\b(?:Path|Pattern):|[rR]outes?\s*\{")
_OF_CONTEXT = regex(
    r"\bIs(Get|Post|Put|Patch|Delete|Head|Options)\(\)|\bMethod\(\)\)?\s*==\s*(?:\"(\w+)\"|\w+\.Method(\w+))"
)
_ROUTER = regex(r"fasthttp/router|fasthttprouter|fasthttp-routing|\bRouter\b")
_ASKED = r"string\(\w+\.Path\(\)\)"
_PROCEDURE = regex(r"\w+Procedure\s*=\s*\"(/[\w.]+/\w+)\"")
_PATHS = regex(r"(\.URL\.Path|\bctx\.Path\(\)|\.URI\(\)\.Path\(\))")


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The routes that a Go file lists."""
    yield from _listed(source)
    yield from _written(source)
    yield from _switched(source)
    if "valyala/fasthttp" in source.text and not _ROUTER.search(source.text):
        yield from _compared(source)


def _listed(source: Source) -> Iterator[Endpoint]:
    """Literals with a path and a method: `huma.Operation{Method: …, Path: "/x"}`, `rest.Route{…}`."""
    if not _TABLE.search(source.text):
        return
    for node in find(source.root, {"kind": "literal_value"}):
        fields = _fields(node) or _placed(node, source)
        path = source.string(fields.get("Path") or fields.get("Pattern"))
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


def _placed(node: SgNode, source: Source) -> dict[str, SgNode]:
    """The method, the path and the handler of a literal without names: `Route{"Index", "GET", "/", Index}`."""
    values = [v for child in named_children(node) for v in (named_children(child)[:1] or [child])]
    paths = [v for v in values if (source.string(v) or "").startswith("/")]
    verbs = [v for v in values if _VERB.fullmatch(v.text())]
    if len(paths) != 1 or len(verbs) != 1:
        return {}
    return {"Path": paths[0], "Method": verbs[0], "Handler": values[-1]}


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
    from reviewlint.facts.endpoints.readers.go.golooped import looped

    return looped(node, source)


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
                yield source.endpoint(found.start(), verb, tags["path"], "goframe")
    if "connect.HandlerOption" in source.text:
        for found in _PROCEDURE.finditer(source.text):
            yield source.endpoint(found.start(), "POST", found[1], "connect")


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
                    for method in _of_context(case.text()):
                        yield Endpoint(
                            "http", method, path, source.path, line_of(item), "switch", qualified(node)
                        )


def _compared(source: Source) -> Iterator[Endpoint]:
    """The paths that conditions of a handler of fasthttp compare the request's with."""
    names = re.findall(rf"\b(\w+)\s*:?=\s*{_ASKED}", source.text)
    path = f"(?:{'|'.join((_ASKED, *(rf'{name}' for name in names)))})"
    equal = re.compile(
        rf'{path}\s*==\s*"(/[^"]*)"|"(/[^"]*)"\s*==\s*{path}|strings\.HasPrefix\({path},\s*"(/[^"]*)"\)'
    )
    for kind in ("binary_expression", "call_expression"):
        for node in find(source.root, {"kind": kind}):
            found = equal.fullmatch(node.text()[:200])
            if found is not None:
                route = next(g for g in found.groups() if g)
                for method in _around(node):
                    yield Endpoint(
                        "http", method, route, source.path, line_of(node), "switch", qualified(node)
                    )


def _around(node: SgNode) -> list[str]:
    """The methods of the conditions around a comparison; else those that its branch asks for."""
    branch = ""
    for ancestor in node.ancestors():
        told = ancestor.field("condition" if ancestor.kind() == "if_statement" else "value")
        if ancestor.kind() in ("if_statement", "expression_case") and told is not None:
            if (found := _of_context(told.text())) != ["ANY"]:
                return found
            then = ancestor.field("consequence") or ancestor
            branch = branch or then.text()
    return _of_context(branch)


def _of_context(text: str) -> list[str]:
    """The methods that code asks a request of fasthttp for, ANY without one."""
    told = [next(g for g in found if g).upper() for found in _OF_CONTEXT.findall(text)]
    return list(dict.fromkeys(told)) or ["ANY"]
