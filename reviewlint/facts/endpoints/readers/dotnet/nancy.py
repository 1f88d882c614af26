"""Modules of Nancy: `Get["/x"] = _ => …` of its first version, `Get("/x", _ => …)` of its second.

Only in a class that stands on one called a module, also on the repository's own, below the path that the constructor
of the class itself hands up: `base("/home")`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import is_function, line_of, name_of, named_children
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_MODULE = regex(r":\s*[\w.]*Module\b")
_VERB = regex(r"(?:this\.)?(Get|Post|Put|Patch|Delete|Head|Options)")
_BOUND = {"kind": "element_access_expression", "inside": {"kind": "assignment_expression", "field": "left"}}
_CALLED = {"kind": "invocation_expression"}


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The routes that the modules of a file bind."""
    for owner in find(source.root, {"kind": "class_declaration"}):
        bases = next((c.text() for c in owner.children() if c.kind() == "base_list"), "")
        if _MODULE.match(bases):
            prefix = _prefix(source, owner)
            for node in find(owner, {"any": [_BOUND, _CALLED]}):
                for verb, route in _route(source, node):
                    yield Endpoint(
                        "http", verb, join(prefix, route), source.path, line_of(node), "nancy", name_of(owner)
                    )


def _route(source: Source, node: SgNode) -> Iterator[tuple[str, str]]:
    """The method and path that an indexer or a call of a module binds to what handles it."""
    target, listed = (*named_children(node), None, None)[:2]
    verb = _VERB.fullmatch(target.text()) if target is not None else None
    if verb is None or listed is None:
        return
    values = [named_children(one)[-1] for one in named_children(listed) if one.kind() == "argument"]
    called = node.kind() == _CALLED["kind"]
    if called and not ("Nancy" in source.text and any(map(_handles, values[1:]))):
        return
    route = source.string(values[0]) if values else None
    if route is not None:
        yield verb[1].upper(), route


def _handles(value: SgNode) -> bool:
    """Whether an argument may be what answers: a function, or the name of a method."""
    return is_function(value) or value.kind() in ("anonymous_method_expression", "identifier")


def _prefix(source: Source, owner: SgNode) -> str:
    """The path that the constructor hands to the class above it, "" where it hands no single string."""
    for node in find(owner, {"kind": "constructor_initializer", "regex": r"^:\s*base\b"}):
        values = [
            named_children(value)[-1] for listed in named_children(node) for value in named_children(listed)
        ]
        return (source.string(values[0]) or "") if len(values) == 1 else ""
    return ""
