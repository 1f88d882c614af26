"""Routers in a table that a loop mounts: `[{ path: "/a", route: a }].forEach((r) => app.use(r.path, r.route))`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import last_name, pairs, receiver_of
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from ast_grep_py import SgNode


def rows(root: SgNode, prefix: SgNode | None, child: SgNode | None) -> list[tuple[SgNode, SgNode]]:
    """What the objects of the file hold under the two keys that `r.path` and `r.route` read; [] for other arguments."""
    if prefix is None or child is None or "member" not in prefix.kind() or "member" not in child.kind():
        return []
    row, other = receiver_of(prefix), receiver_of(child)
    if row is None or other is None or row.kind() != "identifier" or row.text() != other.text():
        return []
    keys = (last_name(prefix), last_name(child))
    found = [pairs(node) for node in find(root, {"kind": "object"})]
    return [(told[keys[0]], told[keys[1]]) for told in found if all(key in told for key in keys)]
