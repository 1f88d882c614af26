"""What Spring Data REST serves of the repositories that bear its annotation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import line_of
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.endpoints.readers.jvm.jvmtypes import types
from reviewlint.facts.endpoints.settings import prefix_in_settings
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.endpoints.families import Source
    from reviewlint.facts.endpoints.readers.jvm.jvmtypes import Type

_ALL = {"": ("GET", "POST"), "/{id}": ("GET", "PUT", "PATCH", "DELETE")}
_SEARCH = regex(r"^(find|read|get|query|search|stream|count|exists)\w*By\w*$")
_NAMES = frozenset(("RepositoryRestResource", "RestResource"))


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The collection, its items and the searches of each exported repository of a file."""
    above = prefix_in_settings(source, ["spring.data.rest.base-path", "spring.data.rest.basePath"])
    for owner in types(source):
        mark = next((m for m in owner.annotations if m.name in _NAMES), None)
        if mark is None or owner.kind != "interface" or "exported = false" in mark.node.text():
            continue
        path = source.string(mark.argument(["path"])) or _plural(owner)
        for tail, methods in _ALL.items() if path else ():
            for method in methods:
                yield _at(source, owner, method, join(above, path, tail), owner.name)
        for one in owner.methods() if path else ():
            if _SEARCH.match(one.name) and "exported = false" not in one.node.text():
                told = next((m for m in one.annotations if m.name == "RestResource"), None)
                last = (source.string(told.argument(["path"])) if told is not None else None) or one.name
                route = join(above, path, "search", last)
                yield _at(source, owner, "GET", route, f"{owner.name}.{one.name}")


def _plural(owner: Type) -> str:
    """The path of a repository that names none: its entity in small letters and the plural."""
    found = re.search(r"Repository\s*<\s*(\w+)", owner.node.text())
    if found is None:
        return ""
    name = found[1]
    small = name[:1].lower() + name[1:]
    return re.sub(r"(?<![aeiou])y$", "ie", re.sub(r"(s|x|ch|sh)$", r"\1e", small)) + "s"


def _at(source: Source, owner: Type, method: str, route: str, handler: str) -> Endpoint:
    return Endpoint("http", method, route, source.path, line_of(owner.node), "spring-data-rest", handler)
