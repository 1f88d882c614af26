"""What Rust says of a router by its path, its bindings and its macros."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import is_function, name_of, read_call
from reviewlint.facts.endpoints.places import parameters_of
from reviewlint.syntax.tree import Unparsable, find, parse

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.nodes import Call
    from reviewlint.facts.endpoints.reading import Reading

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


def written_out(names: tuple[str, ...], file: Reading) -> tuple[str, ...]:
    """The names of an expression, the first written out where a `use` gives it another: `use todo::routes as r`."""
    names = tuple(name for name in names if name != "mut")
    if not names or file.around is None:
        return names
    for known in file.around.imports(file.path):
        if known.alias == names[0] and known.name not in ("", "*", known.alias):
            return (*re.findall(r"\w+", known.module), known.name, *names[1:])
    return names


def given_by(child: SgNode) -> list[SgNode]:
    """The calls to which a closure hands what it is given: `users::routes(cfg)` of `|cfg| users::routes(cfg)`."""
    if child.kind() != "closure_expression":
        return []
    given = parameters_of(child)[:1]
    calls = [(node, read_call(node)) for node in find(child, {"kind": "call_expression"})]
    return [node for node, call in calls if [a.text() for a in call.positional[:1]] == given]


def is_method(call: Call) -> bool:
    """Whether a call is one of a method, `app.configure(x)`, and not of a function, `users::configure(x)`."""
    target = call.node.field("function")
    return target is not None and target.kind() == "field_expression"


def is_variable(child: SgNode, name: str, text: str) -> bool:
    """Whether an expression is the variable `name` of Rust, which no definition of another file is."""
    return child.text() == name and re.search(rf"\blet\s+(?:mut\s+)?{name}\b", text) is not None


def is_elsewhere(call: Call, owner: str, text: str) -> bool:
    """Whether a call is not one of a function of this file, a method of `owner` if that is told."""
    return of_another_module(call.node, text) or (not owner and is_method(call))


def opened(text: str, root: SgNode) -> SgNode:
    """The tree in which the elements of `vec![…]` are expressions, every place the same; `root` where there is none."""
    if "vec![" not in text:
        return root
    try:
        return parse(text.replace("vec![", "   &["), "rust")
    except Unparsable:
        return root
