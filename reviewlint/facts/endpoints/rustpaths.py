"""What Rust says of a router by its path, its bindings and its macros."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import is_function, name_of
from reviewlint.syntax.tree import Unparsable, parse

if TYPE_CHECKING:
    from ast_grep_py import SgNode

_HERE = frozenset(("self", "Self", "crate", "super"))


def is_path(node: SgNode) -> bool:
    """Whether the node is a module or type before `::`, as `web` in `web::scope("/x")`."""
    parent = node.parent()
    return parent is not None and "scoped" in parent.kind() and parent.field("path") == node


def names_of(at: SgNode) -> tuple[set[str], SgNode | None]:
    """The variables that the value around `at` is bound to, and the function that it stands in."""
    bound: set[str] = set()
    for ancestor in at.ancestors():
        if ancestor.kind() == "let_declaration":
            pattern = ancestor.field("pattern")
            bound |= set(re.findall(r"\w+", pattern.text())) if pattern is not None else set()
        elif is_function(ancestor) and name_of(ancestor):
            return bound, ancestor
    return bound, None


def of_another_module(child: SgNode, text: str) -> bool:
    """Whether an expression calls what stands in another module: `users::router()`, where no such name is defined."""
    found = re.match(r"(?:\w+::)*?(\w+)::\w+\s*(?:\(|$)", child.text())
    if found is None or found[1] in _HERE:
        return False
    return re.search(rf"\b(?:mod|struct|enum|trait)\s+{found[1]}\b(?!\s*;)", text) is None


def opened(text: str, root: SgNode) -> SgNode:
    """The tree in which the elements of `vec![…]` are expressions, every place the same; `root` where there is none."""
    if "vec![" not in text:
        return root
    try:
        return parse(text.replace("vec![", "   &["), "rust")
    except Unparsable:
        return root
