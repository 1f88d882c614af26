"""Tables of Go that name a path's handlers by their methods, as routers of a repository's own are given them.

`Endpoint{Path: "x", Get: Action{…}, Put: Action{…}}`, `map[string]map[string]Handler{"x": {"GET": list}}`, and the
same the other way round.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import line_of, named_children, qualified
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_VERB = regex(r"(?i)\"?(?:http\.Method)?(GET|POST|PUT|PATCH|DELETE)\"?")
_FIELD = regex(r"Get|Post|Put|Patch|Delete|GET|POST|PUT|PATCH|DELETE")
_PATHS = ("Path", "Pattern", "Route", "URL")
_NESTED = regex(r"map\[string\]map\[string\](?:func\b|[\w.*\[\]]*(?:Handler|Func|Endpoint|Action|Route)\w*$)")
_PLAIN = regex(r"[\w./:{}*-]*")


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The routes of the tables of a file."""
    for node in find(source.root, {"kind": "composite_literal"}):
        kind, body = node.field("type"), node.field("body")
        if kind is None or body is None:
            continue
        if kind.kind() == "map_type":
            yield from _nested(body, source) if _NESTED.match(kind.text()) else ()
        else:
            yield from _by_fields(body, source)


def _by_fields(body: SgNode, source: Source) -> Iterator[Endpoint]:
    """A literal with a path and a field for each method that it serves."""
    fields = {key.text(): value for key, value in _elements(body)}
    path = next((told for name in _PATHS if (told := source.string(fields.get(name))) is not None), None)
    if path is None or not _PLAIN.fullmatch(path):
        return
    for name, value in fields.items():
        if _FIELD.fullmatch(name) and _acts(value):
            yield _at(source, name, path, value)


def _nested(body: SgNode, source: Source) -> Iterator[Endpoint]:
    """A map of maps: methods below paths, or paths below methods."""
    for outer, inside in _elements(body):
        for inner, value in _elements(inside) if inside.kind() == "literal_value" else ():
            for verb, path in ((outer, inner), (inner, outer)):
                found, told = _VERB.fullmatch(verb.text()), source.string(path)
                if found is not None and told is not None and not _VERB.fullmatch(path.text()):
                    yield _at(source, found[1], told, value)


def _elements(body: SgNode) -> Iterator[tuple[SgNode, SgNode]]:
    """The keys and values of a literal, without what only wraps them."""
    for child in named_children(body):
        parts = [_inner(part) for part in named_children(child)]
        if child.kind() == "keyed_element" and len(parts) == 2:
            yield parts[0], parts[1]


def _inner(part: SgNode) -> SgNode:
    inside = named_children(part)
    return inside[0] if part.kind() == "literal_element" and inside else part


def _acts(value: SgNode) -> bool:
    """Whether a field holds what answers a request: a function, or a literal that names one."""
    if value.kind() in ("composite_literal", "unary_expression", "literal_value"):
        return re.search(r"\b(?:Handler|HandlerFunc|Func|Handle|Action)\s*:", value.text()) is not None
    return value.kind() == "func_literal"


def _at(source: Source, method: str, path: str, value: SgNode) -> Endpoint:
    return Endpoint(
        "http", method.upper(), join(path), source.path, line_of(value), "table", qualified(value)
    )
