"""What Python's formatting makes of a string literal: `"/items/%s" % KEY`, `"/items/{}".format(KEY)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from re import Match, Pattern

    from ast_grep_py import SgNode

    Tell = Callable[[SgNode], str | None]

_PERCENT = regex(r"%(?:\((\w+)\))?[#0\- +]*[\d.]*[srdix]")
_NOT_PLACED = frozenset(["pair", "keyword_argument", "comment"])
_BRACES = regex(r"\{(\w*)[^{}]*\}")


def formatted(node: SgNode, tell: Tell) -> str | None:
    """The string that a formatting makes; None for every other expression, and where its template is not told.

    `tell` says what a node stands for; a value that it does not know becomes `{name}`.
    """
    if node.kind() == "binary_operator":
        operator, left, right = node.field("operator"), node.field("left"), node.field("right")
        if operator is None or operator.text() != "%" or left is None or right is None:
            return None
        values = right.children() if right.kind() in ("tuple", "dictionary") else [right]
        return _filled(_PERCENT, left, values, tell)
    function, given = node.field("function"), node.field("arguments")
    template = function.field("object") if function is not None else None
    if function is None or template is None or given is None or not function.text().endswith(".format"):
        return None
    return _filled(_BRACES, template, given.children(), tell) if "string" in template.kind() else None


def _filled(holes: Pattern[str], template: SgNode, given: list[SgNode], tell: Tell) -> str | None:
    written = tell(template)
    if written is None:
        return None
    named = dict(_named(one, tell) for one in given if one.kind() in ("pair", "keyword_argument"))
    placed = [_value(one, tell) for one in given if one.is_named() and one.kind() not in _NOT_PLACED]
    return holes.sub(lambda hole: _put(hole, named, placed), written)


def _put(hole: Match[str], named: Mapping[str, str], placed: list[str]) -> str:
    name = hole[1] or ""
    if name.isdigit():
        return placed[int(name)] if int(name) < len(placed) else "{}"
    return named.get(name, f"{{{name}}}") if name else placed.pop(0) if placed else "{}"


def _named(pair: SgNode, tell: Tell) -> tuple[str, str]:
    name, value = pair.field("key") or pair.field("name"), pair.field("value")
    return (name.text().strip("'\"") if name is not None else ""), _value(value, tell)


def _value(node: SgNode | None, tell: Tell) -> str:
    told = tell(node) if node is not None else None
    if told is not None or node is None:
        return told or ""
    last = node.text().rpartition(".")[2]
    return f"{{{last}}}" if last.isidentifier() else "{}"
