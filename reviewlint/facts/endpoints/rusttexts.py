"""What Rust code puts together to a path: `format!("{}/users", API)`, `concat!(…)`, `[API, "/users"].concat()`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import last_name, named_children, read_call
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable

    from ast_grep_py import SgNode

    Tell = Callable[[SgNode], str | None]

_MACRO = regex(r"(?:\w+::)*(format|concat|uri)!")
_HOLE = regex(r"\{(?::[^{}]*)?\}")


def put_together(node: SgNode, tell: Tell) -> str | None:
    """The text that a macro, or the joining of a list, makes; `tell` says what a node stands for."""
    if node.kind() == "macro_invocation":
        return _of_macro(node, tell)
    call = read_call(node)
    on = call.receiver
    if on is None or on.kind() != "array_expression" or call.name not in ("concat", "join"):
        return None
    between = (tell(call.positional[0]) or "") if call.positional else ""
    return between.join(_value(one, tell) for one in named_children(on))


def _of_macro(node: SgNode, tell: Tell) -> str | None:
    """The text of `format!`, whose holes the further arguments fill, and of `concat!`, which puts all in a row."""
    macro = _MACRO.match(node.text())
    values = [_value(one, tell) for one in _given(node)] if macro else []
    if macro is None or not values:
        return None
    if macro[1] == "concat":
        return "".join(values)
    given = iter(values[1:])
    return _HOLE.sub(lambda hole: next(given, "{}"), values[0])


def _given(macro: SgNode) -> list[SgNode]:
    """The arguments of a macro, of each its last name: `B` of `a::B`."""
    found: dict[int, SgNode] = {}
    tree = next((c for c in macro.children() if c.kind() == "token_tree"), None)
    number = 0
    for token in tree.children() if tree is not None else ():
        number += token.text() == ","
        if token.is_named():
            found[number] = token
    return list(found.values())


def _value(node: SgNode, tell: Tell) -> str:
    told = tell(node)
    return told if told is not None else "{" + last_name(node) + "}"
