"""Routes of Dart servers that no call on a router binds: dart_frog's files, Serverpod's classes, annotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.framework import framework_named
from reviewlint.facts.endpoints.nodes import line_of, name_of, named_children
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.endpoints.routers import Routers
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_FROG = regex(r"(?:^|/)routes/(.+)\.dart$")
_ASKED = regex(r"HttpMethod\.(get|post|put|patch|delete|head|options)\b")
_DENIED = regex(r"405|methodNotAllowed")
# an annotation of a project's own counts where its constructors are called as those of shelf_router's `Route`
_ROUTE = regex(
    r"@(?:Route(?=\.)|[A-Z]\w*(?=\.\w+\(\s*r?['\"]/))\.(get|post|put|patch|delete|head|options|all)\(\s*r?['\"]([^'\"]*)['\"]"
)
_NAMED = regex(r"@Route\(\s*['\"]([A-Z]+)['\"]\s*,\s*r?['\"]([^'\"]*)['\"]")
_EXPOSE = regex(r"@Expose\(\s*['\"]([^'\"]*)['\"](?:[^()]*method:\s*['\"](\w+)['\"])?")
_PATH = regex(r"\.(?:uri|requestedUri)\.path\s*==\s*['\"](/[^'\"]*)['\"]")
_VERB = regex(r"\.method\s*==\s*['\"]([A-Z]+)['\"]|case\s+['\"](GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)['\"]")
_GIVEN = r"\bclass\s+{}\b.*?\bmethods:\s*\{{([^}}]*)\}}"
_ADDED = regex(r"\.addRoute\(\s*(\w+)\([^()]*\)\s*,\s*['\"]([^'\"]+)['\"]")
_ALL = ("GET", "POST", "PUT", "PATCH", "DELETE")


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The routes of a Dart file."""
    placed = _FROG.search(source.path)
    if (
        placed
        and re.search(r"\bonRequest\s*[(=]", source.text)
        and not placed[1].rpartition("/")[2].startswith("_")
    ):
        yield from _frog(source, placed[1])
    if _ROUTE.search(source.text) or "@Route" in source.text:
        yield from _annotated(source)
    yield from _exposed(source)
    if "HttpServer" in source.text:
        yield from _compared(source)
    if re.search(r"serverpod|\bSession\b|\.addRoute\(", source.text):
        yield from _serverpod(source)


def _annotated(source: Source) -> Iterator[Endpoint]:
    """The annotated methods of classes, below what other routers mount their classes at."""
    known = framework_named("routers", "dart")
    routers = Routers(source.path, source.text, source.root, known, source.around) if known else None
    for owner in find(source.root, {"kind": "class_declaration"}):
        text, start = owner.text(), owner.range().start.index
        marks = [(one.start(), one[1].upper(), one[2]) for p in (_ROUTE, _NAMED) for one in p.finditer(text)]
        prefixes = routers.owned(owner) if routers is not None and marks else [""]
        for at, method, path in marks:
            for prefix in prefixes:
                verb = "ANY" if method == "ALL" else method
                yield source.endpoint(start + at, verb, join(prefix, path), "shelf")


def _frog(source: Source, place: str) -> Iterator[Endpoint]:
    route = re.sub(r"(^|/)index$", "", place)
    route = re.sub(r"\[(?:\.\.\.)?(\w+)\]", r"{\1}", route)
    at = source.text.index("onRequest")
    for method in _answered(source):
        yield source.endpoint(at, method, route, "dart_frog")


