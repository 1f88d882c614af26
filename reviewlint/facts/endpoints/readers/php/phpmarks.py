"""What stands above classes and methods of PHP: attributes, and annotations in documentation blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import line_of, name_of, named_children
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

_MARK = regex(
    r"(?:@|#\[|,)\s*\\?(?:\w+\\)*([A-Z]\w*)(?=[\s(\]*,])(?:\(((?:[^()\"']|\"[^\"]*\"|'[^']*'|\([^()]*\))*)\))?"
)
_FIRST = regex(r"^[\s*]*[\"']([^\"']*)[\"']")
_NAMED = regex(r"^[\s*]*\w+\s*[:=][^:]")
_VERB = regex(r"\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b", re.IGNORECASE)


class Mark(Record):
    """An attribute or annotation, and the text of its arguments."""

    name: str
    text: str = ""

    def value(self, *keys: str) -> str | None:
        """The string of one of the named arguments, or the first that has no name."""
        for key in keys:
            found = re.search(rf"\b{key}\s*[:=]\s*[\"']([^\"']*)[\"']", self.text)
            if found:
                return found[1]
        first = _FIRST.match(self.text)
        return first[1] if first and not _NAMED.match(self.text) else None

    def methods(self, key: str) -> list[str]:
        """The HTTP methods that the argument `key` names."""
        found = re.search(rf"\b{key}\s*[:=]\s*(\[[^\]]*\]|\{{[^}}]*\}}|[\"'][^\"']*[\"'])", self.text)
        return [m.upper() for m in _VERB.findall(found[1])] if found else []


class Method(Record):
    """A method that can be called from outside."""

    name: str
    line: int
    marks: tuple[Mark, ...]


class Class(Record):
    """A class with what stands above it. `space`: its namespace; `head`: how it is declared."""

    name: str
    space: str
    head: str
    line: int
    marks: tuple[Mark, ...]
    methods: tuple[Method, ...]

    def mark(self, *names: str) -> Mark | None:
        """The first of its marks of one of these names."""
        return next((m for m in self.marks if m.name in names), None)


def classes(root: SgNode) -> Iterator[Class]:
    """The classes of a file."""
    space = next((n.text() for n in find(root, {"kind": "namespace_name"})), "")
    for node in find(root, {"kind": "class_declaration"}):
        body = node.field("body")
        head = node.text().partition("{")[0]
        methods = tuple(_methods(body)) if body is not None else ()
        yield Class(name_of(node), space, head, line_of(node), _marks(node), methods)


def _methods(body: SgNode) -> Iterator[Method]:
    for node in named_children(body):
        kinds = {c.kind(): c.text() for c in node.children()}
        public = kinds.get("visibility_modifier", "public") == "public"
        usual = not {"static_modifier", "abstract_modifier"} & set(kinds)
        if node.kind() == "method_declaration" and public and usual:
            name = node.field("name")
            yield Method(name_of(node), line_of(name if name is not None else node), _marks(node))


def _marks(node: SgNode) -> tuple[Mark, ...]:
    before = node.prev()
    block = before.text() if before is not None and before.kind() == "comment" else ""
    lists = [c.text() for c in node.children() if c.kind() == "attribute_list"]
    texts = [block] if block.startswith("/**") else []
    return tuple(Mark(m[1], m[2] or "") for text in (*texts, *lists) for m in _MARK.finditer(text))
