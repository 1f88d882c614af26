"""Functions of a script's own that bind the route they are given: `setupRoute(router, "get", "/x", handler)`.

What they bind is read where they are defined: the calls of `router.get(…)` and `router[verb](…)` with a parameter as
the path, or within it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.framework import framework_named
from reviewlint.facts.endpoints.loops import bare
from reviewlint.facts.endpoints.named import NAME
from reviewlint.facts.endpoints.nodes import is_function, line_of, named_children, read_call
from reviewlint.facts.endpoints.packages import nearest
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.endpoints.places import parameters_of
from reviewlint.facts.endpoints.routers import Routers
from reviewlint.facts.endpoints.standing import wrapped
from reviewlint.facts.model import Endpoint
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source
    from reviewlint.facts.endpoints.nodes import Call

_CALL = regex(rf"{NAME}\(\s*(?:[\w$.]+\s*,\s*)?(?:[\"']\w+[\"']\s*,\s*)?[\"'`]/")
_NAMED = regex(rf"\w*{NAME}")
_VERBS = {"get": "GET", "post": "POST", "put": "PUT", "patch": "PATCH", "delete": "DELETE", "all": "ANY"}
_HOLE = regex(r"\$\{\s*(\w+)\s*\}")
_KINDS = ("function_declaration", "variable_declarator", "assignment_expression", "method_definition", "pair")
_LEAST = 2  # a path and a handler


class _Binding(Record):
    """What a function binds, by the places of its parameters. `verb`: a method, or the parameter that names it."""

    router: int
    verb: str | int
    path: int
    before: str
    after: str


def wanted(path: str, text: str) -> bool:
    """Whether the file calls what may be such a function."""
    return _CALL.search(text) is not None


def read(source: Source) -> Iterator[Endpoint]:
    """The endpoints that the file binds by such functions."""
    known = framework_named("express", source.language)
    if known is None:
        return
    routers = Routers(source.path, source.text, source.root, known, source.around)
    bindings: dict[str, list[_Binding]] = {}
    for node in find(source.root, {"kind": "call_expression"}):
        call = read_call(node)
        if len(call.positional) >= _LEAST and _NAMED.fullmatch(call.name) and call.name not in _VERBS:
            if call.name not in bindings:
                bindings[call.name] = _bindings(call.name, source)
            for binding in bindings[call.name]:
                yield from _bound(call, binding, routers)


def _bound(call: Call, binding: _Binding, routers: Routers) -> Iterator[Endpoint]:
    """What a call of the function binds."""
    given = call.positional
    if max(binding.router, binding.path) >= len(given):
        return
    path = routers.string(given[binding.path])
    verb = binding.verb
    if isinstance(verb, int):
        told = routers.string(given[verb]) if verb < len(given) else None
        verb = _VERBS.get((told or "").lower(), "")
    if path is None or not verb or not (binding.before + path).startswith("/"):
        return
    for prefix in routers.prefixes(given[binding.router], call.node):
        route = join(prefix, binding.before + path + binding.after)
        line, handler = line_of(given[binding.path]), wrapped(given[-1])
        yield Endpoint("http", verb, route, routers.path, line, "own", handler)


def _bindings(name: str, source: Source) -> list[_Binding]:
    """What the function `name`, of the file or of the nearest other one that defines it, binds."""
    own = re.escape(name)
    defined = re.compile(
        rf"(?<![\w$]){own}\s*[=:]\s*(?:async\s*)?(?:function\b|\()|\bfunction\s+{own}\b|^\s*(?:async\s+)?{own}\s*\(",
        re.MULTILINE,
    )
    around = source.around
    others = nearest(around.mentioning([name]), source.path) if around is not None else []
    for path in dict.fromkeys((source.path, *others)):
        place = source.at(path, defined)
        function = _function(place.root, name) if place is not None else None
        if function is not None:
            return list(_within(function))
    return []


def _function(root: SgNode, name: str) -> SgNode | None:
    """The function that a script calls `name`."""
    for node in find(root, {"any": [{"kind": kind} for kind in _KINDS]}):
        target = node.field("name") or node.field("left") or node.field("key")
        if target is None or target.text().rpartition(".")[2] != name:
            continue
        value = node.field("value") or node.field("right") or node
        if is_function(value):
            return value
    return None


def _within(function: SgNode) -> Iterator[_Binding]:
    """The routes of a function that take their paths from its parameters."""
    taken = _taken(function)
    for node in find(function, {"kind": "call_expression"}):
        call = read_call(node)
        target = node.field("function")
        on, verb = call.receiver, _VERBS.get(call.name, "")
        chosen: str | int = verb
        if target is not None and target.kind() == "subscript_expression":
            index = target.field("index")
            on = target.field("object")
            named = bare(index.text()) if index is not None else ""
            chosen = taken.index(named) if named in taken else ""
        if on is None or on.text() not in taken or chosen == "" or len(call.positional) < _LEAST:
            continue
        told = _path(call.positional[0], taken)
        if told is not None:
            yield _Binding(taken.index(on.text()), chosen, *told)


def _path(value: SgNode, taken: list[str]) -> tuple[int, str, str] | None:
    """The parameter that is the path or stands in it, with what stands before and after it there."""
    text = value.text()
    if value.kind() == "identifier" and text in taken:
        return taken.index(text), "", ""
    holes = list(_HOLE.finditer(text)) if value.kind() == "template_string" else []
    if len(holes) != 1 or holes[0][1] not in taken:
        return None
    return taken.index(holes[0][1]), text[1 : holes[0].start()], text[holes[0].end() : -1]


def _taken(function: SgNode) -> list[str]:
    """The names of the parameters, those taken out of `...args` too: `const [router, path] = args`."""
    names = parameters_of(function)
    rest = names[0].lstrip(".") if len(names) == 1 else ""
    for node in find(function, {"kind": "variable_declarator"}) if rest else ():
        pattern, value = node.field("name"), node.field("value")
        if (
            pattern is not None
            and value is not None
            and value.text() == rest
            and pattern.kind() == "array_pattern"
        ):
            return [part.text() for part in named_children(pattern)]
    return names
