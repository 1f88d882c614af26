"""Routes of one file: the rules of its frameworks applied to its tree, prefixes composed within it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from reviewlint.facts.endpoints.classes import answers, family
from reviewlint.facts.endpoints.nodes import (
    Call,
    is_class,
    is_function,
    items,
    key,
    last_name,
    line_of,
    name_of,
    pairs,
    qualified,
    read_call,
)
from reviewlint.facts.endpoints.routers import Routers, join
from reviewlint.facts.endpoints.standing import decorated, in_tests, wrapped
from reviewlint.facts.model import Endpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.around import Around
    from reviewlint.facts.endpoints.framework import Framework

_METHOD = re.compile(
    r"(?:\b|Method|Http)(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE|QUERY)\b", re.IGNORECASE
)
_DEPTH = 12
_NESTED = re.compile(
    r"\{(\w+)[:|][^{}]*\{[^{}]*\}[^{}]*\}"
)  # a parameter whose pattern has braces of its own
_OBJECTS = frozenset(("object", "dictionary", "array_creation_expression", "table_constructor"))


@dataclass
class FileRoutes:
    """One file under the rules of one framework."""

    path: str
    text: str
    root: SgNode
    framework: Framework
    around: Around | None = None
    classes: dict[tuple[str, int, int], str] = field(default_factory=dict)

    def endpoints(self) -> Iterator[Endpoint]:
        """Every route that the file binds."""
        self.routers = Routers(self.path, self.text, self.root, self.framework, self.around)
        self._read_prefixes()
        for entry in self.framework.table("route"):
            for node in self.routers.matches(entry):
                yield from self._routes_of(node, entry)

    def _read_prefixes(self) -> None:
        for entry in self.framework.table("class"):
            for node in self.routers.matches(entry):
                found = re.search(
                    rf"^\s+{entry['attribute']}\s*(?::[^=\n]+)?=\s*[rf]?[\"']([^\"'\n]*)",
                    node.text(),
                    re.MULTILINE,
                )
                if found:
                    self.classes[key(node)] = found[1]
        for entry in self.framework.table("prefix"):
            for node in self.routers.matches(entry):
                owner = decorated(node)
                prefix = self.routers.string(_first(read_call(node).argument(entry.get("prefix", [0]))))
                if owner is not None and is_class(owner) and prefix is not None:
                    self.classes[key(owner)] = prefix

    def _routes_of(self, node: SgNode, entry: dict[str, Any]) -> Iterator[Endpoint]:
        call = read_call(node)
        if "object" not in entry:
            yield from self._route(node, call, entry)
        elif len(call.positional) > entry["object"]:
            for item in items(call.positional[entry["object"]]):
                if item.kind() in _OBJECTS:
                    yield from self._route(item, replace(call, named=call.named | pairs(item)), entry)

    def _route(self, node: SgNode, call: Call, entry: dict[str, Any]) -> Iterator[Endpoint]:
        owner = decorated(node) if entry.get("decorates") else None
        if entry.get("decorates") and (owner is None or is_class(owner) != ("answers" in entry)):
            return
        if "receivers" in entry and not self._on_router(call, entry):
            return
        if not self._wanted(node, call, entry):
            return
        if entry.get("named_handler") and not _is_handler(call.positional[-1:]):
            return
        methods = self._methods(call, entry, owner)
        if len(call.positional) < entry.get("least", 0) or (entry.get("block") and call.block is None):
            return
        if "after" in entry:
            methods = self._told_after(call, entry["after"]) or methods
        if "chain" in entry:
            methods = _chained(call.argument(entry["chain"]))
        routes = self._routes(call, entry)
        if "route_annotation" in entry and owner is not None and routes in ([], [""]):
            routes = [self._annotated(owner, entry["route_annotation"])]
        handler = self._handler(call, entry, owner)
        start = owner if owner is not None else call.node
        line = line_of(call.positional[0] if owner is None and call.positional else node)
        for prefix in self._prefixes(call, start, entry):
            for route in routes:
                own, path = _pattern(route, entry)
                full = template(join(prefix, path) + entry.get("tail", ""), start)
                for method in [own] if own else methods:
                    yield Endpoint(
                        entry.get("protocol", "http"), method, full,
                        self.path, line, self.framework.name, handler,
                    )  # fmt: skip

    def _wanted(self, node: SgNode, call: Call, entry: dict[str, Any]) -> bool:
        """Whether the call stands where a route may, and on what a route may stand."""
        if len(call.positional) > entry.get("most", 99):
            return False
        if self.framework.language == "rust" and in_tests(node):
            return False
        on = call.receiver
        if entry.get("on_router") and (on is None or not self.routers.made_here(on, call.node)):
            return False
        return not entry.get("under") or self._prefixes(call, call.node, entry) != ["/"]

    def _told_after(self, call: Call, names: str) -> list[str]:
        """The methods that a later call of the chain gives: `.HandleFunc("/x", h).Methods("GET")`."""
        for ancestor in list(call.node.ancestors())[:8]:
            if "call" in ancestor.kind():
                later = read_call(ancestor)
                if (
                    later.receiver is None
                    or later.receiver.range().start.index != call.node.range().start.index
                ):
                    break
                if re.search(names, later.name):
                    texts = " ".join(a.text() for a in later.positional)
                    return sorted({m.upper() for m in _METHOD.findall(texts)})
        return []

    def _on_router(self, call: Call, entry: dict[str, Any]) -> bool:
        """Whether the call stands on a router: one made here, or something named like one.

        A name that may as well be a client's is believed only before a function literal.
        """
        receiver = call.receiver
        if receiver is None:
            return False
        if self.routers.made_here(receiver, call.node):
            return True
        while "call" in receiver.kind() and (inner := read_call(receiver).receiver) is not None:
            receiver = inner
        name = last_name(receiver)
        if not re.search(entry["receivers"], name) or self._is_client(name):
            return False
        doubtful = "doubtful" in entry and re.search(entry["doubtful"], name)
        return not doubtful or any(is_function(a) for a in call.positional)

    def _is_client(self, name: str) -> bool:
        clients = self.framework.data.get("clients")
        if not clients:
            return False
        made = rf"\b{re.escape(name)}\b\s*(?::[^=\n]+)?=\s*(?:await\s+)?(?:new\s+)?(?:{clients})"
        return bool(re.search(made, self.text))

    def _annotated(self, owner: SgNode, name: str) -> str:
        """The route that another annotation of the same definition gives."""
        kind = "attribute" if owner.text().startswith("[") else "annotation"
        for node in owner.find_all({"rule": {"kind": kind}}):
            call = read_call(node)
            if call.name == name and decorated(node) == owner:
                return self.routers.string(call.argument([0, "value"])) or ""
        return ""

    def _methods(self, call: Call, entry: dict[str, Any], owner: SgNode | None) -> list[str]:
        if "methods" in entry:
            value = call.argument(entry["methods"])
            found = [m.upper() for m in _METHOD.findall(value.text())] if value is not None else []
            if found:
                return sorted(set(found))
            if value is not None and (known := self.routers.string(value)):
                return ["ANY" if known == "*" else known.upper()]
            if entry.get("told"):
                return []
        if entry.get("text_methods"):
            found = [m.upper() for m in _METHOD.findall(re.sub(r'"[^"]*"', _method_only, call.node.text()))]
            return sorted(set(found)) or ["ANY"]
        if "all_of" in entry:
            return list(entry["all_of"])
        if "answers" in entry and (found := self._answers(call, entry, owner)):
            return found
        if "sibling" in entry and owner is not None:
            return _sibling_methods(owner, entry["sibling"])
        if "verbs" in entry:
            verb = entry["verbs"].get(call.name)
            return [verb] if verb else ([entry["method"]] if "method" in entry else [])
        return [entry.get("method", "ANY")]

    def _answers(self, call: Call, entry: dict[str, Any], owner: SgNode | None) -> list[str]:
        """The methods that the class which answers defines."""
        suffix = self.routers.string(call.named.get(entry.get("suffix", "suffix"))) or ""
        if owner is not None:
            nodes = [owner]
        else:
            named = call.argument(entry.get("class", [1]))
            name = last_of(named) if named is not None else ""
            if entry.get("capital") and not name[:1].isupper():
                name = self._instance(name) or name
            nodes = [n for _, n in family(name, self.path, self.root, self.around)]
        return answers(nodes, entry["answers"], suffix)

    def _instance(self, name: str) -> str:
        """The class that a variable of this file is made of."""
        found = re.search(
            rf"^\s*{re.escape(name)}\s*(?::[^=\n]+)?=\s*(?:\w+\.)*([A-Z]\w*)\(", self.text, re.MULTILINE
        )
        return found[1] if found else ""

    def _routes(self, call: Call, entry: dict[str, Any]) -> list[str]:
        places = entry.get("route", [0])
        if places == []:
            return [""]
        value = call.argument(places)
        if "every" in entry or "segments" in entry:
            return self._several(call, entry)
        if value is None:
            return [""] if entry.get("bare") else []
        if value.kind() == "object":
            inside = pairs(value)
            value = inside.get("path") or inside.get("url") or value
        if entry.get("named") and len(call.positional) > 2:
            second = self.routers.string(call.positional[1]) or ""
            value = call.positional[1] if second.startswith("/") else value
        found = [self.routers.string(_path(item)) for item in items(value)]
        known = [f for f in found if f is not None and not re.search(entry.get("route_not", "^\\b$"), f)]
        if not known and entry.get("bare") == "handler" and "string" not in value.kind():
            return [""]
        if entry.get("slash") == "unless-made" and call.receiver is not None:
            if not self.routers.made_here(call.receiver, call.node) and not all(
                k.startswith(("/", "*", "(")) for k in known
            ):
                return []
        elif entry.get("slash") == "or-under" and call.receiver is not None:
            if not all(
                k.startswith("/") or not k or self.routers.made_here(call.receiver, call.node) for k in known
            ):
                return []
        elif entry.get("slash") and not all(
            k.partition(" ")[2 * (" " in k)].startswith(("/", "{")) for k in known
        ):
            return []
        return known

    def _several(self, call: Call, entry: dict[str, Any]) -> list[str]:
        """All arguments that are strings: a route each, or with `segments` one route together."""
        found = [t for a in call.positional if (t := self.routers.string(a)) is not None]
        return ["/".join(found)] if "segments" in entry else found

    def _handler(self, call: Call, entry: dict[str, Any], owner: SgNode | None) -> str:
        if owner is not None:
            return qualified(owner)
        value = call.argument(entry["handler"]) if "handler" in entry else None
        if value is None or is_function(value):
            return qualified(call.node)
        return wrapped(value)

    def _prefixes(self, call: Call, start: SgNode, entry: dict[str, Any]) -> list[str]:
        inside = self._class_prefix(start)
        if entry.get("listed"):
            return [join(p, inside) for p in self.routers.listed(call.node)]
        if entry.get("mounted"):
            return [join(p, inside) for p in self.routers.owned(start)]
        if "on_argument" in entry and len(call.positional) > entry["on_argument"]:
            return self.routers.prefixes(call.positional[entry["on_argument"]], call.node)
        if call.receiver is None:
            return [join(self.routers.block_prefix(call.node), inside)]
        return [join(p, inside) for p in self.routers.prefixes(call.receiver, call.node)] or [inside]

    def _class_prefix(self, node: SgNode) -> str:
        return join(*reversed([self.classes[key(a)] for a in node.ancestors() if key(a) in self.classes]))


def _chained(value: SgNode | None) -> list[str]:
    """The methods of `get(list).post(create)`; ANY when none is told."""
    found: list[str] = []
    while value is not None and value.kind() == "call_expression":
        call = read_call(value)
        verb = re.sub(r"_(with|service|service_with\w*|docs)$", "", call.name).upper()
        if verb in _VERB_NAMES:
            found.append(verb)
        elif call.name == "on" and call.positional:
            found += _METHOD.findall(call.positional[0].text())
        value = call.receiver
    return found[::-1] or ["ANY"]


_VERB_NAMES = frozenset(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "QUERY"])


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


def last_of(value: SgNode) -> str:
    """The class in `Handler`, `handlers.Handler`, `Handler()`, `Handler.as_view("x")`."""
    text = re.sub(r"\.as_view\b.*", "", value.text()[:400], flags=re.DOTALL)
    return re.sub(r"\(.*", "", text, flags=re.DOTALL).rpartition(".")[2].strip()


def _method_only(found: re.Match[str]) -> str:
    return found[0] if _METHOD.fullmatch(found[0].strip('"')) else ""


def _is_handler(last: tuple[SgNode, ...]) -> bool:
    """Whether the last argument names or is a function, as a handler does and a request's body does not."""
    return bool(last) and (
        is_function(last[0]) or re.fullmatch(r"[A-Za-z_][\w.]*", last[0].text()) is not None
    )


def _pattern(route: str, entry: dict[str, Any]) -> tuple[str, str]:
    if entry.get("method_in_route"):
        method, _, rest = route.partition(" ")
        if rest and _METHOD.fullmatch(method):
            path = rest[rest.find("/") :] if "/" in rest else rest
            return method.upper(), path.removesuffix("{$}")
    return "", route.removesuffix("{$}")


def template(route: str, node: SgNode) -> str:
    """`route` with [controller] and [action] replaced by the names of what it stands in."""
    route = re.sub(r"(/:\w+):\w+", r"\1", _NESTED.sub(r"{\1}", route))
    if "[controller]" not in route and "[action]" not in route:
        return route
    owner = next((a for a in node.ancestors() if is_class(a)), None)
    controller = re.sub("Controller$", "", name_of(owner)) if owner is not None else ""
    return route.replace("[controller]", controller).replace("[action]", name_of(node))
