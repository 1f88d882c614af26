"""Roda: the paths that matchers stand for, and branches of the routing tree that have a place of their own."""

from __future__ import annotations

import re
from itertools import islice, product
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import items, named_children, read_call, string
from reviewlint.facts.endpoints.paths import join
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source
    from reviewlint.facts.endpoints.nodes import Call

RECEIVERS = ("r", "request", "_1")
BRANCHES = frozenset(["hash_branch", "hash_path", "hash_routes"])
_DISPATCH = ["hash_branches", "hash_paths", "hash_routes"]
_TAKES_REQUEST = regex(r"^(?:do|\{)\s*\|\s*r\b")
_DEEP, _MOST = 4, 20


def paths(call: Call, text: str) -> list[str]:
    """The paths that the matchers of a call stand for: several where one of them is a list."""
    takes = call.block is not None and bool(re.match(r"(?:do|\{)\s*\|", call.block.text()))
    sides = [_matcher(p, text, takes) for p in call.positional if p.kind() != "pair"]
    return list(
        dict.fromkeys(join(*(part for part in one if part)) for one in islice(product(*sides), _MOST))
    )


def takes_request(call: Call) -> bool:
    """Whether a block follows that is handed the request, as a part of a routing tree is."""
    return call.block is not None and bool(_TAKES_REQUEST.match(call.block.text()))


def branch(call: Call, source: Source, depth: int = 0) -> str | None:
    """The path of `hash_branch(:namespace, "x") do |r|` or `route("x") do |r|`; None for any other call."""
    told = [string(p, source.text) for p in call.positional if p.kind() != "pair"]
    if call.receiver is not None or call.block is None or not told or None in told:
        return None
    if call.name == "route" and len(told) == 1 and takes_request(call):
        placed = _dispatched(source, f"\\A[\"':]{told[0]}\\b", ["route"], [told[0] or ""], depth)
        return placed if placed is not None else told[0]
    if call.name not in BRANCHES:
        return None
    first, *rest = call.positional
    named = bool(rest) or call.name == "hash_routes"
    above = _namespace(first, source, depth) if named else ""
    return join(above, *(part for part in told[1 if named else 0 :] if part))


def _namespace(node: SgNode, source: Source, depth: int) -> str:
    """Where the branches of a namespace are dispatched to; one that is a string is the path itself."""
    name = string(node, source.text) or ""
    if node.kind() == "string":
        return name
    return _dispatched(source, rf"\A:{re.escape(name)}\Z", _DISPATCH, [name], depth) or ""


def _dispatched(source: Source, pattern: str, names: list[str], words: list[str], depth: int) -> str | None:
    """The path at the call of one of `names` on the request whose first argument matches `pattern`."""
    rule = {"kind": "call", "has": {"field": "method", "regex": f"^({'|'.join(names)})$"}}
    for held in _sources(source, words, names) if depth < _DEEP else ():
        for node in find(held.root, rule):
            call = read_call(node)
            receiver = call.receiver.text() if call.receiver is not None else ""
            if receiver in RECEIVERS and call.positional and re.search(pattern, call.positional[0].text()):
                return _above(node, held, depth + 1)
    return None


def _sources(source: Source, words: list[str], names: list[str]) -> Iterator[Source]:
    yield source
    paths = source.around.mentioning(words, names) if source.around is not None else ()
    others = (source.at(path) for path in paths if path != source.path and path.endswith(".rb"))
    yield from (other for other in others if other is not None)


def _above(node: SgNode, source: Source, depth: int) -> str:
    """The path of the blocks around a call."""
    found = ""
    for above in node.ancestors():
        if above.kind() != "call":
            continue
        call = read_call(above)
        receiver = call.receiver.text() if call.receiver is not None else ""
        if receiver in RECEIVERS and call.name in ("on", "is"):
            found = join(*paths(call, source.text)[:1], found)
        elif (own := branch(call, source, depth)) is not None:
            return join(own, found)
    return found


def _matcher(node: SgNode, text: str, takes: bool) -> list[str]:
    """The segments that a matcher stands for, any of which may stand there; a condition stands for none."""
    if node.kind() == "call":
        call = read_call(node)
        return _matcher(call.receiver, text, takes) if call.name == "freeze" and call.receiver else [""]
    if node.kind() in ("constant", "scope_resolution"):
        known = node.text() in ("Integer", "String", "Float")
        return ["{" + node.text().rpartition("::")[2].lower() + "}" if known or takes else ""]
    if node.kind() in ("array", "string_array", "symbol_array"):
        return [part for item in items(node) for part in _matcher(item, text, takes)] or [""]
    if node.kind() == "bare_string":
        return ["".join(part.text() for part in named_children(node)) or node.text()]
    told = string(node, text)
    return [""] if told is None else [f":{told}" if "symbol" in node.kind() else told]
