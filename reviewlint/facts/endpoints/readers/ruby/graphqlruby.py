"""GraphQL in Ruby: the fields of the root types of graphql-ruby."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import line_of, name_of, named_children, read_call
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_ROOT = regex(r"(?:Root)?(Query|Mutation|Subscription)(?:Type|Root)?$")
_BASE = regex(r"(?:^|::)(?:BaseObject|GraphQL::Schema::Object)$")


def wanted(path: str, text: str) -> bool:
    """Whether the file may declare a root type."""
    return "BaseObject" in text or "GraphQL::Schema::Object" in text


def read(source: Source) -> Iterator[Endpoint]:
    """The fields of the root types that the file declares."""
    for node in find(source.root, {"kind": "class"}):
        root = _ROOT.match(name_of(node).rpartition("::")[2])
        above = node.field("superclass")
        if root is None or above is None or not _BASE.search(above.text().lstrip("< ").strip()):
            continue
        for line, field in _fields(node):
            name = f"{root[1]}.{field}"
            yield Endpoint("graphql", "GRAPHQL", name, source.path, line, "graphql", name)


def _fields(node: SgNode) -> Iterator[tuple[int, str]]:
    """(line, name) of the fields that the class itself declares, as clients write them."""
    body = next((c for c in node.children() if c.kind() == "body_statement"), None)
    for child in named_children(body) if body is not None else ():
        call = read_call(child) if child.kind() == "call" else None
        if call is None or call.name != "field" or call.receiver is not None or not call.positional:
            continue
        name = call.positional[0].text()
        if name.startswith(":"):
            yield line_of(child), _as_written(name[1:], child.text())


def _as_written(name: str, declaration: str) -> str:
    if re.search(r"\bcamelize:\s*false", declaration):
        return name
    return re.sub(r"(?<=[a-z0-9])_([a-z0-9])", lambda found: found[1].upper(), name)
