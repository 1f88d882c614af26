"""The head of a definition of Python as its callers see it: names, order and defaults, but no types."""

from __future__ import annotations

import ast
import warnings


def unannotated(head: str) -> str:
    """The head, decorators included, without annotations, comments and layout; as it is where it does not parse."""
    lines = head.split("\n")
    least = min(
        (len(line) - len(line.lstrip()) for line in lines[1:] if line.startswith((" ", "\t"))), default=0
    )
    for indent in dict.fromkeys(
        (0, least)
    ):  # a decorated one has the indent of its class from its second line on
        found = _parsed(" " * indent + head, indent)
        if found is not None:
            return ast.unparse(found)
    return head


def _parsed(head: str, indent: int) -> ast.stmt | None:
    source = f"if 1:\n{head}pass\n" if indent else f"{head}pass\n"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            statement = ast.parse(source).body[0]
    except (SyntaxError, ValueError, RecursionError):
        return None
    found = statement.body[0] if isinstance(statement, ast.If) else statement
    if isinstance(found, ast.FunctionDef | ast.AsyncFunctionDef):
        given = found.args
        for one in (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg):
            if one is not None:
                one.annotation = None
        found.returns = None
    return found
