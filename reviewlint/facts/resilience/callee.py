"""What a call of Python names, whatever the file calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

_ALIAS = regex(r"(?m)^\s*import\s+([\w.]+)\s+as\s+(\w+)")
_FROM = regex(r"(?m)^\s*from\s+([\w.]+)\s+import\s+(\([^)]*\)|[^\n]*)")
_NAME = regex(r"(\w+)(?:\s+as\s+(\w+))?")


def imported(text: str) -> dict[str, str]:
    """What the names stand for that a file imports under another name or out of a module."""
    found = {alias: module for module, alias in _ALIAS.findall(text)}
    for module, names in _FROM.findall(text):
        for name, alias in _NAME.findall(names.partition("#")[0] if names[:1] != "(" else names):
            found[alias or name] = f"{module}.{name}"
    return found


def full_name(node: SgNode, names: dict[str, str]) -> str:
    """The dotted name that a call is made by, its first part as `imported` tells it."""
    function = node.field("function")
    first, dot, rest = (function.text() if function is not None else "").partition(".")
    return names.get(first, first) + dot + rest
