"""A value that is a function, by itself or handed to what wraps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ast_grep_py import SgNode

_FUNCTIONS = frozenset(
    [
        "arrow_function", "function_expression", "function", "generator_function", "lambda", "lambda_literal",
        "lambda_expression", "anonymous_function", "arrow_function_expression", "function_definition",
        "computed_property", "class",
    ]
)  # fmt: skip


def function_of(value: SgNode) -> SgNode | None:
    """The function that `value` is, also inside wrappers: `React.memo(() => …)`, `defineStore("cart", () => …)`."""
    for _ in range(3):
        if value.kind() in _FUNCTIONS:
            return value
        arguments = value.field("arguments")
        named = [c for c in arguments.children() if c.is_named()] if arguments is not None else []
        if not named:
            return None
        value = next((one for one in named if one.kind() in _FUNCTIONS), named[0])
    return None
