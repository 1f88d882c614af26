"""Routes of one file: the rules of its frameworks applied to its tree, prefixes composed within it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reviewlint.facts.endpoints.nodes import (
    Call,
    is_class,
    is_function,
    items,
    key,
    last_name,
    line_of,
    name_of,
    named_children,
    pairs,
    qualified,
    read_call,
    string,
)
from reviewlint.facts.model import Endpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.framework import Framework

_METHOD = re.compile(r"\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE)\b", re.IGNORECASE)
_DEPTH = 12


def join(*parts: str) -> str:
    """Route parts put together with one slash between them."""
    kept = [p.strip().strip("/") for p in parts]
    return "/" + "/".join(p for p in kept if p)


@dataclass
class FileRoutes:
    """One file under the rules of one framework."""

    path: str
    text: str
    root: SgNode
    framework: Framework
    groups: dict[tuple[str, int, int], tuple[Call, str]] = field(default_factory=dict)
    mounts: list[tuple[Call, str, SgNode]] = field(default_factory=list)
    classes: dict[tuple[str, int, int], str] = field(default_factory=dict)

    def endpoints(self) -> Iterator[Endpoint]:
        """Every route that the file binds."""
        self._read_groups()
        self._read_mounts()
        self._read_prefixes()
        for entry in self.framework.table("route"):
            for node in self._matches(entry):
                yield from self._route(node, entry)

    def _matches(self, entry: dict[str, Any]) -> list[SgNode]:
        return self.root.find_all({"rule": entry["rule"]})

    def _read_groups(self) -> None:
        for entry in self.framework.table("group"):
            for node in self._matches(entry):
                call = read_call(node)
                value = call.argument(entry.get("prefix", [0]))
                prefix = string(value, self.text) if value is not None else ""
                if value is not None and prefix is None and value.kind() == "object":
                    prefix = string(pairs(value).get("prefix"), self.text)
                self.groups[key(call.node)] = (call, prefix or "")

    def _read_mounts(self) -> None:
        for entry in self.framework.table("mount"):
            for node in self._matches(entry):
                call = read_call(node)
                child = call.argument(entry.get("child", [1]))
                prefix = string(call.argument(entry.get("prefix", [0])), self.text)
                if child is not None and prefix:
                    self.mounts.append((call, prefix, child))

    def _read_prefixes(self) -> None:
        for entry in self.framework.table("prefix"):
            for node in self._matches(entry):
                owner = decorated(node)
                prefix = string(_first(read_call(node).argument(entry.get("prefix", [0]))), self.text)
                if owner is not None and is_class(owner) and prefix is not None:
                    self.classes[key(owner)] = prefix

    def _route(self, node: SgNode, entry: dict[str, Any]) -> Iterator[Endpoint]:
        call = read_call(node)
        owner = decorated(node) if entry.get("decorates") else None
        if entry.get("decorates") and (owner is None or is_class(owner)):
            return
        methods = self._methods(call, entry, owner)
        if len(call.positional) < entry.get("least", 0):
            return
        if "chain" in entry:
            methods = _chained(call.argument(entry["chain"]))
        routes = self._routes(call, entry)
        if "route_annotation" in entry and owner is not None and routes in ([], [""]):
            routes = [self._annotated(owner, entry["route_annotation"])]
        handler = self._handler(call, entry, owner)
        start = owner if owner is not None else call.node
        for prefix in self._prefixes(call, start):
            for route in routes:
                own, path = _pattern(route, entry)
                for method in [own] if own else methods:
                    yield Endpoint(
                        entry.get("protocol", "http"), method, template(join(prefix, path), start),
                        self.path, line_of(node), self.framework.name, handler,
                    )  # fmt: skip

    def _annotated(self, owner: SgNode, name: str) -> str:
        """The route that another annotation of the same definition gives."""
        kind = "attribute" if owner.text().startswith("[") else "annotation"
        for node in owner.find_all({"rule": {"kind": kind}}):
            call = read_call(node)
            if call.name == name and decorated(node) == owner:
                return string(call.argument([0, "value"]), self.text) or ""
        return ""

    def _methods(self, call: Call, entry: dict[str, Any], owner: SgNode | None) -> list[str]:
        if "methods" in entry:
            value = call.argument(entry["methods"])
            found = [m.upper() for m in _METHOD.findall(value.text())] if value is not None else []
            if found:
                return sorted(set(found))
            if value is not None and (known := string(value, self.text)):
                return [known.upper()]
        if "sibling" in entry and owner is not None:
            return _sibling_methods(owner, entry["sibling"])
        if "verbs" in entry:
            verb = entry["verbs"].get(call.name)
            return [verb] if verb else ([entry["method"]] if "method" in entry else [])
        return [entry.get("method", "ANY")]

    def _routes(self, call: Call, entry: dict[str, Any]) -> list[str]:
        places = entry.get("route", [0])
        if places == []:
            return [""]
        value = call.argument(places)
        if value is None:
            return [""] if entry.get("bare") else []
        if value.kind() == "object" and "path" in pairs(value):
            value = pairs(value)["path"]
        if entry.get("named") and len(call.positional) > 2:
            second = string(call.positional[1], self.text) or ""
            value = call.positional[1] if second.startswith("/") else value
        found = [string(_path(item), self.text) for item in items(value)]
        known = [f for f in found if f is not None]
        if entry.get("slash") and not all(
            k.partition(" ")[2 * (" " in k)].startswith(("/", "{")) for k in known
        ):
            return []
        return known

    def _handler(self, call: Call, entry: dict[str, Any], owner: SgNode | None) -> str:
        if owner is not None:
            return qualified(owner)
        value = call.argument(entry["handler"]) if "handler" in entry else None
        if value is None or is_function(value):
            return qualified(call.node)
        return _wrapped(value)

    def _prefixes(self, call: Call, start: SgNode) -> list[str]:
        inside = self._class_prefix(start)
        if call.receiver is None:
            return [join(self._block_prefix(call.node), inside)]
        return [join(p, inside) for p in self.prefixes(call.receiver, call.node, 0)] or [inside]

    def _class_prefix(self, node: SgNode) -> str:
        return join(*reversed([self.classes[key(a)] for a in node.ancestors() if key(a) in self.classes]))

    def _block_prefix(self, node: SgNode) -> str:
        parts = [self.groups[key(a)][1] for a in node.ancestors() if key(a) in self.groups]
        return join(*reversed(parts))

    def prefixes(self, router: SgNode, at: SgNode, depth: int) -> list[str]:
        """The prefixes under which the router that the expression `router` names at `at` is served."""
        if depth > _DEPTH:
            return [""]
        if key(router) in self.groups:
            call, prefix = self.groups[key(router)]
            above = self.prefixes(call.receiver, call.node, depth + 1) if call.receiver else [""]
            return [join(p, prefix) for p in above]
        inner = read_call(router) if "call" in router.kind() or "invocation" in router.kind() else None
        if inner is not None and inner.receiver is not None:
            return self.prefixes(inner.receiver, inner.node, depth + 1)
        name = last_name(router)
        bound = self._parameter(name, at, depth)
        if bound is None:
            bound = self._assigned(name, at, depth)
        return bound or [self._block_prefix(at)]

    def _parameter(self, name: str, at: SgNode, depth: int) -> list[str] | None:
        for function in (a for a in at.ancestors() if is_function(a)):
            parameters = _parameters(function)
            if name not in parameters:
                continue
            call = next((self.groups[key(a)][0] for a in function.ancestors() if key(a) in self.groups), None)
            if call is not None and call.node.range().end.index >= function.range().end.index:
                return self.prefixes(call.node, call.node, depth + 1)
            return self._passed(name_of(function), parameters.index(name), depth)
        return None

    def _passed(self, function: str, position: int, depth: int) -> list[str]:
        found: list[str] = []
        if not function:
            return [""]
        for node in self.root.find_all({"rule": {"kind": "identifier", "regex": f"^{function}$"}}):
            call = _called(node)
            if call is None:
                continue
            if call.name == function and position < len(call.positional):
                found += self.prefixes(call.positional[position], call.node, depth + 1)
        return sorted(set(found)) or [""]

    def _assigned(self, name: str, at: SgNode, depth: int) -> list[str]:
        own = [self._value(v, depth) for v in self._values(name, at)]
        base = own[-1] if own else [""]
        mounted = [
            join(above, prefix)
            for call, prefix, child in self.mounts
            if last_name(child) == name and key(call.node) != key(at)
            for above in (self.prefixes(call.receiver, call.node, depth + 1) if call.receiver else [""])
        ]
        return [join(m, b) for m in mounted or [""] for b in base]

    def _value(self, value: SgNode, depth: int) -> list[str]:
        return (
            self.prefixes(value, value, depth + 1)
            if "call" in value.kind() or key(value) in self.groups or "invocation" in value.kind()
            else [""]
        )

    def _values(self, name: str, at: SgNode) -> list[SgNode]:
        if not re.fullmatch(r"[\w$]+", name):
            return []
        found = []
        limit = at.range().start.index
        for group, _ in self.groups.values():
            target = _assignee(group.node)
            if target == name and group.node.range().start.index <= limit:
                found.append(group.node)
        return found


def _called(name: SgNode) -> Call | None:
    for ancestor in list(name.ancestors())[:2]:
        if "call" in ancestor.kind() or "invocation" in ancestor.kind():
            return read_call(ancestor)
    return None


def _assignee(node: SgNode) -> str:
    for ancestor in node.ancestors():
        for part in ("left", "name", "pattern"):
            target = ancestor.field(part)
            if target is not None and target.range().end.index <= node.range().start.index:
                return last_name(target)
        if "statement" in ancestor.kind() or "declaration" in ancestor.kind():
            children = named_children(ancestor)
            return last_name(children[0]) if "var" in ancestor.kind() and children else ""
    return ""


def _parameters(function: SgNode) -> list[str]:
    listed = function.field("parameters") or function.field("parameter")
    if listed is None:
        listed = next((c for c in function.children() if "parameter" in c.kind()), None)
    if listed is None:
        return []
    if not named_children(listed):
        return [listed.text().strip("()| ")]
    return [_parameter_name(p) for p in named_children(listed)]


def _parameter_name(node: SgNode) -> str:
    found = node.field("name") or node.field("pattern")
    if found is None:
        inner = named_children(node)
        found = inner[0] if inner else node
    return found.text().lstrip("$&")


def decorated(node: SgNode) -> SgNode | None:
    """The definition that an annotation stands on."""
    current: SgNode | None = node
    for _ in range(6):
        if current is None:
            return None
        after = current.next()
        if current.kind() in ("decorator", "attribute_item", "attribute", "annotation", "marker_annotation"):
            while after is not None and (
                not after.is_named()
                or after.kind() in ("decorator", "attribute_item")
                or "comment" in after.kind()
            ):
                after = after.next()
            if after is not None and (is_function(after) or is_class(after)):
                return after
            if after is not None and after.kind() in ("decorated_definition", "export_statement"):
                return after.field("definition") or after.field("declaration")
        current = current.parent()
        if current is None:
            return None
        if is_function(current) or is_class(current):
            return current
        if current.kind() == "decorated_definition":
            return current.field("definition")
        if current.kind() == "export_statement":
            return current.field("declaration")
    return None


def _chained(value: SgNode | None) -> list[str]:
    """The methods of `get(list).post(create)`; ANY when none is told."""
    found: list[str] = []
    while value is not None and value.kind() == "call_expression":
        call = read_call(value)
        if call.name.upper() in _VERB_NAMES:
            found.append(call.name.upper())
        value = call.receiver
    return found[::-1] or ["ANY"]


_VERB_NAMES = frozenset(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE"])


def _sibling_methods(owner: SgNode, words: list[str]) -> list[str]:
    head = owner.text()[:2000]
    return [w for w in words if re.search(rf"@{w}\b", head)] or ["ANY"]


def _first(node: SgNode | None) -> SgNode | None:
    return next(iter(items(node)), None) if node is not None else None


def _path(node: SgNode) -> SgNode:
    """The argument of a call that only decorates a path: `scoped("/x")`."""
    if node.kind() in ("call", "call_expression"):
        call = read_call(node)
        if len(call.positional) == 1 and not call.named and call.block is None:
            return call.positional[0]
    return node


def _wrapped(value: SgNode) -> str:
    """The name of a handler inside the middleware around it: `allow(with_id(app.Show), "read")`."""
    for _ in range(_DEPTH):
        if value.kind() not in ("call", "call_expression", "method_invocation"):
            break
        named = [a for a in read_call(value).positional if "string" not in a.kind()]
        if not named:
            break
        value = named[0]
    return last_name(value) if len(value.text()) < 200 and "\n" not in value.text() else ""


def _pattern(route: str, entry: dict[str, Any]) -> tuple[str, str]:
    if entry.get("method_in_route"):
        method, _, rest = route.partition(" ")
        if rest and _METHOD.fullmatch(method):
            return method.upper(), rest[rest.find("/") :] if "/" in rest else rest
    return "", route


def template(route: str, node: SgNode) -> str:
    """`route` with [controller] and [action] replaced by the names of what it stands in."""
    if "[controller]" not in route and "[action]" not in route:
        return route
    owner = next((a for a in node.ancestors() if is_class(a)), None)
    controller = re.sub("Controller$", "", name_of(owner)) if owner is not None else ""
    return route.replace("[controller]", controller).replace("[action]", name_of(node))
