"""What of a Rails routes file is drawn in production: what stands under a test of the environment may not be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

_ONE = r"\(?Rails\.env\.(?:development|test|local)\?\)?"
_LIST = r"\(?(?:%w)?[\[({](?:[\s,'\":]|development|test)+[\])}]\)?"
_AT_HOME = regex(
    rf"{_ONE}(?:\s*(?:\|\||or)\s*{_ONE})*|(?:!|not )\s*Rails\.env\.production\?"
    rf"|Rails\.env\.in\?\s*{_LIST}|{_LIST}\.include\?\s*\(?Rails\.env\)?"
)
_PRODUCTION = regex(r"Rails\.env\.production\?")
_IF = frozenset(["if", "if_modifier"])
_UNLESS = frozenset(["unless", "unless_modifier"])


def drawn(node: SgNode) -> list[SgNode] | None:
    """The parts of a conditional that production reads; None for what does not ask for the environment."""
    kind, asked = node.kind(), node.field("condition")
    if asked is None or kind not in _IF | _UNLESS:
        return None
    condition = asked.text().strip()
    if (_AT_HOME if kind in _IF else _PRODUCTION).fullmatch(condition):
        other = node.field("alternative")
        return [other] if other is not None else []
    return None
