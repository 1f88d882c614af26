"""One Rails routes file: resources, scopes, concerns and loops written out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import Call, items, line_of, named_children, read_call, string
from reviewlint.facts.endpoints.paths import join, plural
from reviewlint.facts.endpoints.readers.ruby import (
    railsactions,
    railscontrollers,
    railsenv,
    railsgems,
    railsmacros,
)
from reviewlint.facts.endpoints.readers.ruby.railsmounts import draws
from reviewlint.facts.endpoints.readers.ruby.railsscope import Resource, Scope
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_VERBS = frozenset(["get", "post", "put", "patch", "delete", "options", "query"])
_CRUD = {
    "index": ("GET", "collection"),
    "create": ("POST", "collection"),
    "new": ("GET", "collection"),
    "edit": ("GET", "member"),
    "show": ("GET", "member"),
    "update": ("PUT", "member"),
    "destroy": ("DELETE", "member"),
}
_FORMS = frozenset(["new", "edit"])
_SCOPES = frozenset(["namespace", "scope", "slice"])
_PLAIN = frozenset(  # blocks that say nothing of who answers
    [
        "draw", "append", "prepend", "constraints", "authenticate", "authenticated", "unauthenticated",
        "devise_scope", "as", "concern", "instance_exec", "instance_eval",
    ]
)  # fmt: skip
_BLOCK = regex(r"^&(\w+)$")


class Drawing:
    """One routes file; `name`: the part whose `draw`, or the engine whose `mount`, is looked for."""

    def __init__(self, source: Source, name: str = "") -> None:
        self.source, self.text, self.name = source, source.text, name
        self.top = source.path.partition("config/")[0]
        self.drawn: list[str] = []
        self._lineages: dict[str, railscontrollers.Lineage | None] = {}  # of the controllers asked for
        self._bodies: dict[str, SgNode] | None = None
        self._open: list[str] = []

    def walk(self, node: SgNode, scope: Scope) -> Iterator[Endpoint]:
        """The endpoints of the statements below `node`."""
        for child in named_children(node):
            kind = child.kind()
            parts = railsenv.drawn(child)
            if parts is not None:
                for part in parts:
                    yield from self.walk(part, scope)
            elif kind == "call":
                yield from self._call(read_call(child), scope)
            elif kind == "identifier" and node.kind() != "assignment":
                yield from self._method(child.text(), scope)
            elif kind not in ("method", "singleton_method", "lambda"):
                yield from self.walk(child, scope)

    def _call(self, call: Call, scope: Scope) -> Iterator[Endpoint]:
        call = self._with_options(railsmacros.resources(call, self.source) or call, scope)
        name = call.name
        if name in ("resources", "resource"):
            yield from self._resources(call, scope)
        elif name in _VERBS or name == "match":
            yield from self._verb(call, scope)
        elif name in ("root", "mount"):
            yield from self._mount(call, scope)
        elif name == "concern" and call.block is not None:
            scope.concerns[self._word(call, 0, scope)] = call.block
        elif name == "concerns":
            for key in self._words(call.positional, scope):
                yield from self._concern(key, scope)
        elif name == "draw" and call.receiver is None:
            if self.name and self._word(call, 0, scope) == self.name:
                self.drawn.append(scope.prefix)
        elif name in ("devise_for", "use_doorkeeper"):
            for method, route in self._of_gem(call, scope):
                yield self._endpoint(call, method, join(scope.prefix, route))
        elif name in ("each", "each_with_index", "map") and call.block is not None:
            for inner in self._turns(call, scope):
                yield from self.walk(call.block, inner)
        else:
            yield from self._block(call, scope)

    def _block(self, call: Call, scope: Scope) -> Iterator[Endpoint]:
        """What stands in the block of a call that is no route itself, or in the method that is called."""
        given = [m[1] for p in call.node.find_all(kind="block_argument") if (m := _BLOCK.match(p.text()))]
        if call.block is not None:
            yield from self.walk(call.block, self._inner(call, scope))
        elif given and call.name in (*_SCOPES, "constraints", "instance_exec", "instance_eval"):
            yield from self._method(given[0], self._inner(call, scope))
        elif call.receiver is None and not call.positional:
            yield from self._method(call.name, scope)

    def _method(self, name: str, scope: Scope) -> Iterator[Endpoint]:
        """What the method or block of the file called `name` draws where it is called."""
        if self._bodies is None:
            self._bodies = dict(_bodies(self.source.root))
        body = self._bodies.get(name)
        if body is not None and name not in self._open:
            self._open.append(name)
            yield from self.walk(body, scope)
            self._open.pop()

    def _of_gem(self, call: Call, scope: Scope) -> Iterator[tuple[str, str]]:
        if call.name == "use_doorkeeper":
            yield from railsgems.doorkeeper(call, self.text)
            return
        for name in self._words(call.positional, scope):
            yield from railsgems.devise(call, name, self.text, self.source.around, self.top)

    def _with_options(self, call: Call, scope: Scope) -> Call:
        """The call with the options of the `with_options` that it stands in."""
        merged = scope.merged.get(call.receiver.text() if call.receiver is not None else "")
        return call._replace(named={**merged, **call.named}) if merged else call

    def _turns(self, call: Call, scope: Scope) -> Iterator[Scope]:
        """The scope of each turn of a loop over a list that the file tells; the scope itself for any other."""
        variables = _parameters(call.block)
        told = self._listed(call.receiver) if call.receiver is not None else []
        if not told or not variables:
            yield scope
            return
        for word in told:
            yield scope._replace(values={**scope.values, variables[0]: word})

    def _inner(self, call: Call, scope: Scope) -> Scope:
        """The scope of the block of a call that is no route itself."""
        name = call.name
        if name in _SCOPES:
            return self._scoped(call, scope)
        if name == "member":
            return scope.member() if scope.resource else scope
        if name == "collection":
            return scope.collection() if scope.resource else scope
        if name == "new" and scope.resource:
            return scope.fresh()
        if name == "nested":
            return scope.nested()
        if name == "controller":
            return scope._replace(controller=self._word(call, 0, scope))
        if name == "shallow":
            return scope._replace(shallow=True)
        if name == "with_options":
            variable = (_parameters(call.block) or [""])[0]
            return scope._replace(merged={**scope.merged, variable: call.named})
        return scope if name in _PLAIN else scope._replace(told=False)

    def _scoped(self, call: Call, scope: Scope) -> Scope:
        named = call.name == "namespace"
        own = call.named.get("path") or call.named.get("at")
        words = self._words(call.positional, scope) if call.name != "slice" else []
        told = self._string(own, scope) if own is not None else "/".join(words)
        module = string(call.named.get("module"), self.text) or ("".join(words[:1]) if named else "")
        scope = self._limited(call, scope.nested() if named and scope.level == "resource" else scope)
        below = scope.below(_required(told or ""))
        short = scope.short if "shallow_path" in call.named else below.short
        owner = string(call.named.get("controller"), self.text) or below.controller
        module = join(scope.module, module).strip("/")
        known = scope.told and not {"action", "to"} & set(call.named)
        return below._replace(short=short, module=module, controller=owner, told=known)

    def _limited(self, call: Call, scope: Scope) -> Scope:
        """The scope with what a call says of the resources in it: names of paths, actions, shallow members."""
        limits = {key: call.named[key] for key in ("only", "except") if key in call.named}
        names = {k: string(n, self.text) or k for k, n in railsgems.path_names(call).items()}
        shallow, short = call.named.get("shallow"), self._string(call.named.get("shallow_path"), scope)
        return scope._replace(
            short=scope.short if short is None else join(scope.short, short),
            limits=limits or scope.limits,
            path_names={**scope.path_names, **names},
            shallow=scope.shallow if shallow is None else shallow.text() == "true",
        )

    def _resources(self, call: Call, scope: Scope) -> Iterator[Endpoint]:
        scope = scope.nested() if scope.level == "resource" else scope
        limits = {k: n for k, n in call.named.items() if k in ("only", "except")} or scope.limits
        scope = self._limited(call, scope)._replace(limits=scope.limits)
        module = string(call.named.get("module"), self.text)
        scope = scope._replace(module=join(scope.module, module or "").strip("/"))
        key = string(call.named.get("param"), self.text) or "id"
        for name in self._words(call.positional, scope):
            told = self._string(call.named.get("path"), scope)
            path = _required(name if told is None else told)
            owner = string(call.named.get("controller"), self.text)
            owner = owner or (name if call.name == "resources" else plural(name))
            inner = scope.inside(Resource(name, path, key, call.name == "resource", owner))
            yield from self._crud(call, inner, limits)
            for concern in self._listed(call.named.get("concerns")):
                yield from self._concern(concern, inner)
            if call.block is not None:
                yield from self.walk(call.block, inner)

    def _concern(self, key: str, scope: Scope) -> Iterator[Endpoint]:
        block = scope.concerns.get(key)
        if block is not None:
            yield from self.walk(block, scope)

    def _crud(self, call: Call, scope: Scope, limits: Mapping[str, SgNode]) -> Iterator[Endpoint]:
        kept = self._kept(call, scope, limits)
        for action, (method, place) in _CRUD.items():
            if action in kept and not (call.name == "resource" and action == "index"):
                home = scope.member() if place == "member" else scope.collection()
                route = join(home.prefix, scope.named(action)) if action in _FORMS else home.prefix
                for verb in ("PATCH", "PUT") if action == "update" else (method,):
                    yield self._endpoint(call, verb, route, action)

    def _kept(self, call: Call, scope: Scope, limits: Mapping[str, SgNode]) -> set[str]:
        """The actions that a resource has."""
        around, path = self.source.around, scope.answering()
        if "only" in limits:
            told = set(self._listed(limits["only"])) - set(self._listed(limits.get("except")))
            return {a for a in told if not self._lacks(path, a)}
        kept = set(_CRUD) - set(self._listed(limits.get("except")))
        if around is None:
            return kept
        if railscontrollers.api_only(around, self.top):
            kept -= _FORMS
        found = kept & railscontrollers.answered(around, self.top, path, frozenset(_CRUD))
        return found or {a for a in kept if not self._lacks(path, a)}

    def _lacks(self, controller: str, action: str) -> bool:
        """Whether the application's controller surely has no such action, so that nothing is served."""
        around = self.source.around
        if around is None or not controller or not action:
            return False
        if controller not in self._lineages:
            self._lineages[controller] = railscontrollers.lineage_of(around, self.top, controller)
        return railscontrollers.lacks(around, self.top, self._lineages[controller], action)

    def _verb(self, call: Call, scope: Scope) -> Iterator[Endpoint]:
        on = string(call.named.get("on"), self.text) or ""
        places = {"member": scope.member, "collection": scope.collection, "new": scope.fresh}
        where = places[on]() if on in places and scope.resource else scope.route()
        if call.name == "match":
            via = self._listed(call.named.get("via"))
            methods = ["ANY" if v == "all" else v.upper() for v in via] or ["ANY"]
        else:
            methods = ["ANY" if call.name == "query" else call.name.upper()]
        for route in self._paths(call, where):
            if self._lacks(*railsactions.handled(call, route, where, self.text)):
                continue
            for method in methods:
                yield self._endpoint(call, method, join(where.prefix, _required(route)))

    def _paths(self, call: Call, scope: Scope) -> list[str]:
        own = self._string(call.named.get("path"), scope)
        if own is not None:
            return [own]
        arrow = railsactions.arrow(call)
        if not call.positional:
            told = self._string(named_children(arrow)[0], scope) if arrow is not None else None
            return [told] if told is not None else []
        return [
            scope.acted(w) if "symbol" in n.kind() else w
            for n in call.positional
            for w in self._words((n,), scope)
        ]

    def _mount(self, call: Call, scope: Scope) -> Iterator[Endpoint]:
        if call.name == "root":
            home = scope.collection() if scope.level == "resource" else scope
            for method in self._listed(call.named.get("via")) or ["get"]:
                yield self._endpoint(call, method.upper(), home.prefix or "/")
            return
        at, arrow = self._string(call.named.get("at"), scope), railsactions.arrow(call)
        if at is None and arrow is not None:
            at = self._string(named_children(arrow)[-1], scope)
        if at is None:
            return
        name = (named_children(arrow) if arrow is not None else call.positional)[0].text().removeprefix("::")
        if name == self.name:
            self.drawn.append(join(scope.prefix, at))
        if self.source.around is None or not draws(self.source.around, name):
            cable = "ActionCable" in call.node.text()
            route = join(scope.route().prefix, at)
            yield self._endpoint(call, "GET" if cable else "ANY", route, ws=cable)

    def _endpoint(self, call: Call, method: str, route: str, handler: str = "", ws: bool = False) -> Endpoint:
        return Endpoint(
            "ws" if ws else "http", method, route, self.source.path, line_of(call.node), "rails", handler
        )

    def _word(self, call: Call, place: int, scope: Scope) -> str:
        return (self._words(call.positional[place : place + 1], scope) or [""])[0]

    def _words(self, nodes: tuple[SgNode, ...], scope: Scope) -> list[str]:
        return [w for n in nodes if n.kind() != "pair" and (w := self._string(n, scope)) is not None]

    def _string(self, node: SgNode | None, scope: Scope) -> str | None:
        """The string of `node`, the variables of loops filled in."""
        if node is None or not scope.values:
            return string(node, self.text)
        if node.text() in scope.values:
            return scope.values[node.text()]
        told = string(node, self.text)
        for name, value in scope.values.items():
            told = told.replace("{" + name + "}", value) if told is not None else None
        return told

    def _listed(self, node: SgNode | None) -> list[str]:
        """The words of a list: written here, or of the constant of the file that names it."""
        if node is None:
            return []
        if node.kind() == "call" and (call := read_call(node)).name == "freeze" and call.receiver is not None:
            return self._listed(call.receiver)
        if node.kind() in ("constant", "identifier"):
            return self._listed(_assigned(self.source.root, node.text()))
        if node.kind() in ("call", "scope_resolution"):
            return []
        return [string(i, self.text) or i.text() for i in items(node) if "pair" not in i.kind()]


