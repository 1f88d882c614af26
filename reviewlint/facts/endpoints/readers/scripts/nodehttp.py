"""Node's own HTTP server: paths and methods compared in the request listener, and tables that it looks them up in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import line_of, pairs, string
from reviewlint.facts.endpoints.paths import plain
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_URL = r"(?:\breq(?:uest)?\.url!?|\b(?:url|u|parsed\w*)\.pathname!?|\bpathname|\bpath|\burl)\b"
_EQUAL = regex(rf"^(?:{_URL}\s*===?\s*['\"`](/[^'\"`]*)['\"`]|['\"`](/[^'\"`]*)['\"`]\s*===?\s*{_URL})$")
_BODY = r"/(\^?\\/(?:\\.|[^/\\\n])+)/[a-z]*"
_CALLED = regex(
    rf"^(?:{_URL}\??\.startsWith\(\s*['\"`](/[^'\"`]*)|{_BODY}\.(?:test|exec)\(\s*(?:\w+\.)?{_URL}|{_URL}\??\.match\(\s*{_BODY})"
)
_OPEN = regex(r"\\[dwS][+*]|\[[^\]]*\][+*]|\.[+*]")
_METHOD = regex(r"\bmethod\s*===?\s*['\"](\w+)['\"]|['\"](\w+)['\"]\s*===?\s*(?:\w+\.)?method\b")
_NOT = regex(r"\bmethod\s*!==?\s*['\"](\w+)['\"]")
_CASE = regex(r"(?:(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)[ :]*)?(/.*)")
_VERBS = frozenset(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])
_TOGETHER = regex(rf"\bmethod\b[^\n]{{0,12}}(?:{_URL})")
_LISTENS = regex(r"\bcreate(Secure)?Server\(|\bnew (https?\.)?Server\(|\.on\(\s*['\"]request['\"]")
_AMONG = regex(rf"^\[([^\]]*)\]\.(?:includes|indexOf)\(\s*(?:\w+\.)?{_URL}")
_LOOKED_UP = regex(rf"\b(\w+)\??\.?\[\s*(?:(?:\w+\.)?method\b[^\]\n]{{0,20}}\]\??\.?\[\s*)?(?:{_URL})")


def wanted(path: str, text: str) -> bool:
    """Whether the file listens with Node's own server."""
    return bool(_LISTENS.search(text) and re.search(r"['\"](node:)?https?2?['\"]", text))


def read(source: Source) -> Iterator[Endpoint]:
    """The paths that conditions, cases and tables compare the request's with, and the methods told with them."""
    for node, method, route in (*_compared(source.root), *_cases(source.root), *_tables(source)):
        yield Endpoint("http", method, route, source.path, line_of(node), "node")


def _compared(root: SgNode) -> Iterator[tuple[SgNode, str, str]]:
    """The comparisons of the request's path."""
    for kind, pattern in (("binary_expression", _EQUAL), ("call_expression", _CALLED)):
        for node in find(root, {"kind": kind}):
            found = pattern.search(node.text()[:300])
            if found is not None:
                route = next(g for g in found.groups() if g)
                route = plain(_OPEN.sub("{}", route)) if "\\" in route else route
                yield from ((node, method, route) for method in _methods(node))
            elif (among := _AMONG.search(node.text()[:300])) is not None:
                told = re.findall(r"['\"](/[^'\"]*)['\"]", among[1])
                yield from ((node, method, route) for route in told for method in _methods(node))


def _methods(node: SgNode) -> list[str]:
    """The methods of the conditions and cases around a comparison of the path; else those that its branch compares."""
    branch, inside = "", node
    for ancestor in node.ancestors():
        kind = ancestor.kind()
        if kind == "if_statement":
            condition, then = ancestor.field("condition"), ancestor.field("consequence")
            told = condition.text() if condition is not None else ""
            if condition is not None and condition == inside and then is not None:
                branch = branch or then.text()
                if _NOT.search(told) and "405" in branch:  # what is turned away here
                    return []
            if inside != ancestor.field("alternative") and (found := _named(told)):
                return found
        elif kind == "switch_case" and (found := _of_case(ancestor)):
            return found
        inside = ancestor
    return _named(branch) or _NOT.findall(branch) or ["ANY"]


def _named(text: str) -> list[str]:
    return list(dict.fromkeys((a or b).upper() for a, b in _METHOD.findall(text)))


def _of_case(case: SgNode) -> list[str]:
    """The method of a case of `switch (req.method)`."""
    value = string(case.field("value"), "")
    return [value] if value in _VERBS else []


def _cases(root: SgNode) -> Iterator[tuple[SgNode, str, str]]:
    """The cases of a `switch` over the path, or over the method and the path together."""
    for switch in find(root, {"kind": "switch_statement"}):
        subject = switch.field("value")
        if subject is None or not re.search(_URL, subject.text()):
            continue
        for case in find(switch, {"kind": "switch_case"}):
            value = case.field("value")
            found = _CASE.fullmatch(string(value, "") or "") if value is not None else None
            if found is not None and value is not None:
                inside = _named(case.text()) or _NOT.findall(case.text()) or _methods(switch)
                for method in [found[1]] if found[1] else inside:
                    yield value, method, found[2]


def _tables(source: Source) -> Iterator[tuple[SgNode, str, str]]:
    """The keys of tables: `"GET /x"`, or paths and methods in one another."""
    if _TOGETHER.search(source.text):
        for pair in find(source.root, {"kind": "pair"}):
            key = pair.field("key")
            found = _CASE.fullmatch(string(key, "") or "") if key is not None else None
            if found is not None and found[1]:
                yield pair, found[1], found[2]
    for name in set(_LOOKED_UP.findall(source.text)):
        rule = {"kind": "variable_declarator", "has": {"field": "name", "regex": f"^{name}$"}}
        for declared in find(source.root, rule):
            value = declared.field("value")
            if value is not None and value.kind() == "object":
                yield from _rows(value)


def _rows(table: SgNode) -> Iterator[tuple[SgNode, str, str]]:
    for key, value in pairs(table).items():
        inner = pairs(value) if value.kind() == "object" else {}
        if key.upper() in _VERBS:
            yield from ((one, key.upper(), path) for path, one in inner.items() if path.startswith("/"))
        elif key.startswith("/"):
            told = [verb.upper() for verb in inner if verb.upper() in _VERBS]
            yield from ((value, verb, key) for verb in told or ["ANY"])
