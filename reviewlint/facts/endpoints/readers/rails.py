"""Rails and Hanami: what a routes file draws, with resources, scopes and concerns written out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import Call, items, line_of, named_children, read_call, string
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_VERBS = frozenset(["get", "post", "put", "patch", "delete", "options", "query"])
_CRUD = {
    "index": ("GET", "", "collection"),
    "create": ("POST", "", "collection"),
    "new": ("GET", "/new", "collection"),
    "edit": ("GET", "/edit", "member"),
    "show": ("GET", "", "member"),
    "update": ("PUT", "", "member"),
    "destroy": ("DELETE", "", "member"),
}
_DRAWN = regex(r"^(.*?)config/routes/(.+)\.rb$")
_KNOWN = {
    "use_doorkeeper": (
        "GET /oauth/authorize", "POST /oauth/authorize", "DELETE /oauth/authorize", "POST /oauth/token",
        "POST /oauth/revoke", "POST /oauth/introspect", "GET /oauth/token/info",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a statement stands: the prefix, and in a resource those of its members and collection."""

    prefix: str = ""
    member: str = ""
    collection: str = ""
    module: str = ""
    controller: str = ""
    shallow: bool = False  # members of nested resources stand at `root`, not below the resources around them
    root: str | None = None  # the prefix of the outermost resource around; None outside of any
    concerns: dict[str, SgNode] = field(default_factory=dict)


def wanted(path: str, text: str) -> bool:
    """Whether the file draws routes."""
    return path.endswith("routes.rb") or bool(_DRAWN.match(path)) or "routes.draw" in text


def read(source: Source) -> Iterator[Endpoint]:
    """The endpoints that the file draws."""
    drawing = Drawing(source)
    for prefix in _drawn_at(source):
        yield from drawing.walk(source.root, Scope(prefix))


def _drawn_at(source: Source) -> list[str]:
    """The prefixes under which the main file draws this one."""
    found = _DRAWN.match(source.path)
    main = f"{found[1]}config/routes.rb" if found else ""
    root = source.around.tree(main) if found and source.around is not None else None
    if root is None or found is None:
        return [""]
    drawing = Drawing(source._replace(path=main, root=root), found[2])
    list(drawing.walk(root, Scope()))
    return list(dict.fromkeys(drawing.drawn)) or [""]


