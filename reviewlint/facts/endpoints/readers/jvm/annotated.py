"""Routes that annotations on classes and methods bind (Spring, JAX-RS, Micronaut and their like).

The table `[annotated]` of a framework's data names the annotations: `prefix` (on a class), `verbs` (on a method, with
the method each binds), `keys` (arguments that hold the path), `every_key` (each of them holds one), `method` (the
argument that names methods), `beside` (the annotation that holds the path next to a verb), `application` (a prefix of
all), `application_settings` (where no class gives it), `settings` (keys of the configuration that hold a prefix of
all), `clients` (a class with one of these calls others and serves nothing), `sockets` (a class that is a WebSocket),
`only_prefixed` (a class without a prefix serves nothing), `unless` (what an annotation holds that binds no route),
`mount` (a call that puts a class under a prefix), `mount_inside` (the class is made anywhere in that call),
`mount_beside` (not above its own prefix but instead of it), `unnamed` (what a servlet without a path is called),
`destinations` (a call anywhere that names prefixes of all), `servlets` (a class that answers with those in `answers`,
with `otherwise` where it has none), `lists` (annotations that hold several), `absolute` (a path that starts with / is
the whole one), `root` (fields of GraphQL types), `protocol`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reviewlint.common import in_common
from reviewlint.facts.endpoints.framework import frameworks_of
from reviewlint.facts.endpoints.nodes import items, line_of, read_call
from reviewlint.facts.endpoints.packages import nearest
from reviewlint.facts.endpoints.paths import join, plain
from reviewlint.facts.endpoints.readers.jvm.jvmtypes import (
    Method,
    Type,
    declared,
    elsewhere,
    libraries,
    types,
    written,
)
from reviewlint.facts.endpoints.settings import prefix_in_settings, servlet_prefixes, without_placeholders
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.endpoints.families import Source
    from reviewlint.facts.endpoints.nodes import Call

_METHOD = regex(r"\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE|QUERY)\b")
_SERVES = regex(r"@(\w*Controller|Path|ApplicationScoped|Singleton|Component|Service)\b")
_DEPTH = 4


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The endpoints of a Java or Kotlin file, under each framework whose marker it has."""
    for framework in frameworks_of(source.text, source.language):
        table = framework.data.get("annotated")
        if table:
            yield from _Annotated(source, framework.name, table).endpoints()


