"""Resources of Coursera's Naptime: a class with a name and a version, its methods made with `Nap`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import line_of, name_of
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from reviewlint.facts.endpoints.families import Source

_KINDS = {
    "get": ("GET", "/{id}"), "multiGet": ("GET", ""), "getAll": ("GET", ""), "create": ("POST", ""),
    "update": ("PUT", "/{id}"), "patch": ("PATCH", "/{id}"), "delete": ("DELETE", "/{id}"),
    "finder": ("GET", "?q={name}"), "action": ("POST", "?action={name}"),
}  # fmt: skip
_NAME = regex(r"\bresourceName\b[^=\n]*=\s*\"([^\"]+)\"")
_VERSION = regex(r"\bresourceVersion\b[^=\n]*=\s*(\d+)")
_MADE = regex(
    r"\bNap\b(?:\s*\.\s*\w+(?:\[[^\]]*\])?(?:\((?:[^()]|\([^()]*\))*\))?)*?\s*\.\s*(get|multiGet|getAll|create|update|patch|delete|finder|action)\b"
)


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The routes of the resources that a Scala file declares."""
    for owner in find(source.root, {"kind": "class_definition"}):
        text = owner.text()
        named = _NAME.search(text)
        if not named:
            continue
        version = _VERSION.search(text)
        base = f"/{named[1]}.v{version[1] if version else 1}"
        for method in find(owner, {"kind": "function_definition"}):
            made = _MADE.search(method.text())
            if made:
                verb, tail = _KINDS[made[1]]
                route = base + tail.replace("{name}", name_of(method))
                handler = f"{name_of(owner)}.{name_of(method)}"
                yield Endpoint("http", verb, route, source.path, line_of(method), "naptime", handler)
