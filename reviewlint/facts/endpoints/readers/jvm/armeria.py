"""Routes that Armeria's builders bind: `Server.builder().service("/x", s).route().get("/y/{id}").build(s)`.

`service` and `serviceUnder` take a path; `route()` and `withRoute(b -> …)` start a chain that ends in `build(service)`;
`Route.builder()…build()` makes a route that `service` takes; a service with `routes()` brings its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import key, last_name, line_of, qualified, read_call
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.endpoints.readers.jvm.chains import calls, handed_by, links
from reviewlint.facts.endpoints.readers.jvm.jvmtypes import declared, types, written
from reviewlint.facts.endpoints.standing import wrapped
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source
    from reviewlint.facts.endpoints.nodes import Call
    from reviewlint.facts.endpoints.readers.jvm.jvmtypes import Type

_VERBS = frozenset(["get", "post", "put", "patch", "delete", "head", "options", "trace", "connect"])
_PATHS = frozenset(["path", "pathPrefix"])
_METHOD = regex(r"\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE|CONNECT)\b")
_PATTERN = regex(r"^(?:exact:|prefix:|glob:|regex:\^?)?(?=/)")
_CLASS = regex(r"^(?:new\s+)?([A-Z]\w*)\s*\(")
_TYPED = ("java", "kotlin")
_BINDINGS = {"java": "variable_declarator", "kotlin": "property_declaration", "scala": "val_definition"}


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The routes that a file binds."""
    for node in calls(source.root, source.language):
        call = read_call(node)
        if call.name in ("service", "serviceUnder"):
            yield from _service(call, source)
        elif call.name == "build" and (call.positional or call.block is not None):
            yield from _bound(call, source)
    if source.language in _TYPED:
        yield from _of_classes(source)


def _service(call: Call, source: Source) -> Iterator[Endpoint]:
    """`service("/x", s)`, `serviceUnder("/x", s)`, and `service(route, s)`."""
    if len(call.positional) + (call.block is not None) < 2:
        return
    first = call.positional[0]
    service = call.positional[1] if len(call.positional) > 1 else None
    path = _path(first, source)
    if path is not None:
        own = call.name == "serviceUnder" and service is not None and _brings_routes(service, source)
        pairs = [] if own else [("ANY", path, first)]
    else:
        pairs = _made(_value(first, source), source)
    yield from _endpoints(pairs, call, service, source)


def _bound(call: Call, source: Source) -> Iterator[Endpoint]:
    """`route()…build(s)`, and the same inside of `withRoute(b -> …)`."""
    chain = links(call)
    start = next((n for n, link in enumerate(chain) if link.name == "route" and not link.positional), None)
    if start is None and handed_by(chain[-1]) != "withRoute":
        return
    pairs = _pairs(chain[:start], source)
    yield from _endpoints(pairs, call, call.positional[0] if call.positional else None, source)


def _endpoints(
    pairs: list[tuple[str, str, SgNode]], call: Call, service: SgNode | None, source: Source
) -> Iterator[Endpoint]:
    handler = wrapped(service) if service is not None else ""
    named = _CLASS.match(service.text()) if service is not None else None
    for above in _contexts(call, source):
        for method, path, node in pairs:
            yield Endpoint(
                "http", method, join(above, path), source.path, line_of(node), "armeria",
                (named[1] if named else handler) or qualified(call.node),
            )  # fmt: skip


def _pairs(chain: list[Call], source: Source) -> list[tuple[str, str, SgNode]]:
    """The (method, path, place of the path) that the calls of a route's builder tell."""
    told = [
        m
        for link in chain
        if link.name == "methods"
        for a in link.positional
        for m in _METHOD.findall(a.text())
    ]
    found = []
    for link in reversed(chain):
        path = _path(link.positional[0], source) if len(link.positional) == 1 else None
        if path is None:
            continue
        if link.name in _VERBS:
            found.append((link.name.upper(), path, link.positional[0]))
        elif link.name in _PATHS:
            found += [(method, path, link.positional[0]) for method in sorted(set(told)) or ["ANY"]]
    return found


def _made(value: SgNode, source: Source) -> list[tuple[str, str, SgNode]]:
    """What `Route.builder()…build()` tells; nothing for any other value."""
    if value.kind() not in ("method_invocation", "call_expression"):
        return []
    chain = links(read_call(value))
    start = chain[-1]
    on = start.receiver
    if chain[0].name != "build" or start.name != "builder" or on is None or last_name(on) != "Route":
        return []
    return _pairs(chain, source)


def _value(node: SgNode, source: Source) -> SgNode:
    """What a name is set to in the file, if once; any other node as it is."""
    if not re.fullmatch(r"\w+", node.text()):
        return node
    named = {"kind": _BINDINGS[source.language], "regex": rf"^[^=]*\b{node.text()}\b[^=]*="}
    found = list(find(source.root, named))
    last = found[0].children()[-1] if len(found) == 1 and found[0].children() else None
    return last if last is not None else node


def _path(node: SgNode, source: Source) -> str | None:
    """The path that `node` tells, without the kind of its pattern; None for what is no path."""
    text = source.string(node)
    if text is None or not (_PATTERN.match(text) or text.startswith("{")):
        return None
    return _PATTERN.sub("", text)


def _contexts(call: Call, source: Source) -> list[str]:
    """The prefixes of `contextPath("/v1")` in the chain before the call that no `and()` has closed."""
    for link in links(call)[1:]:
        if link.name == "and":
            break
        if link.name == "contextPath":
            return [p for a in link.positional if (p := _path(a, source)) is not None] or [""]
    return [""]


def _brings_routes(service: SgNode, source: Source) -> bool:
    named = _CLASS.match(service.text())
    owner = declared(named[1], source) if named and source.language in _TYPED else None
    return owner is not None and any(_own_routes(owner))


def _own_routes(owner: Type) -> Iterator[tuple[str, str, SgNode]]:
    """What the method `routes()` of a service tells."""
    for method in owner.methods():
        if method.name == "routes":
            for node in calls(method.node, owner.source.language):
                yield from _made(node, owner.source)


def _of_classes(source: Source) -> Iterator[Endpoint]:
    """The routes of the services that a file declares, under the prefixes where files mount them."""
    if not re.search(r"\broutes\s*\(\s*\)", source.text):
        return
    for owner in types(source):
        own = {(*key(node), method): (method, path, node) for method, path, node in _own_routes(owner)}
        for prefix in _mounted(owner) if own else ():
            for method, path, node in own.values():
                yield Endpoint(
                    "http", method, join(prefix, path), source.path, line_of(node), "armeria", owner.name
                )


def _mounted(owner: Type) -> list[str]:
    """The prefixes of the calls that take the service, "" where there is none or it stands at the root."""
    pattern = re.compile(
        rf"\bservice(?:Under\(\s*(\"/[^\"]*\"|[\w.]+)\s*,|\()\s*(?:new\s+)?{re.escape(owner.name)}\b"
    )
    texts = owner.source.texts([owner.name], ["service", "serviceUnder"])
    told = {written(term, text) if term else "" for text in texts for term in pattern.findall(text)}
    return sorted(prefix for prefix in told if prefix is not None) or [""]
