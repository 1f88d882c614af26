"""What writes routes for a Phoenix router: macros of the application, and loops over lists that stand in the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import named_children
from reviewlint.regex import regex
from reviewlint.syntax.tree import Unparsable, find, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_OPTION = regex(r"(\w+)\s*=\s*Keyword\.get\(\s*\w+\s*,\s*:(\w+)\s*(?:,\s*([^()\n]+?))?\s*\)")
_UNQUOTED = regex(r"\bunquote\(\s*(\w+)\s*\)")
_NAME = regex(r"^[a-z]\w*$")


def expanded(source: Source, name: str, given: dict[str, str]) -> SgNode | None:
    """What the macro called `name` writes where it gets the options `given`; None where it is not known."""
    for root in _modules(source, name):
        for node in find(root, {"kind": "call", "regex": rf"^defmacro\s+{re.escape(name)}\b"}):
            inner = next(iter(find(node, {"kind": "call", "regex": r"^quote\b"})), None)
            block = next((c for c in inner.children() if c.kind() == "do_block"), None) if inner else None
            if block is not None:
                return _parsed(_filled(block.text()[len("do") : -len("end")], _options(node.text(), given)))
    return None


def _modules(source: Source, name: str) -> Iterator[SgNode]:
    """The trees that define the macro: this file's, then those of the repository."""
    if not _NAME.match(name):
        return
    if f"defmacro {name}" in source.text:
        yield source.root
    around = source.around
    if around is None:
        return
    for path in around.mentioning([name], ["defmacro"]):
        text, root = around.text(path), around.tree(path)
        if text is not None and root is not None and path != source.path and f"defmacro {name}" in text:
            yield root


def _options(macro: str, given: dict[str, str]) -> dict[str, str]:
    """The variables of a macro that hold options, each with what is given, else its default."""
    return {
        variable: given.get(option, default)
        for variable, option, default in _OPTION.findall(macro)
        if option in given or default
    }


def _filled(body: str, values: dict[str, str]) -> str:
    return _UNQUOTED.sub(lambda found: values.get(found[1], found[0]), body)


def _parsed(text: str) -> SgNode | None:
    try:
        return parse(text, "elixir")
    except Unparsable:
        return None


def unrolled(loop: SgNode, text: str) -> Iterator[SgNode]:
    """The body of `for name <- ["/a", "/b"] do`, once for each value, in its place; nothing for other loops."""
    over = next(
        iter(find(loop, {"kind": "binary_operator", "has": {"field": "operator", "regex": "^<-$"}})), None
    )
    block = next((c for c in loop.children() if c.kind() == "do_block"), None)
    left, right = (over.field("left"), over.field("right")) if over is not None else (None, None)
    if block is None or left is None or right is None:
        return
    names = [n.text() for n in (named_children(left) if left.kind() == "tuple" else [left])]
    start = "\n" * block.range().start.line
    for values in _values(right, text):
        if len(values) == len(names):
            body = _replaced(block.text()[len("do") : -len("end")], dict(zip(names, values, strict=True)))
            root = _parsed(start + body)
            if root is not None:
                yield root


def _values(node: SgNode, text: str) -> Iterator[list[str]]:
    """The members of a list, or of the attribute of the module that holds one; a tuple has several parts."""
    if node.kind() == "sigil":
        words = re.match(r"~w.(.*).$", node.text(), re.DOTALL)
        yield from ([f'"{word}"'] for word in (words[1].split() if words else ()))
    elif node.kind() == "list":
        for member in named_children(node):
            yield [p.text() for p in named_children(member)] if member.kind() == "tuple" else [member.text()]
    elif node.kind() == "unary_operator" and node.text()[:1] == "@":
        told = re.search(
            rf"^\s*{re.escape(node.text())}\s+(\[[^\[\]]*\]|~w\S[^)\]]*[)\]])", text, re.MULTILINE
        )
        root = _parsed(told[1]) if told else None
        for listed in named_children(root)[:1] if root is not None else ():
            yield from _values(listed, "")


def _replaced(body: str, values: dict[str, str]) -> str:
    """The text with the variables of a loop replaced, bare or unquoted."""
    names = "|".join(re.escape(name) for name in values)
    body = re.sub(rf"#\{{({names})\}}", lambda found: values[found[1]].strip('":'), body)
    return re.sub(
        rf"\bunquote\(\s*({names})\s*\)|(?<![\w:@.\"/])({names})\b(?!\s*:|[\w?!(])",
        lambda found: values[found[1] or found[2]],
        body,
    )