class _Annotated:
    def __init__(self, source: Source, name: str, table: dict[str, Any]) -> None:
        self.source, self.name, self.table = source, name, table
        self.keys: list[int | str] = table.get("keys", [0, "value", "path"])
        self.verbs: dict[str, str] = table["verbs"]

    def endpoints(self) -> Iterator[Endpoint]:
        above = [join(prefix_in_settings(self.source, self.table.get("settings", [])), self._application())]
        above = [join(a, prefix) for a in above for prefix in self._destinations()]
        for owner in types(self.source):
            marks = self._expanded(owner.annotations, owner.source)
            yield from self._sockets(owner, marks, above)
            yield from self._servlets(owner, marks)
            if owner.kind == "annotation" or any(m.name in self.table.get("clients", ()) for m in marks):
                continue
            if owner.kind == "abstract":
                continue
            if owner.kind == "interface" and (places := self._implemented(owner)):
                yield from self._by_others(owner, places, above)
                continue
            prefixes = self._prefixes(marks, owner.source)
            if prefixes is None and self.table.get("only_prefixed") and not self._inherits_prefix(owner):
                continue
            mounted = self._mounted(owner)
            placed = [join(a, m) for a in above for m in mounted]
            if self.table.get("mount_beside") and mounted != [""]:
                yield from self._served(owner, placed, 0, prefixed=False)
                placed = above if prefixes is not None else []
            yield from self._served(owner, placed, 0)

    def _served(self, owner: Type, above: list[str], depth: int, prefixed: bool = True) -> Iterator[Endpoint]:
        """What the methods of a type and of its bases serve under the prefixes `above`, and its own if `prefixed`."""
        marks = self._expanded(owner.annotations, owner.source)
        own = (self._prefixes(marks, owner.source) if prefixed else None) or [""]
        prefixes = [join(a, p) for a in above for p in own]
        for method in owner.methods():
            yield from self._method(owner, method, prefixes, depth)
        if depth < _DEPTH and (marks or depth):
            for base in owner.bases:
                found = declared(base, owner.source)
                if found is not None and found.name != owner.name:
                    yield from self._served(found, prefixes, depth + 1)

    def _method(self, owner: Type, method: Method, prefixes: list[str], depth: int) -> Iterator[Endpoint]:
        marks = self._expanded(method.annotations, owner.source)
        unless = self.table.get("unless")
        bound = [
            m for m in marks if m.name in self.verbs and not (unless and re.search(unless, m.node.text()))
        ]
        beside = next((m for m in marks if m.name == self.table.get("beside")), None)
        if not bound and beside is not None and depth < _DEPTH:
            yield from self._located(owner, method, beside, prefixes, depth)
        for mark in bound:
            routes = [] if self.verbs[mark.name] == "ARGUMENT" else self._paths(mark, owner.source)
            if not routes and beside is not None:
                routes = self._paths(beside, owner.source)
            if "root" in self.table:  # the field of a GraphQL type
                name = next(iter(routes), method.name)
                yield self._endpoint("GRAPHQL", f"{self.verbs[mark.name]}.{name}", owner, method, depth)
                continue
            for verb in self._methods_of(mark, bound):
                for route in routes or [""]:
                    for prefix in [""] if self._is_whole(route) else prefixes:
                        yield self._endpoint(verb, join(prefix, route), owner, method, depth)

    def _is_whole(self, route: str) -> bool:
        return route.startswith("/") and bool(self.table.get("absolute"))

    def _endpoint(self, verb: str, route: str, owner: Type, method: Method, depth: int) -> Endpoint:
        here = owner.source.path == self.source.path
        line = line_of(method.node) if here else 1
        handler = f"{owner.name}.{method.name}"
        return Endpoint(
            self.table.get("protocol", "http"), verb, route, self.source.path, line, self.name, handler
        )

    def _located(
        self, owner: Type, method: Method, beside: Call, prefixes: list[str], depth: int
    ) -> Iterator[Endpoint]:
        """A method that returns the resource which answers below its path."""
        names = re.findall(r"[A-Z]\w*", method.returns)
        found = declared(names[-1], owner.source) if names else None
        if found is None or found.name == owner.name:
            return
        for route in self._paths(beside, owner.source):
            yield from self._served(found, [join(p, route) for p in prefixes], depth + 1)

    def _sockets(self, owner: Type, marks: list[Call], above: list[str]) -> Iterator[Endpoint]:
        for mark in marks:
            if mark.name in self.table.get("sockets", ()):
                for route in self._paths(mark, owner.source):
                    yield Endpoint(
                        "ws",
                        "GET",
                        join(above[0], route),
                        self.source.path,
                        line_of(owner.node),
                        self.name,
                        owner.name,
                    )

    def _servlets(self, owner: Type, marks: list[Call]) -> Iterator[Endpoint]:
        """A class that answers at the paths of its annotation, with the methods it overrides."""
        answers = self.table.get("answers", {})
        for mark in marks:
            if mark.name in self.table.get("servlets", ()):
                verbs = [answers[m.name] for m in owner.methods() if m.name in answers]
                verbs = verbs or [self.table.get("otherwise", "ANY")]
                unnamed = [owner.name] if self.table.get("unnamed") == "class" else []
                for route in self._paths(mark, owner.source) or unnamed:
                    for verb in dict.fromkeys(verbs):
                        yield Endpoint(
                            "http",
                            verb,
                            join(route),
                            self.source.path,
                            line_of(owner.node),
                            self.name,
                            owner.name,
                        )

    def _methods_of(self, mark: Call, bound: list[Call]) -> list[str]:
        key = self.table.get("method")
        text = mark.node.text() if key else ""
        named = re.search(rf"\b{key}\s*=([^=]*?)(?:,\s*\w+\s*=|\)\s*$|$)", text, re.DOTALL)
        found = _METHOD.findall(named[1]) if named else []
        if found:
            return sorted(set(found))
        own = self.verbs[mark.name]
        if own == "ARGUMENT":  # the annotation of an annotation that makes a verb of it
            return [self.source.string(mark.argument([0, "value", "method"])) or "ANY"]
        if (
            own == "ANY" and len(bound) > 1 and "lists" not in self.table
        ):  # a composed annotation: another one names the method
            return []
        return [own]

    def _prefixes(self, marks: list[Call], source: Source) -> list[str] | None:
        for mark in marks:
            if mark.name in self.table.get("prefix", ()):
                return self._paths(mark, source) or [""]
        return None

    def _inherits_prefix(self, owner: Type) -> bool:
        for base in owner.bases:
            found = declared(base, owner.source)
            if found is not None and self._prefixes(list(found.annotations), found.source) is not None:
                return True
        return False

    def _paths(self, mark: Call, source: Source) -> list[str]:
        found = []
        for key in self.keys:
            value = mark.argument([key])
            for item in items(value) if value is not None else ():
                text = source.string(item)
                if text is not None:
                    found.append(_plain(without_placeholders(text, source)))
            if found and not self.table.get("every_key"):
                break
        return found

    def _expanded(self, marks: tuple[Call, ...], source: Source) -> list[Call]:
        """The annotations, and those that stand on annotations of ours among them."""
        known = {*self.verbs, *self.table.get("prefix", ()), self.table.get("beside", "")}
        foreign = libraries(source.text)
        found = list(marks)
        for mark in marks:
            if mark.name in self.table.get("lists", ()):
                inside = mark.node.find_all({"rule": {"kind": "annotation"}})
                found += [call for node in inside if (call := read_call(node)).name in self.verbs]
            if mark.name in known or mark.name in foreign or not mark.name[:1].isupper():
                continue
            known_here = source.around is not None or _declares(mark.name, source)
            composed = declared(mark.name, source) if known_here else None
            if composed is not None and composed.kind == "annotation":
                found += [self._with_path(inner, mark) for inner in composed.annotations]
        return found

    def _with_path(self, inner: Call, outer: Call) -> Call:
        """The annotation of an annotation, with the path that stands where it is used."""
        if inner.name in self.verbs and outer.positional and not inner.positional:
            return inner._replace(positional=outer.positional)
        return inner

    def _implemented(self, owner: Type) -> list[str]:
        """The files with a class that bears annotations of its own and implements this interface."""
        around, here = self.source.around, self.source.path
        pattern = re.compile(rf"(?:implements|extends|:)[^{{]*\b{re.escape(owner.name)}\b")
        texts = {here: self.source.text}
        if around is not None:
            texts |= {p: around.text(p) or "" for p in around.mentioning([owner.name]) if p != here}
        return [path for path, text in texts.items() if pattern.search(text) and _SERVES.search(text)]

    def _by_others(self, owner: Type, places: list[str], above: list[str]) -> Iterator[Endpoint]:
        """What classes that the change leaves alone serve of an interface that they implement."""
        around = self.source.around
        for path in places if around is not None else ():
            other = None if around is None or around.is_changed(path) else elsewhere(self.source, path)
            for heir in types(other) if other is not None else ():
                if heir.kind == "class" and owner.name in heir.bases:
                    yield from self._served(heir, [join(a, m) for a in above for m in self._mounted(heir)], 0)

    def _application(self) -> str:
        """The prefix that the application class nearest by package puts before every path, else the configured one."""
        names = self.table.get("application", ())
        if not names:
            return ""
        found = {".".join(_package(self.source)): self._of_application(self.source)}
        around = self.source.around
        for path in nearest(around.mentioning(names), self.source.path) if around is not None else ():
            other = elsewhere(self.source, path) if path != self.source.path else None
            package = ".".join(_package(other)) if other is not None else ""
            if other is not None and not found.get(package):
                found[package] = self._of_application(other)
        found.update(
            {name.rpartition(".")[0]: prefix for name, prefix in servlet_prefixes(self.source).items()}
        )
        here = _package(self.source)
        near = [(in_common(here, package.split(".")), value) for package, value in found.items() if value]
        best = max((shared for shared, _ in near), default=0)
        values = {value for shared, value in near if shared == best}
        if best and len(values) == 1:
            return values.pop()
        return prefix_in_settings(self.source, self.table.get("application_settings", []))

    def _destinations(self) -> list[str]:
        """The prefixes of all that a call such as `setApplicationDestinationPrefixes("/app")` names."""
        word = self.table.get("destinations")
        for text in self.source.texts([word]) if word else ():
            found = re.search(rf"\b{word}\(([^()]*)\)", text)
            if found:
                told = [written(term, text) for term in found[1].split(",")]
                return [prefix for prefix in told if prefix is not None] or [""]
        return [""]

    def _of_application(self, source: Source) -> str:
        if not any(f"@{name}" in source.text for name in self.table["application"]):
            return ""
        for owner in types(source):
            for mark in owner.annotations:
                if mark.name in self.table["application"]:
                    return next(iter(self._paths(mark, source)), "")
        return ""

    def _mounted(self, owner: Type) -> list[str]:
        """The prefixes under which calls such as `annotatedService("/x", new Owner())` put the class."""
        word = self.table.get("mount")
        if not word:
            return [""]
        made = r"[^;]{0,600}?\bnew\s+" if self.table.get("mount_inside") else r"\s*(?:new\s+)?"
        pattern = re.compile(rf"\b{word}\(\s*(\"/[^\"]*\"|[\w.]+)\s*,{made}{re.escape(owner.name)}\b")
        for text in self.source.texts([owner.name], [word]):
            told = {written(term, text) for term in pattern.findall(text)}
            found = sorted(prefix for prefix in told if prefix is not None)
            if found:
                return found
        return [""]


def _package(source: Source) -> list[str]:
    found = re.search(r"^\s*package\s+([\w.]+)", source.text, re.MULTILINE)
    return found[1].split(".") if found else [""]


def _declares(name: str, source: Source) -> bool:
    return re.search(rf"(@interface|annotation class)\s+{re.escape(name)}\b", source.text) is not None


def _plain(route: str) -> str:
    """A route without what is no path: query templates, and Armeria's kinds of patterns."""
    route = re.sub(r"\{[?&#][^{}]*\}", "", route)
    route = plain(route) if route.startswith("regex:") else route
    return re.sub(r"^(exact|prefix|glob|regex):\^?", "", route)
