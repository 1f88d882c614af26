"""Paths that a script keeps in a table: `PATHS.users`, `BASE + PATHS.users`, `PATHS.users.one`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.loops import literal
from reviewlint.facts.endpoints.nodes import named_children, pairs, string

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.reading import Reading

SCRIPTED = frozenset(("member_expression", "binary_expression"))


def of_table(node: SgNode, file: Reading) -> str | None:
    """The string that `node` stands for where tables tell it, here or in another file; None for any other."""
    if node.kind() == "member_expression":
        held = _member(node, file)
        return string(held, file.text) if held is not None else None
    parts = named_children(node)
    if len(parts) != 2 or not any(part.kind() in SCRIPTED for part in parts):
        return None
    told = [file.string(part) for part in parts]
    return "".join(one for one in told if one) if None not in told and "+" in node.text() else None


def _member(node: SgNode, file: Reading) -> SgNode | None:
    """What a table holds under the name that a member expression ends in."""
    on, name = node.field("object"), node.field("property")
    if on is None or name is None:
        return None
    table = (
        _member(on, file)
        if on.kind() == "member_expression"
        else literal(on, file.path, file.root, file.around)
    )
    return pairs(table).get(name.text()) if table is not None and table.kind() == "object" else None