class Drawing:
    """One routes file; `name`: the part whose `draw` is looked for."""

    def __init__(self, source: Source, name: str = "") -> None:
        self.source, self.text, self.name = source, source.text, name
        self.drawn: list[str] = []

    def walk(self, node: SgNode, scope: Scope) -> Iterator[Endpoint]:
        """The endpoints of the statements below `node`."""
        for child in named_children(node):
            if child.kind() == "call":
                yield from self._call(read_call(child), scope)
            elif child.kind() not in ("method", "singleton_method", "lambda"):
                yield from self.walk(child, scope)

    def _call(self, call: Call, scope: Scope) -> Iterator[Endpoint]:
        name = call.name
        if name in ("resources", "resource"):
            yield from self._resources(call, scope)
        elif name in _VERBS or name == "match":
            yield from self._verb(call, scope)
        elif name in ("root", "mount"):
            yield from self._mount(call, scope)
        elif name == "concern" and call.block is not None:
            scope.concerns[self._word(call, 0)] = call.block
        elif name == "concerns":
            for key in self._words(call.positional):
                yield from self._concern(key, scope)
        elif name == "draw" and call.receiver is None and self._word(call, 0) == self.name:
            self.drawn.append(scope.prefix)
        elif name in _KNOWN:
            for method, _, route in (known.partition(" ") for known in _KNOWN[name]):
                yield self._endpoint(call, method, join(scope.prefix, route))
        elif call.block is not None:
            yield from self.walk(call.block, self._inner(call, scope))

    def _inner(self, call: Call, scope: Scope) -> Scope:
        """The scope of the block of a call that is no route itself."""
        name = call.name
        if name in ("namespace", "scope", "slice"):
            own = call.named.get("path") or call.named.get("at")
            own = own if own is not None else call.argument([0]) if name != "slice" else None
            told = string(own, self.text) if own is not None else None
            module = (
                self._word(call, 0)
                if name == "namespace"
                else string(call.named.get("module"), self.text) or ""
            )
            prefix = join(scope.prefix, re.sub(r"\(.*?\)", "", told or ""))
            scope = self._shallow(call, scope)
            return replace(
                scope, prefix=prefix, module=join(scope.module, module).strip("/"), member="", collection=""
            )
        if name in ("member", "collection"):
            return replace(scope, prefix=scope.member if name == "member" else scope.collection)
        if name == "new" and scope.collection:
            return replace(scope, prefix=join(scope.collection, "new"))
        if name == "controller":
            return replace(scope, controller=self._word(call, 0))
        if name == "shallow":
            return replace(scope, shallow=True)
        return scope

    @staticmethod
    def _shallow(call: Call, scope: Scope) -> Scope:
        """The scope with what a call says of the members of the resources in it: `shallow: true`."""
        told = call.named.get("shallow")
        return scope if told is None else replace(scope, shallow=told.text() == "true")

    def _resources(self, call: Call, scope: Scope) -> Iterator[Endpoint]:
        scope = self._shallow(call, scope)
        root = scope.prefix if scope.root is None else scope.root
        for name in self._words(call.positional):
            told = string(call.named.get("path"), self.text)
            base = join(scope.prefix, name if told is None else told)
            key = string(call.named.get("param"), self.text) or "id"
            home = join(root, name if told is None else told) if scope.shallow else base
            member = join(home, f":{key}") if call.name == "resources" else home
            yield from self._crud(call, base, member, name, scope)
            nested = join(home, f":{_singular(name)}_{key}") if call.name == "resources" else home
            inner = replace(scope, prefix=nested, member=member, collection=base, controller="", root=root)
            for key in self._listed(call.named.get("concerns")):
                yield from self._concern(key, inner)
            if call.block is not None:
                yield from self.walk(call.block, inner)

    def _concern(self, key: str, scope: Scope) -> Iterator[Endpoint]:
        block = scope.concerns.get(key)
        if block is not None:
            yield from self.walk(block, scope)

    def _crud(self, call: Call, base: str, member: str, name: str, scope: Scope) -> Iterator[Endpoint]:
        only, without = call.named.get("only"), call.named.get("except")
        kept = set(self._listed(only)) if only is not None else set(_CRUD)
        kept -= set(self._listed(without))
        if only is None:
            kept &= self._defined(call, name, scope) or kept
        for action, (method, tail, place) in _CRUD.items():
            if action in kept and not (call.name == "resource" and action == "index"):
                route = join(member if place == "member" else base, tail)
                for verb in ("PATCH", "PUT") if action == "update" else (method,):
                    yield self._endpoint(call, verb, route, action)

    def _defined(self, call: Call, name: str, scope: Scope) -> set[str]:
        """The actions that the controller defines; none where it is not found or inherits them."""
        around = self.source.around
        told = string(call.named.get("controller"), self.text)
        plural = name if call.name == "resources" else _plural(name)
        path = f"app/controllers/{join(scope.module, told or plural).strip('/')}_controller.rb"
        top = self.source.path.partition("config/")[0]
        text = around.text(top + path) if around is not None else None
        if text is None or not re.search(
            r"^\s*class\s+\S+\s*<\s*\S*(Application|Base|API)\S*Controller\b", text, re.MULTILINE
        ):
            return set()
        return set(re.findall(r"^\s*def\s+(\w+)", text, re.MULTILINE)) & set(_CRUD)

    def _verb(self, call: Call, scope: Scope) -> Iterator[Endpoint]:
        on = string(call.named.get("on"), self.text) or ""
        where = {"member": scope.member, "collection": scope.collection}.get(on, scope.prefix)
        if call.name == "match":
            via = self._listed(call.named.get("via"))
            methods = ["ANY" if v == "all" else v.upper() for v in via] or ["ANY"]
        else:
            methods = [call.name.upper()]
        for route in self._paths(call):
            clean = re.sub(r"\(.*?\)", "", route).replace("(", "").replace(")", "")
            for method in methods:
                yield self._endpoint(call, "ANY" if method == "QUERY" else method, join(where, clean))

    def _paths(self, call: Call) -> list[str]:
        routes = [string(p, self.text) for p in call.positional if p.kind() != "pair"]
        if not routes:
            arrow = next((n for n in call.node.find_all(kind="pair") if "=>" in n.text()), None)
            routes = [string(named_children(arrow)[0], self.text)] if arrow is not None else []
        return [r for r in routes if r is not None]

    def _mount(self, call: Call, scope: Scope) -> Iterator[Endpoint]:
        if call.name == "root":
            yield self._endpoint(call, "GET", scope.prefix or "/")
            return
        at = string(call.named.get("at"), self.text)
        arrow = next((n for n in call.node.find_all(kind="pair") if "=>" in n.text()), None)
        if at is None and arrow is not None:
            at = string(named_children(arrow)[-1], self.text)
        if at is not None:
            cable = "ActionCable" in call.node.text()
            yield self._endpoint(call, "GET" if cable else "ANY", join(scope.prefix, at), ws=cable)

    def _endpoint(self, call: Call, method: str, route: str, handler: str = "", ws: bool = False) -> Endpoint:
        return Endpoint(
            "ws" if ws else "http", method, route, self.source.path, line_of(call.node), "rails", handler
        )

    def _word(self, call: Call, place: int) -> str:
        return (self._words(call.positional[place : place + 1]) or [""])[0]

    def _words(self, nodes: tuple[SgNode, ...]) -> list[str]:
        return [w for n in nodes if n.kind() != "pair" and (w := string(n, self.text)) is not None]

    def _listed(self, node: SgNode | None) -> list[str]:
        if node is None:
            return []
        return [i.text().strip(":'\"") for i in items(node)]


def _singular(word: str) -> str:
    word = word.rsplit("/", 1)[-1]
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


def _plural(word: str) -> str:
    return word[:-1] + "ies" if word.endswith("y") else f"{word}s"
