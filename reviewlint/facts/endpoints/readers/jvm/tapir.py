"""Endpoints of Tapir, described by chains: `endpoint.get.in("users" / path[Int]("id"))`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.constants import constant
from reviewlint.facts.endpoints.nodes import line_of, named_children, qualified
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.model import Endpoint
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_VERBS = frozenset(["get", "post", "put", "patch", "delete", "head", "options"])
_BASES = frozenset(["endpoint", "infallibleEndpoint", "publicEndpoint"])
_PART = regex(
    r"^(?:\"([^\"]*)\"|paths?(?:\[[^\]]*\])?(?:\(\s*\"([^\"]*)\"\s*\))?(?:\..*)?|(\w+))$", re.DOTALL
)
_METHOD = regex(r"\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b")
_DEEP = 80


class _Chain(Record):
    base: str
    method: str
    segments: tuple[str, ...]


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The endpoints of a file: chains on `endpoint`, or on a value that is one."""
    values = {}
    for node in find(source.root, {"any": [{"kind": "val_definition"}, {"kind": "function_definition"}]}):
        value, target = node.field("value") or node.field("body"), node.field("pattern") or node.field("name")
        if value is not None and target is not None:
            values[target.text()] = _chain(value, source)
    for node in find(source.root, {"any": [{"kind": "call_expression"}, {"kind": "field_expression"}]}):
        if not _is_whole(node):
            continue
        chain = _whole(_chain(node, source), values, 0)
        if chain is not None and chain.method:
            yield Endpoint(
                "http",
                chain.method,
                join(*chain.segments),
                source.path,
                line_of(node),
                "tapir",
                qualified(node),
            )


def _whole(chain: _Chain, values: dict[str, _Chain], depth: int) -> _Chain | None:
    """The chain with what its base brings; None where it does not begin at an endpoint."""
    if chain.base in _BASES or depth > 8:
        return chain
    base = values.get(chain.base)
    above = _whole(base, values, depth + 1) if base is not None else None
    return (
        _Chain("", chain.method or above.method, above.segments + chain.segments)
        if above is not None
        else None
    )


def _is_whole(node: SgNode) -> bool:
    """Whether the node is no inner part of a longer chain."""
    parent = node.parent()
    if parent is None or parent.kind() not in ("field_expression", "call_expression", "generic_function"):
        return True
    return named_children(parent)[0].range().start.index != node.range().start.index


def _chain(node: SgNode, source: Source) -> _Chain:
    method = ""
    segments: list[list[str]] = []
    for _ in range(_DEEP):
        parts = named_children(node)
        if node.kind() == "call_expression" and parts:
            named = _last(parts[0])
            if named in ("in", "securityIn", "prependIn") and len(parts) > 1:
                segments.insert(0, _segments(parts[1].text()[1:-1], source))
            if named == "method" and len(parts) > 1 and (told := _METHOD.search(parts[1].text())):
                method = told[1]
            node = parts[0]
        elif node.kind() == "field_expression" and len(parts) == 2:
            method = parts[1].text().upper() if parts[1].text() in _VERBS else method
            node = parts[0]
        elif node.kind() == "generic_function" and parts:
            node = parts[0]
        else:
            break
    return _Chain(
        node.text() if node.kind() == "identifier" else "",
        method,
        tuple(s for part in segments for s in part),
    )


def _last(node: SgNode) -> str:
    return (
        re.findall(r"\w+", re.sub(r"\[.*\]", "", node.text()[-200:]))[-1]
        if re.search(r"\w", node.text())
        else ""
    )


def _segments(text: str, source: Source) -> list[str]:
    """The parts of the path that an input adds; none for queries, headers and bodies."""
    found = []
    for part in re.split(r"\s+/\s+|\s*/\s*(?=\"|path)", text.strip()):
        match = _PART.match(part.strip())
        if not match:
            return []
        if match[1] is not None:
            found.append(match[1])
        elif match[3] and match[3] not in ("path", "paths"):
            value = constant(match[3], source.text)
            if value is None:
                return found if len(found) else []
            found.append(value)
        else:
            found.append("{" + (match[2] or "param") + "}")
    return found
