"""Django REST framework: view sets that a router registers, their actions written out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.bindings import last_of
from reviewlint.facts.endpoints.classes import bases_of, family, methods_in
from reviewlint.facts.endpoints.framework import framework_named
from reviewlint.facts.endpoints.nodes import (
    last_name,
    line_of,
    name_of,
    named_children,
    read_call,
    string,
)
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.endpoints.routers import Routers
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source
    from reviewlint.facts.endpoints.nodes import Call

_REGISTER = {"kind": "call", "has": {"field": "function", "regex": r"\.register$"}}
_ACTION = regex(
    r"^@(?:\w+\.)*(?:(detail_route)|list_route|action|\w*action\w*(?=\(\s*detail\s*=))\((.*)\)", re.DOTALL
)
_NESTED = regex(
    r"\b(\w+)\s*=\s*(?:\w+\.)*Nested\w*Router\(\s*(\w+)\s*,\s*r?[\"']([^\"']*)[\"'](?:\s*,\s*lookup\s*=\s*[\"'](\w+)[\"'])?"
)
_DEEP = 4
_MAPPED = regex(r"^@(\w+)\.mapping\.(get|post|put|patch|delete)$")
_ACTIONS = {
    "list": ("GET", False), "create": ("POST", False), "retrieve": ("GET", True),
    "update": ("PUT", True), "partial_update": ("PATCH", True), "destroy": ("DELETE", True),
}  # fmt: skip
_BASES = {
    "ModelViewSet": tuple(_ACTIONS),
    "ReadOnlyModelViewSet": ("list", "retrieve"),
    "ListModelMixin": ("list",),
    "CreateModelMixin": ("create",),
    "RetrieveModelMixin": ("retrieve",),
    "UpdateModelMixin": ("update", "partial_update"),
    "DestroyModelMixin": ("destroy",),
}


def wanted(path: str, text: str) -> bool:
    """Whether the file registers view sets."""
    return ".register(" in text and ("rest_framework" in text or "outer" in text)


def read(source: Source) -> Iterator[Endpoint]:
    """The endpoints of the view sets that the file registers."""
    django = framework_named("django", "python")
    if django is None:
        return
    routers = Routers(source.path, source.text, source.root, django, source.around)
    for node in find(source.root, _REGISTER):
        call = read_call(node)
        prefix = string(call.argument([0, "prefix"]), source.text)
        view = call.argument([1, "viewset"])
        receiver = last_name(call.receiver) if call.receiver is not None else ""
        if (
            call.receiver is None
            or prefix is None
            or view is None
            or not (re.search("(?i)router|^api", receiver) or _is_router(receiver, source.text))
        ):
            continue
        above = join(*routers.prefixes(call.receiver, node)[:1], _nesting(receiver, source.text))
        yield from _served(source, call, join(above, prefix), last_of(view))


def _is_router(name: str, text: str) -> bool:
    """Whether the file makes a router of that name."""
    made = rf"\b{re.escape(name)}\s*(?::[^=\n]+)?=\s*(?:\w+\.)*\w*Router\("
    return bool(re.search(made, text))


def _nesting(router: str, text: str, depth: int = 0) -> str:
    """The path at which drf-nested-routers puts a router: that of one entry of its parent."""
    for name, parent, prefix, lookup in _NESTED.findall(text) if depth < _DEEP else ():
        if name == router:
            return join(_nesting(parent, text, depth + 1), prefix, f"{{{lookup or 'nested'}_pk}}")
    return ""


def _served(source: Source, call: Call, base: str, view: str) -> Iterator[Endpoint]:
    classes = [node for _, node in family(view, source.path, source.root, source.around)]
    found = list(_routes(classes)) or [("ANY", ""), ("ANY", "/{pk}")]
    for method, tail in found:
        yield Endpoint("http", method, join(base, tail), source.path, line_of(call.node), "django", view)


def _routes(classes: list[SgNode]) -> Iterator[tuple[str, str]]:
    known = {m for node in classes for m in methods_in(node)}
    known |= {a for node in classes for base in bases_of(node) for a in _BASES.get(base, ())}
    allowed = _allowed(classes)
    standard = (
        (verb, "/{pk}" if detail else "") for name, (verb, detail) in _ACTIONS.items() if name in known
    )
    for verb, tail in [*standard, *(route for node in classes for route in _actions(node))]:
        if not allowed or verb.lower() in allowed:
            yield verb, tail


def _actions(node: SgNode) -> Iterator[tuple[str, str]]:
    """The routes that the decorators of a view set's own methods add."""
    told: dict[str, list[tuple[str, str]]] = {}
    body = node.field("body")
    for child in named_children(body) if body is not None else ():
        function = child.field("definition")
        marks = [c.text() for c in named_children(child) if c.kind() == "decorator"]
        for mark in marks if function is not None else ():
            action, mapped = _ACTION.match(mark), _MAPPED.match(mark.strip())
            if action and function is not None:
                told[name_of(function)] = list(_action(action[2], name_of(function), bool(action[1])))
                yield from told[name_of(function)]
            elif mapped:
                yield from ((mapped[2].upper(), tail) for _, tail in told.get(mapped[1], [])[:1])


def _allowed(classes: list[SgNode]) -> list[str]:
    for node in classes:
        found = re.search(r"^\s+http_method_names\s*=\s*[\[(]([^\])]*)", node.text(), re.MULTILINE)
        if found:
            return re.findall(r"\w+", found[1])
    return []


def _action(arguments: str, name: str, detailed: bool) -> Iterator[tuple[str, str]]:
    path = re.search(r"url_path\s*=\s*r?[\"']([^\"']*)", arguments)
    methods = re.search(r"methods\s*=\s*[\[(]([^\])]*)", arguments)
    tail = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"{\1}", path[1]) if path else name
    detail = detailed or re.search(r"detail\s*=\s*True", arguments)
    for method in re.findall(r"[\"'](\w+)[\"']", methods[1]) if methods else ["get"]:
        yield method.upper(), f"/{{pk}}/{tail}" if detail else f"/{tail}"
