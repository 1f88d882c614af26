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
_METHOD = regex(
    r"method\s*==\s*(?:\"([A-Z]+)\"|HttpMethods?\.(\w+))|method\.Equals\(\s*\"([A-Z]+)\"|\"([A-Z]+)\"\.Equals\(\s*[\w.]*method",
    re.IGNORECASE,
)
_SWITCH_METHOD = regex(r"switch\s*\(\s*[\w.?!]*method\s*\)", re.IGNORECASE)
_SECTION = regex(r"case\s+\"([A-Z]+)\"\s*:")
_CASE = regex(r"(?:\bcase\s+|^\s*)\"(/[^\"]*)\"", re.MULTILINE)
_BOTH = regex(r"\(\s*\"([A-Z]+)\"\s*,\s*\"(/[^\"]*)\"\s*\)|\(\s*\"(/[^\"]*)\"\s*,\s*\"([A-Z]+)\"\s*\)")
_PAIR = r"\([^()\"]*(?:method[^()\"]*,[^()\"]*path|path[^()\"]*,[^()\"]*method)[^()\"]*\)"
_SWITCH_BOTH = regex(rf"switch\s*\(?\s*{_PAIR}|{_PAIR}\s*switch", re.IGNORECASE)
_SWITCH = regex(rf"(?:switch\s*\(\s*[\w.?!]*{_PATH}\s*\)|{_PATH}\s+switch)", re.IGNORECASE)


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The paths that a file compares with, and the method that the same condition asks for."""
    for node in find(source.root, {"kind": "if_statement"}):
        condition = node.field("condition")
        text = condition.text() if condition is not None else ""
        for found in _EQUAL.finditer(text):
            yield _at(source, node, _method(node, text), found[1] or found[2])
    for node in find(source.root, {"any": [{"kind": "switch_statement"}, {"kind": "switch_expression"}]}):
        if _SWITCH.match(node.text()):
            for found in _CASE.finditer(node.text()):
                yield _at(source, node, "ANY", found[1])
        elif _SWITCH_BOTH.match(node.text()):
            for found in _BOTH.finditer(node.text()):
                yield _at(source, node, found[1] or found[4], found[2] or found[3])


def _method(node: SgNode, condition: str) -> str:
    """The method that a condition asks for, or the case around it of a switch over methods."""
    if told := _METHOD.search(condition):
        return next(one for one in told.groups() if one).upper()
    for section in node.ancestors():
        found = _SECTION.match(section.text()[:80]) if section.kind() == "switch_section" else None
        whole = next((a for a in section.ancestors() if a.kind() == "switch_statement"), None)
        if found and whole is not None and _SWITCH_METHOD.match(whole.text()[:200]):
            return found[1]
    return "ANY"


def _at(source: Source, node: SgNode, method: str, route: str) -> Endpoint:
    return Endpoint("http", method, route, source.path, line_of(node), "httplistener", qualified(node))
