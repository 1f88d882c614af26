"""Routes of Ktor's resources: classes under `@Resource`, handled by `get<Articles.Id> { … }`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.framework import framework_named
from reviewlint.facts.endpoints.nodes import line_of, qualified
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.endpoints.routers import Routers
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from reviewlint.facts.endpoints.families import Source

_HANDLED = regex(r"^(get|post|put|patch|delete|head|options)\s*<\s*([\w.]+)\s*>")
_RESOURCE = (
    r"@(?:Resource|Location)\(\s*\"([^\"]*)\"\s*\)\s*(?:@\w+(?:\([^()]*\))?\s*)*(?:data\s+)?(?:class|object)\s+"
    r"{}\b\s*(\((?:[^()]|\([^()]*\))*\))?"
)
_PARENT = regex(r"\bva[lr]\s+\w+\s*:\s*([\w.]+)")
_DEEP = 6


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The routes of a file whose paths are those of classes."""
    known = framework_named("ktor", "kotlin")
    if known is None:
        return
    routers = Routers(source.path, source.text, source.root, known, source.around)
    for node in find(source.root, {"kind": "call_expression"}):
        handled = _HANDLED.match(node.text()[:200])
        path = _path(handled[2], source, 0) if handled else None
        if handled is None or path is None:
            continue
        for prefix in routers.in_block(node):
            route = join(prefix, path)
            yield Endpoint(
                "http", handled[1].upper(), route, source.path, line_of(node), "ktor", qualified(node)
            )


def _path(name: str, source: Source, depth: int) -> str | None:
    """The path of the resource class called `name`, below that of the class its parent is."""
    last = name.rpartition(".")[2]
    pattern = re.compile(_RESOURCE.format(re.escape(last)), re.MULTILINE)
    for text in source.texts([last], ["Resource", "Location"]):
        found = pattern.search(text)
        if found is None:
            continue
        resources = (one[1] for one in _PARENT.finditer(found[2] or "") if one[1][:1].isupper())
        above = (_path(one, source, depth + 1) for one in resources) if depth < _DEEP else ()
        return join(next((one for one in above if one is not None), ""), found[1])
    return None
