"""Controllers of Go that are handed over whole: Iris' mvc, GoFrame's objects, Beego's annotated ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.framework import framework_named
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.endpoints.routers import Routers
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.endpoints.families import Source
    from reviewlint.facts.endpoints.nodes import Call

_METHOD = regex(r"^func \((?:\w+ )?\*?(\w+)\) ([A-Z]\w*)\(([^()]*)\)", re.MULTILINE)
_ROUTER = regex(r"^//\s*@router\s+(/\S*)(?:\s+\[([\w,]+)\])?", re.MULTILINE)
_COMMENT = regex(r"[^\n]*\n(?://[^\n]*\n)*")  # the rest of a comment, from within one of its lines
_VERB = regex(r"(Get|Post|Put|Patch|Delete|Head|Options|Any|All)(?=[A-Z]|$)")
_WORD = regex(r"[A-Z][a-z0-9]*")


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The routes that the methods of a file's controllers are."""
    methods = list(_METHOD.finditer(source.text))
    for owner in dict.fromkeys(found[1] for found in methods):
        own = [found for found in methods if found[1] == owner]
        if "ghttp.Request" in source.text:
            yield from _objects(source, owner, own)
        elif "iris" in source.text or owner.endswith("Controller"):
            yield from _mvc(source, owner, own)
    if "beego" in source.text and "@router" in source.text:
        yield from _annotated(source, methods)


def _mvc(source: Source, owner: str, methods: list[re.Match[str]]) -> Iterator[Endpoint]:
    if not any(_VERB.match(found[2]) for found in methods):
        return
    for routers, call in _handed(source, owner, "Handle", 1):
        if "iris" in routers.text and call.receiver is not None:
            for prefix in routers.prefixes(call.receiver, call.node):
                for found in methods:
                    if verb := _VERB.match(found[2]):
                        path = join(prefix, _named(found[2][verb.end() :], found[3]))
                        method = "ANY" if verb[1] in ("Any", "All") else verb[1].upper()
                        yield _at(source, found, method, path, "iris")


def _named(name: str, parameters: str) -> str:
    """The path in the name of a method: `CartItemBy(id int)` is `cart/item/{id}`."""
    words = _WORD.findall(name.removesuffix("Wildcard"))
    given = [f"{{{p.split()[0]}}}" for p in parameters.split(",") if p.strip()]
    return "/".join(p for w in words for p in (given if w == "By" else [w.lower()]))


def _objects(source: Source, owner: str, methods: list[re.Match[str]]) -> Iterator[Endpoint]:
    for routers, call in _handed(source, owner, "BindObject", 2):
        method, _, path = (routers.string(call.positional[0]) or "").rpartition(":")
        for found in methods:
            if "ghttp.Request" in found[3]:
                tail = "-".join(w.lower() for w in _WORD.findall(found[2]))
                for route in (path, join(path, tail)) if found[2] == "Index" else (join(path, tail),):
                    yield _at(source, found, method.upper() or "ANY", route, "goframe")


def _annotated(source: Source, methods: list[re.Match[str]]) -> Iterator[Endpoint]:
    """`@router` comments of methods, below the namespaces that include their controllers."""
    for found in _ROUTER.finditer(source.text):
        told = _COMMENT.match(source.text, found.end())
        owner = next((m[1] for m in methods if told and m.start() == told.end()), "")
        if not owner:  # Beego reads none but those of exported methods
            continue
        taken = _handed(source, owner, "NSInclude", 1)
        prefixes = list(dict.fromkeys(routers.block_prefix(call.node) for routers, call in taken))
        for prefix in prefixes or [""]:
            for method in (found[2] or "get").split(","):
                yield _at(source, found, method.upper(), join(prefix, found[1]), "beego")


def _handed(source: Source, owner: str, name: str, least: int) -> Iterator[tuple[Routers, Call]]:
    """The calls of `name`, in any file, that are given a new `owner`."""
    given = re.compile(rf"^(?:new\(\s*(?:\w+\.)?{owner}\s*\)|&?(?:\w+\.)?{owner}\{{)")
    for routers in _files(source, owner, name):
        for call in routers.calls_named(name):
            fits = len(call.positional) >= least
            if fits and any(given.match(argument.text()) for argument in call.positional):
                yield routers, call


def _files(source: Source, owner: str, name: str) -> Iterator[Routers]:
    known = framework_named("routers", "go")
    if known is not None and name in source.text:
        yield Routers(source.path, source.text, source.root, known, source.around)
    around = source.around
    for path in around.mentioning([owner], [name]) if around is not None else ():
        other = around.routers(path, "routers") if around is not None and path != source.path else None
        if other is not None:
            yield other


def _at(source: Source, found: re.Match[str], method: str, route: str, framework: str) -> Endpoint:
    line = source.text.count("\n", 0, found.start()) + 1
    handler = f"{found[1]}.{found[2]}" if found.re is _METHOD else ""
    return Endpoint("http", method, join(route), source.path, line, framework, handler)
