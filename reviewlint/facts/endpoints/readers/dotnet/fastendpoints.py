"""Endpoints that are classes: FastEndpoints' `Configure`, ServiceStack's `[Route]` on requests."""

from __future__ import annotations

import re
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
    from reviewlint.facts.endpoints.nodes import Call

_VERBS = {"Get": "GET", "Post": "POST", "Put": "PUT", "Patch": "PATCH", "Delete": "DELETE", "Head": "HEAD"}
_BASE = regex(r":\s*(Ep\.|\w*Endpoint|Endpoint(?:WithoutRequest|WithMapping)?\b)")
_HEAD = regex(r"\bclass\s+\w[^{]*")
_METHOD = regex(r"\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b")
_ADD = regex(r"\.Add<(\w+)>\(\s*\"(/[^\"]*)\"(?:\s*,\s*([^()]*))?\)")
_PREFIX = regex(r"RoutePrefix\s*=\s*\"([^\"]+)\"")


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The endpoints of a C# file that its classes are."""
    for node in find(source.root, {"kind": "class_declaration"}):
        head = _HEAD.search(node.text())
        if head and _BASE.search(head[0]):
            yield from _configured(source, node)
        if "ServiceStack" in source.text:
            yield from _requested(source, node)
    if "ServiceStack" in source.text and "Routes" in source.text:
        yield from _added(source)


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
    for call in _attributes(owner):
        if (verb := call.name.removeprefix("Http")) in _VERBS and call.positional:
            methods.append(_VERBS[verb])
            routes += [source.string(call.positional[0]) or ""]
    prefix = join(_prefix(source), _group(source, owner)) if routes else ""
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


def _group(source: Source, owner: SgNode) -> str:
    """The path of the group that an endpoint says it is in: `Group<AdminGroup>()`."""
    named = re.search(r"\bGroup<(\w+)>\(", owner.text())
    if named is None:
        return ""
    pattern = re.compile(rf"\bclass\s+{named[1]}\b[^{{]*\{{[\s\S]*?\bConfigure\(\s*\"([^\"]*)\"")
    for text in source.texts([named[1]]):
        if found := pattern.search(text):
            return found[1]
    return ""


def _attributes(owner: SgNode) -> list[Call]:
    lists = [part for part in owner.children() if part.kind() == "attribute_list"]
    return [read_call(node) for part in lists for node in find(part, {"kind": "attribute"})]


def _requested(source: Source, owner: SgNode) -> Iterator[Endpoint]:
    for call in _attributes(owner):
        route = source.string(call.argument([0])) if call.name == "Route" else None
        if route is not None and route.startswith("/"):
            told = source.string(call.argument([1, "Verbs"])) or ""
            for method in _METHOD.findall(told.upper()) or ["ANY"]:
                yield Endpoint(
                    "http", method, route, source.path, line_of(call.node), "servicestack", name_of(owner)
                )


def _added(source: Source) -> Iterator[Endpoint]:
    """`Routes.Add<Contact>("/contacts/{Id}", "GET,DELETE")`."""
    for found in _ADD.finditer(source.text):
        line = source.text.count("\n", 0, found.start()) + 1
        for method in _METHOD.findall((found[3] or "").upper()) or ["ANY"]:
            yield Endpoint("http", method, found[2], source.path, line, "servicestack", found[1])
