"""Routes of one file: the rules of its frameworks applied to its tree, prefixes composed within it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reviewlint.facts.endpoints.actions import actions
from reviewlint.facts.endpoints.bindings import (
    OBJECTS,
    behind_method,
    chained_handlers,
    chained_methods,
    continued,
    ended,
    inner_path,
    is_bare,
    is_handler,
    is_made,
    is_parameter,
    last_of,
    named_by,
    shaped,
    split_method,
    stands_inside,
    start_of,
    template,
    told_after,
    told_before,
)
from reviewlint.facts.endpoints.classes import (
    attribute,
    methods_in,
)
from reviewlint.facts.endpoints.groupfiles import prefix_of
from reviewlint.facts.endpoints.loops import literal, turns
from reviewlint.facts.endpoints.methods import is_socket, methods_of
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
from reviewlint.facts.endpoints.ownmethods import given_to
from reviewlint.facts.endpoints.paths import join, plain
from reviewlint.facts.endpoints.routers import Routers
from reviewlint.facts.endpoints.scriptfiles import is_excluded, prefix_of_script
from reviewlint.facts.endpoints.standing import annotated_route, beside, decorated, in_tests, wrapped
from reviewlint.facts.endpoints.symfonyfiles import prefix_of_folder
from reviewlint.facts.endpoints.variables import computed, is_client, is_set_to
from reviewlint.facts.endpoints.versions import settled, versioned
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.around import Around
    from reviewlint.facts.endpoints.framework import Framework

_UNTOLD = regex(r"\{\w+\} ?\{\w+\}")  # what a router of the repository's own hands on: `method + " " + path`


class FileRoutes:
    """One file under the rules of one framework."""

    def __init__(
        self, path: str, text: str, root: SgNode, framework: Framework, around: Around | None = None
    ) -> None:
        self.path, self.text, self.root, self.framework, self.around = path, text, root, framework, around
        self.classes: dict[tuple[str, int, int], list[str]] = {}
        self.unversioned: dict[tuple[str, int, int], list[str]] = {}

    def endpoints(self) -> Iterator[Endpoint]:
        """Every route that the file binds."""
        self.routers = Routers(self.path, self.text, self.root, self.framework, self.around)
        self._read_prefixes()
        for entry in self.framework.table("route"):
            for node in self.routers.matches(entry):
                for found in self._routes_of(node, entry):
                    yield self._below(found)

    def _below(self, found: Endpoint) -> Endpoint:
        """The endpoint under what other files give to all routes of this file."""
        told = (
            re.search(self.framework.data["context"], self.text) if "context" in self.framework.data else None
        )
        found = found._replace(route=join(told[1], found.route)) if told else found
        if self.around is None or found.protocol != "http":
            return found
        php = self.framework.language == "php"
        named = self.framework.name
        prefix = prefix_of(self.path, self.around) if php else ""
        prefix = prefix or (prefix_of_folder(self.path, self.around) if named == "symfony" else "")
        prefix = prefix or prefix_of_script(self.path, named, self.around)
        if not prefix.strip("/") or (not php and is_excluded(found.route, self.around)):
            return found
        return found._replace(route=join(prefix, found.route))

    def _read_prefixes(self) -> None:
        for entry in self.framework.table("class"):
            for node in self.routers.matches(entry):
                given = attribute(node, entry["attribute"])
                value = self.routers.string(given) if given is not None else None
                if value is None and entry.get("default") == "lower":
                    value = name_of(node).lower()
                if value is not None:
                    self.classes[key(node)] = [join(entry.get("under", ""), value)]
        for entry in self.framework.table("prefix"):
            for node in self.routers.matches(entry):
                owner = decorated(node)
                told = read_call(node).argument(entry.get("prefix", [0]))
                if owner is None or not is_class(owner) or told is None:
                    continue
                versions, paths = self._class_prefixes(told)
                if paths:
                    self.unversioned[key(owner)] = paths
                    self.classes[key(owner)] = [join(v, p) for v in versions for p in paths]

    def _class_prefixes(self, value: SgNode) -> tuple[list[str], list[str]]:
        """The versions and paths that an annotation of a class gives, written `{ path, version }` too."""
        versions: list[str] = []
        path: SgNode | None = value
        if value.kind() == "object":
            inside = pairs(value)
            versions = self._versions(inside["version"]) if "version" in inside else []
            path = inside.get("path") or inside.get("basePath")
        paths = [self.routers.string(i) for i in items(path)] if path is not None else [""]
        return versions or [""], [p for p in paths if p is not None]

    def _versions(self, value: SgNode) -> list[str]:
        told = [self.routers.string(i) for i in items(value)]
        return [f"v{v}" if v and v != "VERSION_NEUTRAL" else "" for v in told]

    def _routes_of(self, node: SgNode, entry: dict[str, Any]) -> Iterator[Endpoint]:
        """The routes of a call: in a loop over what the code writes out, those of each turn."""
        for turn in turns(node, self.path, self.root, self.around, self.framework.language):
            self.routers.turn = turn
            yield from self._routes_now(node, entry)
        self.routers.turn = {}

    def _routes_now(self, node: SgNode, entry: dict[str, Any]) -> Iterator[Endpoint]:
        call = read_call(node)
        call = computed(call, self.routers.string) if entry.get("computed") else call
        if "object" not in entry:
            yield from self._route(node, call, entry)
        elif len(call.positional) > entry["object"]:
            value = self.routers.held(call.positional[entry["object"]])
            for item in items(literal(value, self.path, self.root, self.around) or call.node):
                if item.kind() in OBJECTS:
                    yield from self._route(item, call._replace(named={**call.named, **pairs(item)}), entry)

    def _route(self, node: SgNode, call: Call, entry: dict[str, Any]) -> Iterator[Endpoint]:
        owner = decorated(node) if entry.get("decorates") else node if entry.get("itself") else None
        of_class = "answers" in entry and not entry.get("nested")
        if entry.get("decorates") and (owner is None or is_class(owner) != of_class):
            return
        if "within" in entry and not stands_inside(call.node, entry["within"]):
            return
        if "receivers" in entry and not self._on_router(call, entry):
            return
        if not self._wanted(node, call, entry):
            return
        if entry.get("named_handler") and not is_handler(call.positional[-1:]):
            return
        if len(call.positional) + len(call.named) < entry.get("least_all", 0):
            return
        methods = methods_of(self, call, entry, owner)
        if len(call.positional) < entry.get("least", 0) or (entry.get("block") and not call.has_block()):
            return
        if "after" in entry:
            told = told_after(call, entry["after"])
            language = self.framework.language
            if not told and language in ("go", "java"):
                told = told_before(call, entry["after"], language == "go")
            methods = told or methods
        answering: dict[str, str] = {}
        if "chain" in entry:
            chain = call.receiver if entry["chain"] == "before" else call.argument(entry["chain"])
            methods, answering = chained_methods(chain), chained_handlers(chain)
        routes = self._routes(call, entry)
        if "route_annotation" in entry and owner is not None and routes in ([], [""]):
            routes = [annotated_route(owner, entry["route_annotation"], self.routers.string)]
        handler = self._handler(call, entry, owner)
        start = owner if owner is not None else call.node
        argument = owner is None and call.positional and "object" not in entry
        line = line_of(call.positional[0] if argument else node)
        version = versioned(call, entry)
        protocol: Any = "ws" if is_socket(self, call, entry) else entry.get("protocol", "http")
        for prefix in self._prefixes(call, start, entry, routes):
            for route in routes:
                own, path = split_method(route, entry)
                path = plain(path) if entry.get("pattern") else path
                path = shaped(path, entry)
                path = path.rpartition("/")[0] if entry.get("above") else path
                for method, tail in actions(self, call, entry) or [
                    (m, "") for m in ([own] if own else methods)
                ]:
                    full = template(ended(settled(join(prefix, version, path, tail)), entry), start)
                    yield Endpoint(
                        protocol, method, full,
                        self.path, line, self.framework.name, answering.get(method, handler),
                    )  # fmt: skip

    def _wanted(self, node: SgNode, call: Call, entry: dict[str, Any]) -> bool:
        """Whether the call stands where a route may, and on what a route may stand."""
        if len(call.positional) > entry.get("most", 99):
            return False
        if self.framework.language == "rust" and in_tests(node):
            return False
        owner = decorated(node) if entry.get("invoked") else None
        if owner is not None and "__invoke" not in methods_in(owner):
            return False
        if entry.get("untyped") and not call.positional and re.match(r"[\w.]+\s*<", call.node.text()[:80]):
            return False
        handlers = entry.get("handler_not")
        if handlers and call.positional and re.search(handlers, call.positional[-1].text()[:400]):
            return False
        on = call.receiver
        if "on_not" in entry and on is not None and is_made(on, entry["on_not"], self.text):
            return False
        if "on_made" in entry and not is_set_to(on, entry["on_made"], self.text):
            return False
        if "handler_made" in entry and is_made(call.argument([-1]), entry["handler_made"], self.text):
            return False
        if entry.get("on_router") and (on is None or not self.routers.made_here(on, call.node)):
            return False
        return not entry.get("under") or self._prefixes(call, call.node, entry, []) != ["/"]

    def _on_router(self, call: Call, entry: dict[str, Any]) -> bool:
        """Whether the call stands on a router: one made here, or something named like one.

        A name that may as well be a client's is believed only before a function literal.
        """
        receiver = call.receiver
        if receiver is None:
            return False
        if self.routers.made_here(receiver, call.node) or receiver.text() in self.routers.group_names:
            return True
        name = last_name(start_of(receiver))
        if not re.search(entry["receivers"], name) or is_client(
            name, self.framework.data.get("clients"), self.text
        ):
            return False
        doubtful = "doubtful" in entry and re.search(entry["doubtful"], name)
        return not doubtful or any(is_function(a) for a in call.positional)

    def _below_one(self, receiver: SgNode, at: SgNode) -> bool:
        """Whether a call stands on a router that is made here, or said to be one."""
        return self.routers.made_here(receiver, at) or receiver.text() in self.routers.group_names

    def _routes(self, call: Call, entry: dict[str, Any]) -> list[str]:
        places = entry.get("route", [0])
        if places == []:
            return [""]
        value = call.argument(places)
        if "every" in entry or "segments" in entry:
            return self._several(call, entry)
        if entry.get("continued"):
            return continued(call, self.routers.string)
        if value is None:
            return [entry.get("otherwise", "")] if entry.get("bare") else []
        if entry.get("keys"):
            return list(pairs(value))
        if value.kind() == "object":
            inside = pairs(value)
            value = inside.get("path") or inside.get("url") or value
        if entry.get("named") and len(call.positional) > 2:
            second = self.routers.string(call.positional[1]) or ""
            value = call.positional[1] if second.startswith("/") else value
        if value.kind() == "identifier":
            value = literal(value, self.path, self.root, self.around) or value
        if handed := given_to(value, self.routers):
            return handed
        if self.framework.language == "csharp" and is_parameter(value):
            return []  # an extension that hands on what it is given
        values = items(value)
        if entry.get("more"):
            values = [v for v in call.positional[places[0] :] if "string" in v.kind()]
        found = [self.routers.string(inner_path(item)) for item in values]
        unwanted = entry.get("route_not", "^\\b$")
        known = [
            f for f in found if f is not None and not re.search(unwanted, f) and not _UNTOLD.fullmatch(f)
        ]
        if not known and is_bare(entry.get("bare"), value):
            return [""]
        if entry.get("slash") == "unless-made" and call.receiver is not None:
            named = re.search(r"(?i)router$", last_name(start_of(call.receiver)))
            if (
                not named
                and not self.routers.made_here(call.receiver, call.node)
                and not all(k.startswith(("/", "*", "(")) for k in known)
            ):
                return []
        elif entry.get("slash") == "or-under" and call.receiver is not None:
            if not all(
                behind_method(k).startswith("/") or not k or self._below_one(call.receiver, call.node)
                for k in known
            ):
                return []
        elif entry.get("slash") and not all(
            behind_method(k).startswith(("/", "{")) or (not k and self.routers.block_prefix(call.node) != "/")
            for k in known
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
        if "class" in entry and re.match(r"[\w.]+(\.as_view)?\(", value.text()):
            return last_of(value)
        return (named_by(value) if self.framework.language == "php" else "") or wrapped(value)

    def _prefixes(self, call: Call, start: SgNode, entry: dict[str, Any], routes: list[str]) -> list[str]:
        outside = self._outside(call, start, entry)
        if entry.get("absolute") and routes and routes[0].startswith("/"):
            return outside
        own = self._own_versions(call, entry)
        return [join(p, inside) for p in outside for inside in self._class_prefix(start, own)]

    def _own_versions(self, call: Call, entry: dict[str, Any]) -> list[str]:
        """The versions that another decorator of the same method tells, in place of those of its class."""
        for node in beside(call.node, entry["version"]) if "version" in entry else ():
            value = read_call(node).argument([0])
            return self._versions(value) if value is not None else []
        return []

    def _outside(self, call: Call, start: SgNode, entry: dict[str, Any]) -> list[str]:
        if entry.get("listed"):
            return self.routers.listed(call.node)
        if entry.get("mounted"):
            return self.routers.owned(start)
        on = call.argument([entry["on_argument"]]) if "on_argument" in entry else None
        if on is not None:
            return self.routers.prefixes(on, call.node)
        if call.receiver is None:
            return self.routers.in_block(call.node)
        return self.routers.chained(call.receiver, call.node)

    def _class_prefix(self, node: SgNode, versions: list[str]) -> list[str]:
        found = [""]
        known = self.unversioned if versions else self.classes
        for ancestor in node.ancestors():
            if key(ancestor) in known:
                found = [join(above, inside) for above in known[key(ancestor)] for inside in found]
        return [join(v, inside) for v in versions for inside in found] or found
