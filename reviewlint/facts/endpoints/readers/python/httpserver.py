"""The standard library's HTTP servers: a method for each verb, paths compared inside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.classes import methods_in
from reviewlint.facts.endpoints.nodes import line_of
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.endpoints.families import Source

_HANDLER = {"kind": "class_definition", "has": {"field": "superclasses", "regex": "HTTPRequestHandler"}}
_PATH = regex(
    r"\bpath\b[^\n]*?(?:==|\bin\b|startswith\(|!=)\s*[\[({]?((?:\s*[rf]?[\"']/[^\"']*[\"'],?)+)|[\"'](/[^\"']*)[\"']\s*==\s*\S*path\b|^\s*case\s+[\"'](/[^\"']*)[\"']",
    re.MULTILINE,
)


def wanted(path: str, text: str) -> bool:
    """Whether the file defines a request handler."""
    return "HTTPRequestHandler" in text and "def do_" in text


def read(source: Source) -> Iterator[Endpoint]:
    """The paths that the handler's methods compare with; "/" where they compare with none."""
    for node in find(source.root, _HANDLER):
        for name, method in methods_in(node).items():
            if not name.startswith("do_"):
                continue
            start = line_of(method)
            text = re.sub(r"#[^\n]*", "", method.text())
            told = [
                (f.start(), p)
                for f in _PATH.finditer(text)
                for p in re.findall(r"/[^\"',\s)\]}]*", "".join(g or "" for g in f.groups()))
            ]
            for at, route in told or [(0, "/")]:
                line = start + text.count("\n", 0, at)
                yield Endpoint("http", name[3:].upper(), route, source.path, line, "http.server", name)
