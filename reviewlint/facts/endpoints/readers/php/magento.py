"""Magento: the actions of a module, each a class whose place below `Controller` is its path."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import line_of
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_PLACE = regex(r"^(.*?)Controller/(Adminhtml/)?((?:[A-Z]\w*/)+)([A-Z]\w*)\.php$")
_FRONT = regex(r"<route\b[^>]*\bfrontName\s*=\s*[\"']([\w-]+)[\"']")
_INTERFACE = regex(r"\bHttp(Get|Post|Put|Patch|Delete|Options|Head)ActionInterface\b")
_EXECUTES = regex(r"\bfunction\s+execute\s*\(", re.IGNORECASE)


def wanted(path: str, text: str) -> bool:
    """Whether the file stands where the actions of a module stand."""
    return _PLACE.match(path) is not None and ("ActionInterface" in text or "execute" in text)


def read(source: Source) -> Iterator[Endpoint]:
    """The action of the file, under the names that the routes of its module give it."""
    found = _PLACE.match(source.path)
    if found is None:
        return
    controller = found[3].strip("/").replace("/", "_").lower()
    for node in find(source.root, {"kind": "class_declaration"}):
        name = node.field("name")
        if name is None or name.text() != found[4] or not _acts(node):
            continue
        for front in _fronts(source, found[1], "adminhtml" if found[2] else "frontend"):
            for method in _methods(node):
                route = join(front, controller, found[4].lower())
                yield Endpoint(
                    "http", method, route, source.path, line_of(node), "magento", f"{found[4]}.execute"
                )


def _fronts(source: Source, module: str, area: str) -> list[str]:
    """The names of the module in its routes, none without routes; a placeholder where the repository is unknown."""
    if source.around is None:
        return ["{module}"]
    return _FRONT.findall(source.around.text(f"{module}etc/{area}/routes.xml") or "")


def _head(node: SgNode) -> str:
    return node.text().partition("{")[0]


def _acts(node: SgNode) -> bool:
    head = _head(node)
    if re.match(r"\s*abstract\b", head):
        return False
    return _INTERFACE.search(head) is not None or _EXECUTES.search(node.text()) is not None


def _methods(node: SgNode) -> list[str]:
    """The methods whose interfaces the class implements; any where it implements none."""
    return [method.upper() for method in _INTERFACE.findall(_head(node))] or ["ANY"]
