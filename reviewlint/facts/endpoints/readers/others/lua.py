"""Lua: applications of Lapis and Lor, and MoonScript classes of Lapis."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import line_of, named_children
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_VERBS = {
    "get": "GET", "post": "POST", "put": "PUT", "patch": "PATCH", "delete": "DELETE", "head": "HEAD",
    "options": "OPTIONS", "match": "ANY", "all": "ANY", "trace": "TRACE",
}  # fmt: skip
_CALL = {"kind": "function_call", "has": {"kind": "method_index_expression"}}
_APP = regex(
    r"^\s*(?:local\s+)?(\w+)\s*=\s*(?:lapis\.Application\b|Application\b|lor\s*\(|\w*lor\w*:Router\b|lor\.Router|express\s*\(|\w+:Router\s*\()",
    re.MULTILINE,
)
_PATH = r"^\s*{name}\.path\s*=\s*[\"']([^\"']*)"
_METHOD = regex(r"\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s*[=:]")


def wanted(path: str, text: str) -> bool:
    """Whether the file makes an application of one of the frameworks."""
    return bool(
        re.search(r"require\s*\(?\s*[\"'](lapis|lor)\b|lapis\.Application|\bfunction\s*\(app\)", text)
    )


def read(source: Source) -> Iterator[Endpoint]:
    """The routes of the applications that the file makes."""
    apps = set(_APP.findall(source.text)) | {"app", "router"}
    for node in find(source.root, _CALL):
        target, arguments = named_children(node)[0], named_children(named_children(node)[-1])
        parts = named_children(target)
        receiver, name = parts[0].text(), parts[-1].text()
        if name == "extend" and "Application" in receiver:
            yield from _extended(source, arguments)
        elif name in _VERBS and receiver in apps and arguments and arguments[0].kind() == "string":
            yield from _route(source, node, receiver, name, arguments)


def _route(source: Source, node: SgNode, app: str, name: str, arguments: list[SgNode]) -> Iterator[Endpoint]:
    if len(arguments) < 2:
        return
    named = arguments[1].kind() == "string" and len(arguments) > 2
    route = _text(arguments[1] if named else arguments[0])
    prefix = re.search(_PATH.format(name=re.escape(app)), source.text, re.MULTILINE)
    methods = _METHOD.findall(arguments[-1].text()) if "respond_to" in arguments[-1].text()[:20] else []
    for above in _mounted(source, app):
        for method in methods or [_VERBS[name]]:
            full = join(above, prefix[1] if prefix else "", _plain(route))
            yield Endpoint("http", method, full, source.path, line_of(node), "lua")


def _extended(source: Source, arguments: list[SgNode]) -> Iterator[Endpoint]:
    for field in (
        named_children(arguments[0]) if arguments and arguments[0].kind() == "table_constructor" else []
    ):
        parts = named_children(field)
        key = parts[0] if len(parts) == 2 else None
        if key is not None and key.kind() == "table_constructor":
            key = named_children(named_children(key)[0])[-1] if named_children(key) else None
        if key is not None and key.kind() == "string" and _text(key).startswith("/"):
            methods = _METHOD.findall(parts[1].text()) if "respond_to" in parts[1].text()[:20] else ["ANY"]
            for method in methods:
                yield Endpoint("http", method, _plain(_text(key)), source.path, line_of(field), "lua")


def _mounted(source: Source, app: str) -> list[str]:
    """The prefixes at which a router is used, in this file or in one that requires it."""
    here = re.findall(rf":use\(\s*[\"']([^\"']+)[\"']\s*,\s*{re.escape(app)}\b", source.text)
    if here or source.around is None:
        return here or [""]
    stem = source.path.rpartition("/")[2].removesuffix(".lua")
    found = []
    for path in source.around.mentioning([stem], ["use", "include"]):
        text = source.around.text(path) or ""
        for alias, module in re.findall(r"(\w+)\s*=\s*require\s*\(?\s*[\"']([\w.]+)[\"']", text):
            if source.path.endswith(module.replace(".", "/") + ".lua"):
                found += re.findall(rf":use\(\s*[\"']([^\"']+)[\"']\s*,\s*{alias}\b", text)
    return list(dict.fromkeys(found)) or [""]


def _text(node: SgNode) -> str:
    return "".join(c.text() for c in named_children(node))


def _plain(route: str) -> str:
    return re.sub(r"\[[^\]]*\]", "", re.sub(r"\([^()]*\)", "", route))


_MOON_ROUTE = regex(
    r"^\s+(?:\[(?:\w+:\s*)?[\"'](/[^\"']*)[\"']\]|[\"'](/[^\"']*)[\"'])\s*:\s*(.*)$", re.MULTILINE
)
_MOON_PATH = regex(r"^\s+@path:\s*[\"']([^\"']*)", re.MULTILINE)


def is_moon(path: str) -> bool:
    """Whether the file is MoonScript."""
    return path.endswith(".moon")


def read_moon(path: str, text: str) -> Iterator[Endpoint]:
    """The routes of a MoonScript class that extends the application of Lapis."""
    if not re.search(r"\bextends\s+(lapis\.)?Application\b", text):
        return
    prefix = _MOON_PATH.search(text)
    for found in _MOON_ROUTE.finditer(text):
        body = text[found.start(3) : found.start(3) + 2000]
        body = re.split(r"^\s{0,2}\S", body[body.find("\n") + 1 :], maxsplit=1, flags=re.MULTILINE)[0]
        methods = _METHOD.findall(body) if "respond_to" in found[3] else ["ANY"]
        for method in methods or ["ANY"]:
            line = text.count("\n", 0, found.start() + 1) + 1
            route = join(prefix[1] if prefix else "", _plain(found[1] or found[2]))
            yield Endpoint("http", method, route, path, line, "lua")
