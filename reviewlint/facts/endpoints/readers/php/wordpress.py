"""WordPress: REST routes and the actions of admin-ajax.php and admin-post.php."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import items, line_of, pairs, read_call, string
from reviewlint.facts.endpoints.paths import join, plain
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_CALL = {
    "kind": "function_call_expression",
    "has": {"field": "function", "regex": r"^\\?(register_rest_route|add_action)$"},
}
_SETS = {
    "READABLE": ["GET"],
    "CREATABLE": ["POST"],
    "EDITABLE": ["POST", "PUT", "PATCH"],
    "DELETABLE": ["DELETE"],
    "ALLMETHODS": ["GET", "POST", "PUT", "PATCH", "DELETE"],
}
_OPTIONAL = regex(
    r"\(\?:(/(?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)\?"
)  # a group with all its segments that may be left out
_HOOK = regex(r"(wp_ajax|admin_post)_(?:nopriv_)?(\w+)$")
_FILE = {"wp_ajax": "admin-ajax.php", "admin_post": "admin-post.php"}


def wanted(path: str, text: str) -> bool:
    """Whether the file registers routes or actions."""
    return "register_rest_route(" in text or "wp_ajax_" in text or "admin_post_" in text


def read(source: Source) -> Iterator[Endpoint]:
    """The routes and actions that the file registers."""
    for node in find(source.root, _CALL):
        call = read_call(node)
        first = string(call.argument([0]), source.text) or ""
        if call.name.endswith("add_action"):
            hook = _HOOK.match(first)
            if hook:
                route = f"/wp-admin/{_FILE[hook[1]]}?action={hook[2]}"
                yield Endpoint("http", "ANY", route, source.path, line_of(node), "wordpress", hook[2])
        elif first and len(call.positional) > 2:
            pattern = string(call.argument([1]), source.text) or ""
            for route in dict.fromkeys((plain(pattern), plain(_OPTIONAL.sub(r"\1", pattern)))):
                base = join("wp-json", first, route)
                for method in _methods(call.positional[2], source.text):
                    yield Endpoint("http", method, base, source.path, line_of(node), "wordpress")


def _methods(options: SgNode, text: str) -> list[str]:
    found: list[str] = []
    for one in (options, *items(options)):
        value = pairs(one).get("methods")
        for item in items(value) if value is not None else ():
            constant = re.search(r"::(\w+)$", item.text())
            told = string(item, text) or ""
            found += _SETS.get(constant[1], []) if constant else re.findall(r"[A-Z]+", told.upper())
    return list(dict.fromkeys(found)) or ["GET"]