def _answered(source: Source) -> list[str]:
    """The methods that `onRequest` does not turn away."""
    text = re.sub(r"//[^\n]*", "", source.text)
    asked = _ASKED.findall(text)
    if not asked:
        return ["GET"] if "webSocketHandler" in text else list(_ALL)
    if re.search(r"method\s*!=\s*HttpMethod\.", text):
        return list(dict.fromkeys(m.upper() for m in re.findall(r"method\s*!=\s*HttpMethod\.(\w+)", text)))
    kept: list[str] = []
    waiting: list[str] = []
    for found in re.finditer(r"(?:case|==)\s*HttpMethod\.(\w+)\s*(:|=>|\))?|return[^;]*;|=>[^,;]*[,;]", text):
        if found[1]:
            waiting.append(found[1].upper())
        elif waiting:
            kept += [] if _DENIED.search(found[0]) else waiting
            waiting = []
    return list(dict.fromkeys(kept + waiting)) or list(dict.fromkeys(m.upper() for m in asked))


def _exposed(source: Source) -> Iterator[Endpoint]:
    owner, end = "", -1
    for found in _EXPOSE.finditer(source.text):
        after = source.text[found.end() : found.end() + 200]
        if re.match(r"[^\n]*\)?\s*(?:@\w+[^\n]*\s+)*(?:abstract\s+)?class\b", after):
            owner, end = found[1], found.end()
        else:
            route = join(owner if end >= 0 else "", found[1])
            yield source.endpoint(found.start(), found[2] or "GET", route, "angel3")


def _compared(source: Source) -> Iterator[Endpoint]:
    """Conditions on the path of a request, with the method that they or the ones around them ask for."""
    for found in _PATH.finditer(source.text):
        line_start = source.text.rfind("\n", 0, found.start()) + 1
        line = source.text[line_start : source.text.find("\n", found.end())]
        method = (
            _VERB.search(line)
            or _around(source.text, line_start)
            or _VERB.search(source.text[found.end() : found.end() + 120].partition("}")[0])
        )
        verb = (method[1] or method[2]) if method else "ANY"
        yield source.endpoint(found.start(), verb, found[1], "dart:io")
    for node in find(source.root, {"kind": "switch_statement"}):
        if re.match(r"switch\s*\(\s*\w+\.(?:uri|requestedUri)\.path\s*\)", node.text()):
            for found in re.finditer(r"case\s+['\"](/[^'\"]*)['\"]", node.text()):
                yield source.endpoint(node.range().start.index + found.start(), "ANY", found[1], "dart:io")


def _around(text: str, at: int) -> re.Match[str] | None:
    """The condition on the method that encloses the line at `at`, by indentation."""
    width = len(text[at:]) - len(text[at:].lstrip(" "))
    lines = text[:at].split("\n")[:-1]
    for line in reversed(lines[-40:]):
        here = len(line) - len(line.lstrip(" "))
        if line.strip() and here < width:
            found = _VERB.search(line)
            if found:
                return found
            width = here
    return None


def _serverpod(source: Source) -> Iterator[Endpoint]:
    for owner in find(source.root, {"kind": "class_declaration"}):
        name = name_of(owner)
        head = owner.text()[:200].partition("{")[0]
        if not re.search(r"\bextends\s+\w*Endpoint\b", head):
            continue
        base = name.removesuffix("Endpoint")
        for method in _methods(owner):
            signature = method.text().partition("{")[0]
            called = re.search(r"(\w+)\s*\(\s*Session\s+\w+", signature)
            if called and not called[1].startswith("_"):
                route = f"/{base[:1].lower()}{base[1:]}/{called[1]}"
                yield Endpoint(
                    "http", "POST", route, source.path, line_of(method), "serverpod", f"{name}.{called[1]}"
                )
    for found in _ADDED.finditer(source.text):
        if not found[1].startswith(("RouteStatic", "Static")):
            told = re.search(_GIVEN.format(found[1]), source.text, re.DOTALL)
            for verb in re.findall(r"Method\.(\w+)", told[1]) if told else ["any"]:
                yield source.endpoint(found.start(), verb.upper(), found[2], "serverpod")


def _methods(owner: SgNode) -> list[SgNode]:
    body = owner.field("body")
    members = named_children(body) if body is not None else []
    return [c for m in members for c in (named_children(m) if m.kind() == "class_member" else [m])]
