"""A source text with what is no behaviour blanked (comments, annotations, imports) and every literal filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reviewlint.facts.roles.unshipped import unshipped
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ast_grep_py import SgNode

    from reviewlint.facts.units.inert import Inert
    from reviewlint.syntax.language import Language

_ERROR = "ERROR"
FILL = "\x02"  # for each character of a literal
_VISIBLE = regex(r"[^\n]")
_BEFORE_TYPE = regex(r"(->|:|\?:)\s*$")


def cleaned(root: SgNode, text: str, language: Language, inert: Inert) -> tuple[str, list[SgNode]]:
    """The text with what is no behaviour blanked and strings filled in, every offset kept; and what is broken."""
    parts: list[str] = []
    at = 0
    broken: list[SgNode] = []
    spans = _spans(root, text, language.kinds, inert, broken)
    for start, end, filler in sorted(spans, key=lambda span: (span[0], -span[1], span[2] == FILL)):
        if start < at:
            continue
        parts += (text[at:start], filler * (end - start))
        at = end
    parts.append(text[at:])
    return _shipped(text, "".join(parts), language), broken


def _shipped(text: str, clean: str, language: Language) -> str:
    """`clean` with what no release holds blanked, too."""
    for start, end in unshipped(text, clean, language):
        clean = clean[:start] + _VISIBLE.sub(" ", clean[start:end]) + clean[end:]
    return clean


def _spans(
    root: SgNode, text: str, kinds: Any, inert: Inert, broken: list[SgNode]
) -> Iterable[tuple[int, int, str]]:
    """What to blank and what with, in no order; adds to `broken` what the grammar cannot read."""
    asked = inert.wanted(text)
    wanted = [_ERROR, *kinds.comments, *kinds.annotations, *kinds.imports, *kinds.strings, *asked]
    rule: Any = {"rule": {"any": [{"kind": kind} for kind in dict.fromkeys(wanted)]}}
    for node in root.find_all(rule):
        kind, span = node.kind(), node.range()
        if kind == _ERROR:
            broken.append(node)
            continue
        start, end = span.start.index, span.end.index
        if kind in kinds.strings and not _says_nothing(node, kinds.docstrings, inert):
            yield start, end, FILL
        elif kind in asked:
            found = inert.span(node, kind)
            if found is not None:
                yield *found, " "
        elif not (kind in kinds.imports and _exports_something(node, kind)):
            yield _left(text, start, kind in kinds.annotations), end, " "


def _exports_something(node: SgNode, kind: str) -> bool:
    """`export class …` and `export { a }`, not `export … from "…"`, which only passes on."""
    return kind == "export_statement" and node.field("source") is None


def _says_nothing(node: SgNode, docstrings: bool, inert: Inert) -> bool:
    """Whether a text stands alone and documents, or is a directive that changes nothing that works."""
    parent = node.parent()
    alone = parent is not None and parent.kind() == "expression_statement"
    return alone and (docstrings or node.text()[1:-1] in inert.directives)


def _left(text: str, start: int, annotation: bool) -> int:
    """Where an annotation begins with the mark that introduces it."""
    found = _BEFORE_TYPE.search(text, max(start - 12, 0), start) if annotation else None
    return found.start() if found else start
