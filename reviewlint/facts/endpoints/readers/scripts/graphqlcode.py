"""GraphQL in scripts: schemas in template strings, and the decorators of NestJS and type-graphql."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import line_of, name_of, pairs, read_call, string
from reviewlint.facts.endpoints.schemas import graphql
from reviewlint.facts.endpoints.standing import decorated
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_LOCAL = regex(
    r"(^|/)(client|clients|frontend|mobile|android|ios)/"
)  # where a client declares state of its own
_ROOT = regex(r"^\s*(?:extend\s+)?type\s+(?:Query|Mutation|Subscription)\b", re.MULTILINE)
_RESOLVERS = regex(r"['\"](?:@nestjs/graphql|type-graphql)['\"]")
_MARK = {
    "kind": "decorator",
    "inside": {"kind": "class_body"},
    "regex": r"^@(Query|Mutation|Subscription)\(",
}


def wanted(path: str, text: str) -> bool:
    """Whether the file declares fields of GraphQL's root types."""
    return bool(_RESOLVERS.search(text) or _ROOT.search(text)) and not _LOCAL.search(path)


def read(source: Source) -> Iterator[Endpoint]:
    """The fields of the root types that the file declares."""
    if _ROOT.search(source.text):
        for node in find(source.root, {"kind": "template_string"}):
            yield from _template(source, node)
    if _RESOLVERS.search(source.text):
        for node in find(source.root, _MARK):
            owner = decorated(node)
            if owner is not None:
                call = read_call(node)
                name = f"{call.name}.{_field(source, node) or name_of(owner)}"
                yield Endpoint("graphql", "GRAPHQL", name, source.path, line_of(node), "graphql", name)


def _template(source: Source, node: SgNode) -> Iterator[Endpoint]:
    """The fields that a template string declares; in `gql` of a client no root type is declared."""
    text = node.text()
    if _ROOT.search(text):
        for found in graphql(source.path, text.strip("`")):
            yield found._replace(line=found.line + node.range().start.line)


def _field(source: Source, node: SgNode) -> str:
    """The name that the decorator gives: `@Query("cats")`, `@Query(() => [Cat], { name: "cats" })`."""
    for argument in read_call(node).positional:
        told = pairs(argument).get("name") if argument.kind() == "object" else argument
        value = string(told, source.text) if told is not None and "string" in told.kind() else None
        if value:
            return value
    return ""
