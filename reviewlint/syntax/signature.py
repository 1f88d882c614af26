"""The signature of a definition: names of its parameters, and the type it says it returns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

_MOST = 2_000
_NAME = regex(r"[A-Za-z_$][\w$]*")
_TYPE_FIRST = frozenset(("java", "csharp", "php"))
_NO_NAMES = frozenset(
    ("self", "cls", "this", "mut", "ref", "val", "var", "final", "readonly", "private", "public")
)
_RETURNS = ("return_type", "result", "returns", "type")


def parameters(node: SgNode, language: str) -> tuple[str, ...]:
    """The names of the parameters of the function `node`, without its own object."""
    found = node.field("parameters") or node.field("parameter")
    if found is None:
        return ()
    source = found.text()[:_MOST]
    names = (_named(item, language) for item in _items(source.strip("()|")))
    return tuple(name for group in names for name in group if name not in _NO_NAMES)


def returned(node: SgNode) -> str:
    """The source of the declared type of the result, "" without one."""
    for field in _RETURNS:
        found = node.field(field)
        if found is not None:
            return found.text().lstrip(": ->")[:80]
    return ""


def _named(item: str, language: str) -> list[str]:
    if "{" in item.partition(":")[0]:
        return _NAME.findall(item.partition("}")[0])
    words = _NAME.findall(re.sub(r"[:=].*", "", item, flags=re.DOTALL))
    words = [word for word in words if word not in _NO_NAMES]
    return words[-1:] if language in _TYPE_FIRST else words[:1]


def _items(source: str) -> list[str]:
    """The parts of `source` between commas that stand inside no brackets."""
    if not re.search(r"[(\[{<]", source):
        return source.split(",") if source else []
    found, depth, start = [], 0, 0
    for at, character in enumerate(source):
        depth += (character in "([{<") - (character in ")]}>")
        if character == "," and depth <= 0:
            found.append(source[start:at])
            start = at + 1
    return [*found, source[start:]]
