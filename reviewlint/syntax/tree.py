"""The one place that calls ast-grep: text to a syntax tree, within limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.syntax.language import Language

MAX_CHARACTERS = 1_000_000
MAX_LINE = 20_000
MAX_DEPTH = 400
NO_CODE = "does not parse"


class Unparsable(Exception):
    """This file gives no tree that can be trusted; `reason` says why, for the report."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def parse(text: str, grammar: str) -> SgNode:
    """The root node of `text` parsed with ast-grep's `grammar` (one that `Language.grammar` names).

    Raises Unparsable for text that is too large, too deep, a minified line, or no such language at all.
    """
    if len(text) > MAX_CHARACTERS:
        raise Unparsable(f"too large ({len(text):,} characters)")
    if nesting(text) > MAX_DEPTH:
        raise Unparsable("nested too deeply")
    from ast_grep_py import SgRoot

    root = SgRoot(text, grammar).root()
    if root.kind() == "ERROR":
        raise Unparsable(NO_CODE)
    return root


def read(text: str, language: Language) -> SgNode:
    """The root node of a whole file of that language; offsets are those of `text`. Raises as `parse` does."""
    if language.prepare:
        from reviewlint.syntax.prepare import prepared

        text = prepared(text, language.prepare)
    return parse(text, language.grammar)


def nesting(text: str) -> int:
    """An upper estimate of bracket depth, in one pass at C speed where the text is harmless."""
    opened = text.count("(") + text.count("[") + text.count("{")
    if opened <= MAX_DEPTH:
        return opened
    import re

    depth = deepest = 0
    for bracket in re.findall(r"[(\[{}\])]", text):
        depth = depth + 1 if bracket in "([{" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest


def find(node: SgNode, rule: dict[str, Any]) -> list[SgNode]:
    """All nodes below `node` that match an ast-grep rule object."""
    config: Any = {"rule": rule}
    found: list[SgNode] = node.find_all(config)
    return found
