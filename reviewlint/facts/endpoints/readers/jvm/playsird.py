"""Routes of Play's interpolated patterns: `case GET(p"/$id") => controller.show(id)`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import line_of, name_of, qualified
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.endpoints.playfiles import prefix_of
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_CASE = regex(r"^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s*\(\s*p\"([^\"]*)\"")
_PARAMETER = regex(r"\$\{(?:\w+\()?(\w+)\)?\}|\$(\w+)(?:<[^<>]*>)?\*?")


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The routes that the patterns of a file's routers match."""
    for node in find(source.root, {"kind": "case_clause"}):
        pattern = node.field("pattern")
        found = _CASE.match(pattern.text()) if pattern is not None else None
        if found:
            path = _PARAMETER.sub(lambda one: "{" + (one[1] or one[2]) + "}", found[2])
            route = join(_prefix(source, node), path)
            yield Endpoint("http", found[1], route, source.path, line_of(node), "play", qualified(node))


def _prefix(source: Source, node: SgNode) -> str:
    """The path under which a file of routes puts the router: `-> /v1/posts v1.post.PostRouter`."""
    owner = next((name_of(a) for a in node.ancestors() if a.kind() == "class_definition"), "")
    return prefix_of(owner, source.path, source.around) if source.around is not None and owner else ""
