"""Pages that a router in the browser shows: React Router, Vue Router, Angular and what is written like them.

A page is an object with a `path` and a component, or an element `<Route path="…">`; what is around it stands before its
path.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import line_of, pairs
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_LOADS = regex(
    r"(?:from|require\()\s*['\"]((?:react|vue|preact|@angular|@solidjs|@reach|@tanstack/react)[-/]router(?:-dom)?|wouter"
    r"|svelte-routing|svelte-spa-router)\b"
)
_NAMED = regex(r"(?i)(?:^|[/._-])(?:router|routes?|routing)(?:[/._-].*)?\.[jt]sx?\Z")
_SHOWN = (
    "component",
    "components",
    "element",
    "Component",
    "lazy",
    "loadComponent",
    "loadChildren",
    "getComponent",
)
_OBJECT = {"kind": "object", "has": {"kind": "pair", "regex": r"^path\s*:"}}
_ELEMENT = {
    "any": [{"kind": "jsx_opening_element"}, {"kind": "jsx_self_closing_element"}],
    "has": {"field": "name", "regex": r"Route$"},
}
_PATH = regex(r"""\spath=\{?\s*["'`]([^"'`]*)""")
_WITH_MARKUP = ("javascript", "tsx")  # whose grammar knows elements
_ANY = ("*", "**", "/*")


def wanted(path: str, text: str) -> bool:
    """Whether the file loads such a router, or is called so and names components."""
    if _LOADS.search(text):
        return True
    return _NAMED.search(path) is not None and any(f"{word}:" in text for word in _SHOWN)


def read(source: Source) -> Iterator[Endpoint]:
    """The pages that the file lists."""
    loaded = _LOADS.search(source.text)
    name = loaded[1] if loaded else "browser-router"
    elements = find(source.root, _ELEMENT) if source.language in _WITH_MARKUP else []
    found = [(node, _of_object(source, node)) for node in find(source.root, _OBJECT)]
    found += [(node, _of_element(node)) for node in elements]
    for node, route in found:
        if route is not None:
            yield Endpoint("page", "PAGE", route, source.path, line_of(node), name)


def _of_object(source: Source, node: SgNode) -> str | None:
    given = pairs(node)
    own = source.string(given.get("path"))
    if own is None or own in _ANY or not any(word in given for word in _SHOWN):
        return None
    around = [up for up in node.ancestors() if up.kind() == "object"]
    return _full(own, (source.string(pairs(up).get("path")) for up in around))


def _of_element(node: SgNode) -> str | None:
    own = _PATH.search(node.text())
    if own is None or own[1] in _ANY:
        return None
    opened = (up.child(0) for up in node.ancestors() if up.kind() == "jsx_element")
    others = (_PATH.search(up.text()) for up in opened if up is not None and up.range() != node.range())
    return _full(own[1], (found[1] if found else None for found in others))


def _full(route: str, around: Iterator[str | None]) -> str:
    """A path behind those around it, innermost first; one that begins with a slash is whole."""
    for prefix in around:
        if route.startswith("/"):
            break
        route = join(prefix, route) if prefix else route
    return join("/", route)
