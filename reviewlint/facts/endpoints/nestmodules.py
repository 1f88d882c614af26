"""The paths that NestJS's RouterModule gives to modules, and so to the controllers that they list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.loops import literal
from reviewlint.facts.endpoints.nodes import items, pairs, read_call, string
from reviewlint.facts.endpoints.paths import join
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.around import Around

_REGISTERS = {
    "kind": "call_expression",
    "has": {"field": "function", "regex": r"^RouterModule\.(register|forRoutes)$"},
}
_MODULE = regex(
    r"@Module\(\s*\{(?:[^{}]|\{[^{}]*\})*?\bcontrollers\s*:\s*\[([^\]]*)\][\s\S]*?\bclass\s+(\w+)"
)
_CONTROLLER = regex(r"@Controller\b[\s\S]*?\bclass\s+(\w+)")


def prefix_of_module(path: str, around: Around) -> str:
    """What the controllers of the file at `path` stand below as their modules say; "" where that is not one thing."""
    told = {
        module: prefix
        for other in around.mentioning(["RouterModule"])
        for module, prefix in _of(other, around)
    }
    if not told:
        return ""
    own = _CONTROLLER.findall(around.text(path) or "")
    found = {told.get(module, "") for name in own for module in _modules(name, around)}
    return found.pop() if len(found) == 1 else ""


def _modules(controller: str, around: Around) -> Iterator[str]:
    """The modules that list the controller."""
    for path in around.mentioning([controller], ["Module"]):
        for listed, module in _MODULE.findall(around.text(path) or ""):
            if re.search(rf"\b{controller}\b", listed):
                yield module


def _of(path: str, around: Around) -> Iterator[tuple[str, str]]:
    root = around.tree(path)
    for node in find(root, _REGISTERS) if root is not None else ():
        rows = literal(read_call(node).argument([0]), path, root, around) if root is not None else None
        yield from _rows(rows, "", around.text(path) or "")


def _rows(rows: SgNode | None, above: str, text: str) -> Iterator[tuple[str, str]]:
    """The modules of a table of routes with their whole paths."""
    for row in items(rows) if rows is not None else ():
        inside = pairs(row) if row.kind() == "object" else {}
        if row.kind() == "identifier":
            yield row.text(), above
        at = join(above, string(inside.get("path"), text) or "")
        if "module" in inside:
            yield inside["module"].text(), at
        yield from _rows(inside.get("children"), at, text)
