"""Routes that C++ frameworks bind by macros and calls: Crow, Drogon, Oat++, cpp-httplib, Pistache."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from reviewlint.facts.endpoints.families import Source

_TEXT = r"(?:R?\"\(?([^\"]*?)\)?\")"
_VERB = regex(r"\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b", re.IGNORECASE)
_CROW = regex(
    rf"\bCROW_(?:BP_|WEBSOCKET_)?ROUTE\s*\(\s*(\w+)\s*,\s*{_TEXT}\s*\)((?:\s*\.\s*\w+\s*(?:<[^<>]*>)?\s*\([^()]*\))*)"
)
_DYNAMIC = regex(rf"\b(\w+)\.route_dynamic\s*\(\s*{_TEXT}\s*\)((?:\s*\.\s*\w+\s*\([^()]*\))*)")
_BLUEPRINT = regex(rf"\bBlueprint\s+(\w+)\s*[({{]\s*{_TEXT}")
_ADDED = regex(rf"\bADD_METHOD_(?:TO|VIA_REGEX)\s*\(\s*([\w:]+)\s*,\s*{_TEXT}\s*((?:,[^,()]*)*)\)")
_METHOD_ADD = regex(rf"\bMETHOD_ADD\s*\(\s*([\w:]+)\s*,\s*{_TEXT}\s*((?:,[^,()]*)*)\)")
_PATH_ADD = regex(rf"\b(?:PATH_ADD|WS_PATH_ADD)\s*\(\s*{_TEXT}\s*((?:,[^,()]*)*)\)")
_HANDLER = regex(rf"\bregisterHandler\s*\(\s*{_TEXT}")
_OAT = regex(rf"\bENDPOINT(?:_ASYNC)?\s*\(\s*\"([A-Z]+)\"\s*,\s*{_TEXT}\s*,\s*(\w+)")
_SERVER = regex(rf"\b(\w+)(?:\.|->)(Get|Post|Put|Patch|Delete|Options)\s*\(\s*{_TEXT}\s*,")
_PISTACHE = regex(rf"\bRoutes::(Get|Post|Put|Patch|Delete|Options|Head)\s*\(\s*[\w.*&]+\s*,\s*{_TEXT}")
_VERBS = regex(r"\{\s*((?:drogon::)?(?:Get|Post|Put|Patch|Delete|Head|Options)[\s,:\w\"]*)\}\s*\)")
_QUERY = regex(r"\?\w+=.*$")
_BRACE = regex(r"\bnamespace\s+([\w:]+)\s*\{|\{|\}")
_OAT_PREFIX = regex(r"\bApiController\(\s*[\w:()>.-]+\s*,\s*\"([^\"]*)\"\s*\)")
_CLASS = regex(r"\bclass\s+(\w+)\s*:\s*public\s+(?:drogon::)?Http(?:Controller|SimpleController)")


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The routes of a C++ file, its comments left out."""
    text = _without_comments(source)
    for method, route, at in _all(text):
        line = text.count("\n", 0, at) + 1
        yield Endpoint("http", method, join(_QUERY.sub("", route)), source.path, line, "cpp")


def _all(text: str) -> Iterator[tuple[str, str, int]]:
    blueprints = {found[1]: found[2] for found in _BLUEPRINT.finditer(text)}
    for inner in blueprints:
        blueprints[inner] = _nested(inner, blueprints, text)
    for pattern in (_CROW, _DYNAMIC):
        for found in pattern.finditer(text):
            told = re.search(r"methods\s*\(([^()]*)\)", found[3])
            for method in _methods(told[1]) if told else ["GET"]:
                yield method, join(blueprints.get(found[1], ""), found[2]), found.start()
    for found in _ADDED.finditer(text):
        yield from ((m, found[2], found.start()) for m in _methods(found[3]) or ["ANY"])
    owner = _CLASS.search(text)
    for found in _METHOD_ADD.finditer(text):
        prefix = join(*_namespaces(text, owner.start()), owner[1]) if owner else ""
        yield from ((m, join(prefix, found[2]), found.start()) for m in _methods(found[3]) or ["ANY"])
    for found in _PATH_ADD.finditer(text):
        default = "GET" if found[0].startswith("WS") else "ANY"
        yield from ((m, found[1], found.start()) for m in _methods(found[2]) or [default])
    for found in _HANDLER.finditer(text):
        rest = _VERBS.search(text[found.end() : found.end() + 4000])
        yield from ((m, found[1], found.start()) for m in (_methods(rest[1]) if rest else ["ANY"]))
    for found in _OAT.finditer(text):
        above = [one[1] for one in _OAT_PREFIX.finditer(text, 0, found.start())]
        yield found[1], join(above[-1] if above else "", found[2]), found.start()
    for found in _SERVER.finditer(text):
        if found[3].startswith("/") and not re.search(r"(?i)cli|client|http$", found[1]):
            yield found[2].upper(), found[3], found.start()
    for found in _PISTACHE.finditer(text):
        yield found[1].upper(), found[2], found.start()


def _nested(name: str, blueprints: dict[str, str], text: str) -> str:
    """The prefix of a blueprint with that of the blueprint which takes it."""
    taken = re.search(rf"\b(\w+)\.register_blueprint\(\s*{name}\s*\)", text)
    return join(blueprints.get(taken[1], "") if taken else "", blueprints[name])


def _namespaces(text: str, at: int) -> list[str]:
    """The namespaces that stand open at a place."""
    opened: list[str] = []
    for found in _BRACE.finditer(text, 0, at):
        if found[0] == "}":
            opened = opened[:-1]
        else:
            opened.append((found[1] or "").replace("::", "/"))
    return [name for name in opened if name]


def _methods(text: str) -> list[str]:
    return list(dict.fromkeys(m.upper() for m in _VERB.findall(text.replace("_method", ""))))


def _without_comments(source: Source) -> str:
    parts, at = [], 0
    for node in find(source.root, {"kind": "comment"}):
        span = node.range()
        parts += [source.text[at : span.start.index], re.sub(r"[^\n]", " ", node.text())]
        at = span.end.index
    return "".join([*parts, source.text[at:]])
