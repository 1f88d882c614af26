"""Mautic: the routes in the configuration of a bundle, by the area of the application that they belong to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import items, line_of, named_children, pairs, string
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.model import Endpoint
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_AREAS = {"main": "/s", "public": "", "api": "/api", "catchall": ""}
_ENTITY = {  # what `standard_entity` gives
    "getall": "GET", "getone": "GET {id}", "new": "POST new", "newbatch": "POST batch/new",
    "editbatchput": "PUT batch/edit", "editbatchpatch": "PATCH batch/edit", "editput": "PUT {id}/edit",
    "editpatch": "PATCH {id}/edit", "deletebatch": "DELETE batch/delete", "delete": "DELETE {id}/delete",
}  # fmt: skip


def wanted(path: str, text: str) -> bool:
    """Whether the file configures a bundle."""
    return path.endswith("Config/config.php") and bool(re.search(r"['\"]routes['\"]\s*=>", text))


def read(source: Source) -> Iterator[Endpoint]:
    """The routes of each area."""
    for node in find(source.root, {"kind": "return_statement"}):
        areas = pairs(named_children(node)[0]).get("routes") if named_children(node) else None
        for area, routes in pairs(areas).items() if areas is not None else ():
            for entry in pairs(routes).values() if area in _AREAS else ():
                yield from _routes(source, entry, _AREAS[area])


def _routes(source: Source, entry: SgNode, area: str) -> Iterator[Endpoint]:
    told = pairs(entry)
    path = string(told.get("path"), source.text)
    if path is None:
        return
    route = join(area, path)
    if told.get("standard_entity") is not None:
        only = told.get("supported_endpoints")
        kept = {string(i, source.text) for i in items(only)} if only is not None else set(_ENTITY)
        for verb, _, tail in (one.partition(" ") for name, one in _ENTITY.items() if name in kept):
            yield _endpoint(source, verb, join(route, tail), entry, told)
        return
    methods = re.findall(r"[A-Z]+", told["method"].text().upper()) if "method" in told else ["GET"]
    for verb in methods:
        yield _endpoint(source, verb, route, entry, told)


def _endpoint(source: Source, verb: str, route: str, entry: SgNode, told: dict[str, SgNode]) -> Endpoint:
    handler = string(told.get("controller"), source.text) or ""
    return Endpoint("http", verb, route, source.path, line_of(entry), "mautic", handler.rpartition("\\")[2])
