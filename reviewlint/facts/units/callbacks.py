"""Functions without a name that a file hands to a call: `router.get("/x", (req, res) => …)`, `bus.on("paid", …)`.

Each is a unit, called after what it is handed to. What wraps a whole file, `(function () { … })()` or `define(…)`, is
none: it holds the statements of the file. What is handed over inside of it is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.units.side import Part
from reviewlint.regex import regex
from reviewlint.syntax.language import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.change.model import Side
    from reviewlint.facts.model import File
    from reviewlint.facts.sources import Sources
    from reviewlint.facts.units.behaviour import Span

    Parts = dict[str, list[Part]]

_WRAPS = regex(r"^(?:define|require|requirejs|System\.register|)$")
_ARGUMENTS = ("arguments", "argument_list", "argument", "call_suffix", "array")
_NESTED = regex(r"\([^()]*\)|\{[^{}]*\}|\[[^\[\]]*\]|<[^<>]*>")
_CALLEE = regex(r"\s*[\w$@][\w$]*(?:(?:\s*(?:\.|\?\.|->|::)\s*|:)[\w$]+)*")
_WORD = regex(r"[\w$]+")
_TITLE = regex(
    r"\s*\(?\s*(?:\w+\s*:\s*)?[@$]?(?P<title>\"[^\"\n]{1,60}\"|'[^'\n]{1,60}'|`[^`\n]{1,60}`|:\w+)"
)
_DEEP, _LONG = 4, 60


def cut_out(sources: Sources, file: File, parts: Parts, side: Side) -> None:
    """Make units of the functions that `parts`, the units of one side by name, hold outside of definitions."""
    language = named(file.language)
    rest, root, text = parts.get("", []), sources.tree(file.path, side), sources.text(file.path, side)
    if not rest or not language.kinds.anonymous or root is None or text is None:
        return
    whole = rest[0]
    for name, node in _handed_over(root, text, whole.spans, language.kinds.anonymous, language.kinds.handing):
        span = node.range()
        inside = _within(whole.spans, (span.start.index, span.end.index))
        body = node.field("body")
        lines = (span.start.line + 1, span.end.line + 1)
        start = body.range().start.index if body is not None else span.start.index
        parts.setdefault(name, []).append(
            Part(name, "function", lines, inside, start, text, (), whole.behaviour)
        )
        whole.spans = tuple(_outside(whole.spans, (span.start.index, span.end.index)))


def _handed_over(
    root: SgNode, text: str, spans: tuple[Span, ...], kinds: frozenset[str], handing: str
) -> Iterator[tuple[str, SgNode]]:
    """The outermost functions that begin in `spans`, each with the name of the call that is handed it."""
    until = 0
    for node in root.find_all({"rule": {"any": [{"kind": kind} for kind in sorted(kinds)]}}):
        start = node.range().start.index
        if start < until or not any(a <= start < b for a, b in spans):
            continue
        call = _call_around(node)
        before = text[call.range().start.index : start] if call is not None else ""
        callee = _callee(before)
        if _WRAPS.search(callee) or (handing and not regex(handing).search(callee)):
            continue
        until = node.range().end.index
        yield _called(callee, before), node


def _call_around(node: SgNode) -> SgNode | None:
    """The call that a function is an argument of, by itself or in a list; None where it is none."""
    parent = node.parent()
    if parent is not None and node.kind() in ("do_block", "block"):
        return parent
    for _ in range(_DEEP):
        if parent is None or parent.kind() not in _ARGUMENTS:
            break
        parent = parent.parent()
    is_call = parent is not None and ("call" in parent.kind() or "invocation" in parent.kind())
    return parent if is_call else None


def _callee(before: str) -> str:
    """What is called, told from the source before an argument: `router.route('/x').get(` is `router.route.get`."""
    for _ in range(_DEEP):
        before = _NESTED.sub("", before)
    found = _CALLEE.match("".join(before.partition("(")[0].split("\n")))
    return "".join(found[0].split())[-_LONG:] if found else ""


def _called(callee: str, before: str) -> str:
    """The name with the text that comes first among the arguments: `router.get('/x')`."""
    last = _WORD.findall(callee)[-1]
    title = _TITLE.match(before, before.rfind(last) + len(last))
    return f"{callee}({title['title'] if title else ''})"


def _within(spans: tuple[Span, ...], span: Span) -> tuple[Span, ...]:
    cut = ((max(a, span[0]), min(b, span[1])) for a, b in spans)
    return tuple((a, b) for a, b in cut if a < b)


def _outside(spans: tuple[Span, ...], span: Span) -> Iterator[Span]:
    for a, b in spans:
        for start, end in ((a, min(b, span[0])), (max(a, span[1]), b)):
            if start < end:
                yield start, end
