"""Debug output, debuggers and focused tests: calls and statements of a parsed file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.leftovers.data import Idiom, idioms
from reviewlint.facts.leftovers.house import says, tells
from reviewlint.facts.leftovers.model import Kind
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

_BANNER = regex(r"([-=*#_~+.>])\1{3,}")
_VALUE = regex(r"[\"'`]\s*,\s*[A-Za-z_$]")  # printed beside a text

_QUOTED = regex(r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'")
_ERROR = regex(r"(?<![\w.])\$?(e|ex|exc|exception|err|error)\b(?!\s*=)")
_FAILED = regex(r"\(?\s*(?:err|error)(?:\s*!==?\s*(?:nil|null|undefined))?\s*\)?")
_HANDED_ON = regex(r"\breturn\s+(?:[^\n,()]+,\s*)*(?:err\b|\w+\.(?:Errorf|Wrap\w*)\()")
_CLAUSES = frozenset(("catch_clause", "catch_block", "except_clause", "rescue"))
_BODIES = frozenset(
    ("function_declaration", "method_declaration", "function_definition", "method", "method_definition")
)


class Found(Record):
    """A leftover by its first line and source.

    `output`: it only prints; `said`: a text of its own among it; `told`: one of three words and more.
    """

    kind: Kind
    line: int
    text: str
    output: bool = False
    said: bool = False
    told: bool = False
    banner: bool = False
    start: int = 0


def wanted(language: str, role: str, text: str) -> list[Idiom]:
    """The idioms that may occur in a text of that language and role."""
    return [i for i in idioms(language) if (not i.roles or role in i.roles) and i.word.search(text)]


def in_calls(root: SgNode, known: list[Idiom], calls: frozenset[str]) -> Iterator[Found]:
    """The calls and statements that are leftovers, one for each line and kind, in source order."""
    from reviewlint.syntax.tree import find

    kinds = sorted({kind for idiom in known for kind in idiom.kinds or calls})
    lines = set()
    for node in find(root, {"any": [{"kind": kind} for kind in kinds]}):
        source, kind, span = node.text(), node.kind(), node.range()
        for idiom in known:
            line = span.start.line + 1
            fits = kind in (idiom.kinds or calls) and idiom.pattern.match(source)
            if not fits or (idiom.kind, line) in lines or _is_part(node):
                continue
            lines.add((idiom.kind, line))
            said, told = says(source), tells(source)
            banner = bool(_BANNER.search(source)) and not _VALUE.search(source)
            output = idiom.output
            if output and (_announces(node) or _reports(node)):
                continue
            text = source.partition("\n")[0][:300]
            yield Found(idiom.kind, line, text, output, said, told, banner, span.start.index)


def _is_part(node: SgNode) -> bool:
    """Whether a name stands inside of something longer that is looked at itself."""
    parent = node.parent()
    return node.kind() == "identifier" and parent is not None and parent.kind() not in (
        "program", "body_statement", "block_body", "then", "else", "statements",
    )  # fmt: skip


def _announces(node: SgNode) -> bool:
    """Whether a server says here that it has started: `app.listen(port, () => console.log(…))`."""
    for depth, outer in enumerate(node.ancestors()):
        if depth > 8:
            break
        if outer.kind() == "call_expression":
            function = outer.field("function")
            if function is not None and re.search(r"\.listen$", function.text()):
                return True
    return False


def _reports(node: SgNode) -> bool:
    """Whether an error is printed where it is met: a report, if a plain one, but where it is handed on as well."""
    printed = _ERROR.search(_QUOTED.sub("", node.text().partition("(")[2]))
    if printed is None:
        return False
    for depth, outer in enumerate(node.ancestors()):
        if depth > 5 or outer.kind() in _BODIES:
            return False
        if outer.kind() in _CLAUSES or _is_caught(outer):
            head = outer.text().partition("{")[0].partition("\n")[0]
            return re.search(rf"\b{printed[1]}\b", head) is not None
        if outer.kind() == "if_statement":
            condition = outer.field("condition")
            asked = condition is not None and _FAILED.fullmatch(condition.text()) is not None
            return asked and _HANDED_ON.search(outer.text()) is None
    return False


def _is_caught(node: SgNode) -> bool:
    """Whether a function is what a promise does with an error: `read().catch((e) => …)`."""
    given = node.parent() if node.kind() in ("arrow_function", "function_expression") else None
    call = given.parent() if given is not None else None
    function = call.field("function") if call is not None else None
    return function is not None and function.text().endswith(".catch")
