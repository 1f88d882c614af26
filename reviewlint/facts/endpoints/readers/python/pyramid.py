"""Pyramid: routes named in the configuration, methods bound by the views of that name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.modules import stem
from reviewlint.facts.endpoints.nodes import is_function, line_of, name_of, read_call, string
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_ADD = {"kind": "call", "has": {"field": "function", "regex": r"\.add_(route|static_view)$"}}
_CONTEXT = regex(r"with\s+\w+\.route_prefix_context\(\s*[\"']([^\"']*)[\"']")
_INCLUDE = r"\.include\(\s*[\"']?(?:[\w.]*\.)?{}[\"']?\s*,\s*route_prefix\s*=\s*[\"']([^\"']*)"
_VIEW = regex(r"(?:@view_config|@view_defaults|\.add_view)\(([^@]*?)\)\s*(?:$|\n)", re.DOTALL)
_OUTER = regex(r"^[^\s#)]", re.MULTILINE)  # what no longer stands in a class
_METHODS = regex(r"request_method\s*=\s*(\([^)]*\)|[\"']\w+[\"'])")


def wanted(path: str, text: str) -> bool:
    """Whether the file configures routes of Pyramid."""
    return ".add_route(" in text and ("pyramid" in text or "config.add_route(" in text)


def read(source: Source) -> Iterator[Endpoint]:
    """The routes of the file; methods from the views of this file and of those that name the route."""
    for node in find(source.root, _ADD):
        call = read_call(node)
        name = string(call.argument(["name", 0]), source.text)
        pattern = string(call.argument(["pattern", "path", 1]), source.text)
        if not name or (call.receiver is not None and "router" in call.receiver.text()):
            continue
        if call.name == "add_static_view":
            yield Endpoint("http", "GET", join(name, "*"), source.path, line_of(node), "pyramid")
        elif pattern is not None:
            route = join(_prefix(source, node), pattern)
            for method in _told(node.text()) or _methods(source, name):
                yield Endpoint("http", method, route, source.path, line_of(node), "pyramid", name)


def _prefix(source: Source, node: SgNode) -> str:
    """What the blocks around the route put before it, and who includes the function it stands in."""
    blocks = [a for a in node.ancestors() if a.kind() == "with_statement"]
    told = [found[1] for block in reversed(blocks) if (found := _CONTEXT.match(block.text()))]
    function = next((name_of(a) for a in node.ancestors() if is_function(a)), "")
    return join(_included(source, stem(source.path) if function == "includeme" else function), *told)


def _included(source: Source, name: str) -> str:
    """The `route_prefix` with which `name` is included, if all who do agree on one."""
    texts = source.texts([name], ["route_prefix"]) if name else ()
    told = {m[1] for text in texts for m in re.finditer(_INCLUDE.format(re.escape(name)), text)}
    return told.pop() if len(told) == 1 else ""


def _methods(source: Source, route: str) -> list[str]:
    texts = [source.text]
    if source.around is not None:
        texts += [source.around.text(p) or "" for p in source.around.mentioning([route], ["route_name"])]
    found = [m for text in texts for m in _bound(text, route)]
    return sorted(set(found)) or ["ANY"]


def _bound(text: str, route: str) -> Iterator[str]:
    named = re.compile(rf"route_name\s*=\s*[\"']{re.escape(route)}[\"']")
    for found in _VIEW.finditer(text):
        if not named.search(found[1]):
            continue
        if "view_defaults" in found[0]:
            inside = text.find("class ", found.end())
            end = _OUTER.search(text, text.find("\n", inside))
            body = text[found.end() : end.start() if end else len(text)]
            yield from (m for inner in _VIEW.finditer(body) for m in _told(inner[1]))
        else:
            yield from _told(found[1]) or ["ANY"]


def _told(arguments: str) -> list[str]:
    found = _METHODS.search(arguments)
    return [m.upper() for m in re.findall(r"\w+", found[1])] if found else []
