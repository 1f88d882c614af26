"""Endpoints that are classes: FastEndpoints' `Configure`, ServiceStack's `[Route]` on requests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import line_of, name_of, read_call
from reviewlint.facts.endpoints.packages import nearest
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_VERBS = {"Get": "GET", "Post": "POST", "Put": "PUT", "Patch": "PATCH", "Delete": "DELETE", "Head": "HEAD"}
_BASE = regex(r":\s*(Ep\.|\w*Endpoint|Endpoint(?:WithoutRequest|WithMapping)?\b)")
_METHOD = regex(r"\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b")
_PREFIX = regex(r"RoutePrefix\s*=\s*\"([^\"]+)\"")


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The endpoints of a C# file that its classes are."""
    for node in find(source.root, {"kind": "class_declaration"}):
        if _BASE.search(node.text()[:600].partition("{")[0]):
            yield from _configured(source, node)
        if "ServiceStack" in source.text:
            yield from _requested(source, node)


def _configured(source: Source, owner: SgNode) -> Iterator[Endpoint]:
    methods: list[str] = []
    routes: list[str] = []
    for node in find(owner, {"kind": "invocation_expression"}):
        call = read_call(node)
        texts = [t for a in call.positional if (t := source.string(a)) is not None]
        if call.receiver is not None:
            continue
        if call.name in _VERBS and texts:
            methods.append(_VERBS[call.name])
            routes += texts
        elif call.name == "Verbs":
            methods += _METHOD.findall(" ".join(a.text().upper() for a in call.positional))
        elif call.name == "Routes":
            routes += texts
    prefix = _prefix(source) if routes else ""
    for route in routes:
        for method in dict.fromkeys(methods or ["ANY"]):
            yield Endpoint(
                "http",
                method,
                join(prefix, route),
                source.path,
                line_of(owner),
                "fastendpoints",
                name_of(owner),
            )


def _prefix(source: Source) -> str:
    around = source.around
    for path in nearest(around.mentioning(["RoutePrefix"]), source.path) if around is not None else ():
        found = _PREFIX.search((around.text(path) if around is not None else None) or "")
        if found:
            return found[1]
    return ""


def _requested(source: Source, owner: SgNode) -> Iterator[Endpoint]:
    for part in owner.children():
        if part.kind() != "attribute_list":
            continue
        for child in find(part, {"kind": "attribute"}):
            call = read_call(child)
            route = source.string(call.argument([0])) if call.name == "Route" else None
            if route is not None and route.startswith("/"):
                told = source.string(call.argument([1, "Verbs"])) or ""
                for method in _METHOD.findall(told.upper()) or ["ANY"]:
                    yield Endpoint(
                        "http", method, route, source.path, line_of(child), "servicestack", name_of(owner)
                    )
