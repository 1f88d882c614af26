"""Modules of Carter whose constructor gives the path of all their routes: `base("/home")`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.extract import FileRoutes
from reviewlint.facts.endpoints.framework import frameworks_of
from reviewlint.facts.endpoints.nodes import line_of
from reviewlint.facts.endpoints.paths import join
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from reviewlint.facts.endpoints.families import Source
    from reviewlint.facts.model import Endpoint

_MODULE = regex(r":\s*CarterModule\b[^{]*\{[\s\S]*?:\s*base\(\s*\"([^\"]*)\"")


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The routes of such modules of a file, each below the path of its module."""
    above = {}
    for node in find(source.root, {"kind": "class_declaration"}):
        if found := _MODULE.search(node.text()):
            first = line_of(node)
            above[range(first, first + node.text().count("\n") + 1)] = found[1]
    for framework in frameworks_of(source.text, source.language) if above else ():
        for one in FileRoutes(source.path, source.text, source.root, framework, source.around).endpoints():
            prefix = next((path for lines, path in above.items() if one.line in lines), "")
            if prefix:
                yield one._replace(route=join(prefix, one.route))
