"""Node's own HTTP server: paths and methods compared in the request listener."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.paths import plain
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.endpoints.families import Source

_URL = r"(?:\breq(?:uest)?\.url|\b(?:url|u|parsed\w*)\.pathname|\bpathname|\bpath|\burl)\b"
_PATH = regex(
    rf"{_URL}\s*===?\s*['\"`](/[^'\"`]*)|['\"`](/[^'\"`]*)['\"`]\s*===?\s*{_URL}|{_URL}\??\.startsWith\(\s*['\"`](/[^'\"`]*)"
)
_BODY = r"/(\^?\\/(?:\\.|[^/\\\n])+)/[a-z]*"
_TESTED = regex(rf"{_BODY}\.(?:test|exec)\(\s*(?:\w+\.)?{_URL}|{_URL}\??\.match\(\s*{_BODY}")
_OPEN = regex(r"\\[dwS][+*]|\[[^\]]*\][+*]|\.[+*]")
_METHOD = regex(r"\bmethod\s*===?\s*['\"](\w+)['\"]|['\"](\w+)['\"]\s*===?\s*(?:\w+\.)?method\b")
_CASE = regex(r"case\s+['\"](?:(GET|POST|PUT|PATCH|DELETE)\s+)?(/[^'\"]*)['\"]")


def wanted(path: str, text: str) -> bool:
    """Whether the file listens with Node's own server."""
    return "createServer(" in text and bool(re.search(r"['\"](node:)?https?2?['\"]", text))


def read(source: Source) -> Iterator[Endpoint]:
    """The paths that conditions compare the request's with, and the method in the same condition."""
    text = re.sub(r"(?<![:'\"`])//[^\n]*", "", source.text)
    for found in (*_PATH.finditer(text), *_TESTED.finditer(text)):
        start = max(text.rfind("if", 0, found.start()), text.rfind("\n", 0, max(found.start() - 120, 0)))
        condition = text[
            start : text.find("{", found.end())
            if "{" in text[found.end() : found.end() + 200]
            else found.end()
        ]
        methods = [a or b for a, b in _METHOD.findall(condition)] or ["ANY"]
        route = next(g for g in found.groups() if g)
        route = plain(_OPEN.sub("{}", route)) if "\\" in route else route
        for method in methods:
            yield Endpoint(
                "http", method.upper(), route, source.path, text.count("\n", 0, found.start()) + 1, "node"
            )
    if re.search(rf"switch\s*\([^)]*(?:{_URL})", text):
        for found in _CASE.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            yield Endpoint("http", found[1] or "ANY", found[2], source.path, line, "node")
