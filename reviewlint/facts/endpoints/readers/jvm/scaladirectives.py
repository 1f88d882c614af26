"""Routes of Akka HTTP and Pekko HTTP, whose directives nest: `pathPrefix("a") { path("b") { get { … } } }`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import line_of, name_of, named_children, qualified
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.endpoints.places import around_place
from reviewlint.facts.model import VERBS, Endpoint
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_PATHS = frozenset(["path", "pathPrefix", "pathSuffix", "rawPathPrefix", "rawPath"])
_ENDS = frozenset(["path", "pathEnd", "pathEndOrSingleSlash", "pathSingleSlash"])
_PART = regex(r"\"([^\"]*)\"|([A-Za-z_]\w*)")
_DIRECTS = regex(r"\b(path|pathPrefix|concat)\s*\(|~")
_EITHER = regex(r"^\(\s*\w+(?:\s*\|\s*\w+)+\s*\)$")
_DIRECTIVES = ["Directive", "Directive1", "Directive2"]
_DEEP = 60


class _Place(Record):
    segments: tuple[str, ...] = ()
    method: str = ""


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The routes of the values and methods of a file that no other one of it is built from."""
    reader = _Reader(source)
    for name, value in reader.known.items():
        if name not in reader.used:
            for place, node in reader.walk(value, _Place(), 0):
                for method in place.method.split("|"):
                    yield Endpoint(
                        "http", method or "ANY", join(*place.segments), source.path, line_of(node), "akka-http",
                        qualified(node),
                    )  # fmt: skip


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.known = _definitions(source)
        self.used = {
            name
            for holder, value in self.known.items()
            if _DIRECTS.search(own := _own(value))
            for name in re.findall(r"\w+", own)
            if name in self.known and name != holder
        }

    def walk(self, node: SgNode, place: _Place, depth: int) -> Iterator[tuple[_Place, SgNode]]:
        """The places at which routes end below `node`."""
        if depth > _DEEP:
            return
        if node.kind() == "identifier" and node.text() in self.known and place.segments:
            value = self.known[node.text()]
            if not around_place(value, node.range().start.index):  # else a parameter of that name
                yield from self.walk(value, place, depth + 1)
            return
        head, bodies = _applied(node, self.source)
        if head is None:
            for child in named_children(node):
                if child.kind() not in ("val_definition", "function_definition"):
                    yield from self.walk(child, place, depth + 1)
            return
        here, ends = self._directed(head, place)
        inside = [found for body in bodies for found in self.walk(body, here, depth + 1)]
        yield from inside
        if (not inside and ends and here != place) or (
            not inside and ends and place.segments and _name(head) in _ENDS
        ):
            yield here, node

    def _directed(self, head: SgNode, place: _Place) -> tuple[_Place, bool]:
        """The place inside of a directive, and whether a route may end there."""
        name = _name(head)
        if either := _EITHER.match(head.text()):
            verbs = re.findall(r"\w+", either[0])
            if all(verb in VERBS for verb in verbs):
                return _Place(place.segments, "|".join(verbs).upper()), True
        if head.kind() in ("parenthesized_expression", "infix_expression"):
            ends = False
            for part in named_children(head):
                if part.kind() != "operator_identifier":
                    place, one = self._directed(part, place)
                    ends = ends or one
            return place, ends
        if name in VERBS:
            return _Place(place.segments, name.upper()), True
        if name in _PATHS and head.kind() == "call_expression":
            arguments = next((c.text() for c in head.children() if c.kind() == "arguments"), "")
            return _Place((*place.segments, *self._segments(arguments)), place.method), name == "path"
        if head.kind() == "identifier" and name not in _ENDS and (own := own_directive(name, self.source)):
            return _Place((*place.segments, *self._segments(own[1])), place.method), own[0] == "path"
        return place, name in _ENDS

    def _segments(self, arguments: str) -> list[str]:
        found = []
        for literal, word in _PART.findall(arguments):
            constant = self._constant(word) if word else None
            found.append(
                literal
                or constant
                or ("" if word in ("PathEnd", "Slash", "Neutral", "r") else "{" + word + "}")
            )
        return found

    def _constant(self, word: str) -> str | None:
        from reviewlint.facts.endpoints.constants import constant

        return constant(word, self.source.text)


def own_directive(name: str, source: Source) -> tuple[str, str] | None:
    """The directive that one of the repository's own starts with, and its arguments.

    `val id: Directive1[Id] = path(Segment)`, in this file or in the nearest other one that has it.
    """
    own = re.escape(name)
    wanted = re.compile(
        rf"\b(?:val|def)\s+{own}\s*:\s*Directive\d*\[[^=\n]*=\s*\(?\s*(path|pathPrefix)\(([^()]*)\)"
    )
    if found := wanted.search(source.text):
        return found[1], found[2]
    if source.around is None or re.search(rf"\b(?:val|def)\s+{own}\b", source.text):
        return None
    known = source.around.defined
    if ("directive", name) not in known:
        others = (wanted.search(text) for text in source.texts([name], _DIRECTIVES))
        told = next((one for one in others if one is not None), None)
        known["directive", name] = (told[1], told[2]) if told is not None else ()
    held = known["directive", name]
    return (held[0], held[1]) if held else None


def _own(value: SgNode) -> str:
    """The text of a value without that of the values and methods defined inside of it."""
    text, at = value.text(), value.range().start.index
    for inner in find(value, {"any": [{"kind": "val_definition"}, {"kind": "function_definition"}]}):
        span = inner.range()
        start, end = span.start.index - at, span.end.index - at
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _definitions(source: Source) -> dict[str, SgNode]:
    rule = {"any": [{"kind": "val_definition"}, {"kind": "function_definition"}]}
    found = {}
    for node in find(source.root, rule):
        value = node.field("value") or node.field("body")
        target = node.field("pattern") or node.field("name")
        if (
            value is not None
            and target is not None
            and re.search(r"\b(path|get|post|put|delete)\w*\s*[({]", value.text())
        ):
            found[target.text() if target.kind() == "identifier" else name_of(node)] = value
    return found


def _applied(node: SgNode, source: Source) -> tuple[SgNode | None, list[SgNode]]:
    """A directive and what it is applied to: `get { … }`, `path("x") { … }`, `(get & path("x")) { … }`."""
    if node.kind() != "call_expression":
        return None, []
    parts = named_children(node)
    head, rest = parts[0], parts[1:]
    words = set(re.findall(r"\w+", re.sub(r"\"[^\"]*\"", "", head.text()[:400])))
    if head.kind() in ("call_expression", "parenthesized_expression", "infix_expression"):
        directs = bool(words & (VERBS | _PATHS | _ENDS)) and all(
            "block" not in c.kind() for c in named_children(head)
        )
        return (head, rest) if directs else (None, [])
    if head.kind() != "identifier":
        return None, []
    directs = head.text() in VERBS | _ENDS - {"path"} or bool(rest and own_directive(head.text(), source))
    return (head, rest) if directs else (None, [])


def _name(head: SgNode) -> str:
    first = named_children(head)[0] if head.kind() == "call_expression" else head
    return first.text()
