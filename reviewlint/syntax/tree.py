"""The one place that calls ast-grep: text to a syntax tree, within limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reviewlint.limits import current

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.syntax.language import Language

NO_CODE = "does not parse"


class Unparsable(Exception):
    """This file gives no tree that can be trusted; `reason` says why, for the report."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def parse(text: str, grammar: str) -> SgNode:
    """The root node of `text` parsed with ast-grep's `grammar` (one that `Language.grammar` names).

    Raises Unparsable for text that is too large, too deep, or no such language at all.
    """
    is_long = len(text) > _SHORT
    refuse_large(text, nested=is_long)
    from ast_grep_py import SgRoot

    root = SgRoot(text, grammar).root()
    if not is_long and _is_deep(text) and _opens_over(root, current().depth):
        raise Unparsable(_too_deep())
    if root.kind() == "ERROR":
        raise Unparsable(NO_CODE)
    return root


def refuse_large(text: str, *, nested: bool = True) -> None:
    """Raises Unparsable for text over the limits in force, before a parser sees it; `nested`: of brackets, too."""
    limits = current()
    if len(text) > limits.characters:
        raise Unparsable(
            f"too large to parse: {len(text):,} characters (max-bytes = {limits.bytes:,}, parsed up to half)"
        )
    if nested and _is_deep(text):
        raise Unparsable(_too_deep())
    if len(text) > _LONG and (longest := _endless(text)):
        raise Unparsable(f"a line too long to read: {longest:,} characters")


def _is_deep(text: str) -> bool:
    """Whether brackets may stand deeper in `text` than the limit in force."""
    most = current().depth
    return nesting(text, most) > most


def _too_deep() -> str:
    return f"nested too deeply (max-depth = {current().depth})"


def _opens_over(root: SgNode, most: int) -> bool:
    """Whether brackets stand more than `most` deep in a tree: those of texts, `"\\x1b[1m"`, are none."""
    left = [(root, 0)]
    while left:
        node, depth = left.pop()
        children = node.children()
        opened = sum(child.kind().endswith(_OPENING) for child in children)
        depth += opened if node.kind() == "ERROR" else min(opened, 1)  # those are not closed
        if depth > most:
            return True
        left += ((child, depth) for child in children)
    return False


def _endless(text: str) -> int:
    """The length of the longest line, where the columns of what stands in long ones take seconds to tell; 0 elsewhere.

    The grammar's library counts the characters before each node in its line: nodes times length, a nanosecond each.
    """
    long = [line for line in text.split("\n") if len(line) > _LONG]
    cost = sum(len(line) * sum(map(line.count, _BETWEEN)) for line in long)
    return max(map(len, long)) if cost > _MOST_COST else 0


def read(text: str, language: Language) -> SgNode:
    """The root node of a whole file of that language; offsets are those of `text`. Raises as `parse` does."""
    if language.prepare:
        from reviewlint.syntax.prepare import prepared

        text = prepared(text, language.prepare)
    return parse(text, language.grammar)


def nesting(text: str, most: int) -> int:
    """An upper estimate of bracket depth, in one pass at C speed where it cannot be over `most`."""
    opened = text.count("(") + text.count("[") + text.count("{")
    if opened <= most:
        return opened
    depth = deepest = 0
    for opens in text.encode("utf-8", "surrogatepass").translate(_OPENS, _NO_BRACKETS):
        if opens:
            depth += 1
            if depth > deepest:
                deepest = depth
        elif depth:
            depth -= 1
    return deepest


_SHORT = 300_000  # characters of what is parsed to see how deep its brackets stand
_OPENING = ("(", "[", "{")
_LONG = 20_000  # characters of a line
_BETWEEN = ",;(.{:= "  # what stands between nodes
_MOST_COST = 5_000_000_000
_OPENS = bytes(chr(byte) in "([{" for byte in range(256))
_NO_BRACKETS = bytes(byte for byte in range(256) if chr(byte) not in "([{}])")


def span_of(node: SgNode) -> tuple[int, int]:
    """The offsets in the text at which a node starts and ends."""
    place = node.range()
    return place.start.index, place.end.index


def find(node: SgNode, rule: dict[str, Any]) -> list[SgNode]:
    """All nodes below `node` that match an ast-grep rule object."""
    config: Any = {"rule": rule}
    found: list[SgNode] = node.find_all(config)
    return found


def node_at(root: SgNode, start: int, end: int) -> SgNode:
    """The smallest node that holds all from `start` to `end`."""
    node = root
    while True:
        inner = next(
            (one for one in node.children() if span_of(one)[0] <= start and end <= span_of(one)[1]), None
        )
        if inner is None:
            return node
        node = inner


def statement_around(declarator: SgNode) -> SgNode:
    """The statement of a script that a variable is declared in, if it declares no other; else the declarator."""
    holder = declarator.parent()
    alone = holder is not None and [c.kind() for c in holder.children()].count("variable_declarator") == 1
    return holder if holder is not None and alone else declarator
