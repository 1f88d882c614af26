"""Routes of warp, whose filters are expressions: `warp::path("x").and(warp::get()).map(…)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import Call, line_of, name_of, named_children, qualified, read_call
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.model import VERBS, Endpoint
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

Route = tuple[tuple[str, ...], str]  # segments, method

_SERVED = {"kind": "call_expression", "has": {"field": "function", "regex": "^warp::serve$"}}
_DEPTH = 8
_MOST = 200


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The routes of the filters that no other filter of the file is built from."""
    known = _definitions(source)
    used = {
        name
        for holder, value in known.items()
        for name in re.findall(r"\w+", _names_in(value))
        if name != holder
    }
    for name, value in known.items():
        if name in used:
            continue
        for segments, method in dict.fromkeys(_routes(value, source, known, 0)):
            if segments:
                yield Endpoint(
                    "http",
                    method or "ANY",
                    join(*segments),
                    source.path,
                    line_of(value),
                    "warp",
                    qualified(value),
                )


def _definitions(source: Source) -> dict[str, SgNode]:
    """What variables are bound to and functions end with, by name, and what is served without one."""
    found: dict[str, SgNode] = {}
    for node in find(source.root, {"any": [{"kind": "let_declaration"}, {"kind": "function_item"}]}):
        if node.kind() == "let_declaration":
            target, value = node.field("pattern"), node.field("value")
            if target is not None and value is not None:
                found[target.text()] = value
        else:
            body = node.field("body")
            inside = named_children(body) if body is not None else []
            last = inside[-1] if inside else None
            if last is not None and last.kind() in ("call_expression", "macro_invocation"):
                found[name_of(node)] = last
    for node in find(source.root, _SERVED):
        call = read_call(node)
        if call.positional and call.positional[0].kind() == "call_expression":
            found[f"serve {line_of(node)}"] = call.positional[0]
    return found


def _names_in(value: SgNode) -> str:
    """The identifiers that stand where a filter may: not those of handlers inside closures."""
    text = re.sub(r"\"[^\"]*\"", "", value.text())
    return " ".join(re.findall(r"(?:\.(?:or|and)\(\s*|^)(\w+)\b(?!::)", text))


def _routes(node: SgNode, source: Source, known: dict[str, SgNode], depth: int) -> list[Route]:
    if depth > _DEPTH:
        return []
    if node.kind() == "macro_invocation":
        return [(_segments(node), "")] if re.match(r"(\w+::)*path!", node.text()) else [((), "")]
    if node.kind() != "call_expression":
        value = known.get(node.text())
        return _routes(value, source, known, depth + 1) if value is not None else [((), "")]
    call = read_call(node)
    method = call.receiver is not None and "::" not in node.text()[: len(call.receiver.text()) + 3][-3:]
    if method and call.receiver is not None:
        return _combined(call, call.receiver, source, known, depth)
    return _named(call, source, known, depth)


def _combined(call: Call, on: SgNode, source: Source, known: dict[str, SgNode], depth: int) -> list[Route]:
    left = _routes(on, source, known, depth)
    if call.name not in ("and", "or") or not call.positional:
        return left
    right = _routes(call.positional[0], source, known, depth)
    if call.name == "or":
        return left + right
    return [((*a, *c), b or d) for (a, b), (c, d) in list(product(left, right))[:_MOST]]


def _named(call: Call, source: Source, known: dict[str, SgNode], depth: int) -> list[Route]:
    if call.name in VERBS and not call.positional:
        return [((), call.name.upper())]
    if call.name == "path" and call.positional:
        return [((source.string(call.positional[0]) or "{path}",), "")]
    if call.name in ("param", "tail"):
        return [(("{param}",), "")]
    if call.name == "end":
        return [(("",), "")]
    value = known.get(call.name) if not call.node.text().startswith("warp::") else None
    return _routes(value, source, known, depth + 1) if value is not None else [((), "")]


def _segments(macro: SgNode) -> tuple[str, ...]:
    """The parts of `path!("users" / u32 / ..)`."""
    inside = macro.text().partition("(")[2].rpartition(")")[0]
    parts = [part.strip() for part in inside.split("/")]
    return tuple(p.strip('"') if p.startswith('"') else "{" + p + "}" for p in parts if p and p != "..")
