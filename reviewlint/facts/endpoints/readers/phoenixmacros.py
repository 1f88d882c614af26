"""Macros that write routes for a Phoenix router: `defmacro admin_routes(options) do … quote do … end end`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
