"""Paths that a script keeps in a table: `PATHS.users`, `BASE + PATHS.users`, `PATHS.users.one`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.loops import literal
from reviewlint.facts.endpoints.nodes import last_name, named_children, pairs, string

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


def of_template(node: SgNode, found: str, file: Reading) -> str:
    """`found`, what a template says, with what it takes from other files: imported names, tables' members."""
    if file.around is None or "{" not in found:
        return found
    imported = {one.name for one in file.around.imports(file.path)}
    for hole in named_children(node):
        inside = named_children(hole) if hole.kind() == "template_substitution" else []
        if len(inside) != 1:
            continue
        value, name = inside[0], last_name(inside[0])
        known = value.kind() == "member_expression" or (
            value.kind() == "identifier" and name in imported and name not in file.turn
        )
        told = file.string(value) if known and "{" + name + "}" in found else None
        found = found.replace("{" + name + "}", told, 1) if told is not None else found
    return found


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