def _required(route: str) -> str:
    """A path without what may be left out."""
    while (shorter := re.sub(r"\([^()]*\)", "", route)) != route:
        route = shorter
    return route.replace("(", "").replace(")", "")


def _parameters(block: SgNode | None) -> list[str]:
    told = block.field("parameters") if block is not None else None
    return [n.text() for n in named_children(told)] if told is not None else []


def _bodies(root: SgNode) -> Iterator[tuple[str, SgNode]]:
    """The methods of a file without parameters, and the blocks that variables hold, by name."""
    for node in root.find_all(kind="method"):
        name, body = node.field("name"), node.field("body")
        if name is not None and body is not None and node.field("parameters") is None:
            yield name.text(), body
    for node in root.find_all(kind="assignment"):
        left, right = node.field("left"), node.field("right")
        if left is not None and right is not None and left.kind() == "identifier":
            body = right.field("body") if right.kind() == "lambda" else right.field("block")
            if body is not None and (right.kind() == "lambda" or right.text().startswith(("proc", "lambda"))):
                yield left.text(), body


def _assigned(root: SgNode, name: str) -> SgNode | None:
    """What the only assignment of `name` in the file assigns."""
    found = [n for n in root.find_all(kind="assignment") if (own := n.field("left")) and own.text() == name]
    value = found[0].field("right") if len(found) == 1 else None
    return value if value is not None and value.text() != name else None
