"""Conditions on the path of a request in a C# program that listens by itself: `HttpListener`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import line_of, qualified
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_PATH = r"(?:AbsolutePath|LocalPath|RawUrl|\bpath)"
_EQUAL = regex(rf"{_PATH}\s*==\s*\"(/[^\"]*)\"|{_PATH}\.Equals\(\s*\"(/[^\"]*)\"", re.IGNORECASE)
_METHOD = regex(r"Method\s*==\s*(?:\"([A-Z]+)\"|HttpMethod\.(\w+)\.Method)")
_CASE = regex(r"(?:\bcase\s+|^\s*)\"(/[^\"]*)\"", re.MULTILINE)
_SWITCH = regex(rf"(?:switch\s*\(\s*[\w.?!]*{_PATH}\s*\)|{_PATH}\s+switch)", re.IGNORECASE)


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The paths that a file compares with, and the method that the same condition asks for."""
    for node in find(source.root, {"kind": "if_statement"}):
        condition = node.field("condition")
        text = condition.text() if condition is not None else ""
        told = _METHOD.search(text)
        for found in _EQUAL.finditer(text):
            yield _at(source, node, (told[1] or told[2]).upper() if told else "ANY", found[1] or found[2])
    for node in find(source.root, {"any": [{"kind": "switch_statement"}, {"kind": "switch_expression"}]}):
        if _SWITCH.match(node.text()):
            for found in _CASE.finditer(node.text()):
                yield _at(source, node, "ANY", found[1])


def _at(source: Source, node: SgNode, method: str, route: str) -> Endpoint:
    return Endpoint("http", method, route, source.path, line_of(node), "httplistener", qualified(node))
