"""The doc comments of what a module of JavaScript or TypeScript exports: values, types, and their members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

_BODIES = frozenset(("interface_body", "object_type", "class_body", "enum_body"))
_HIDDEN = regex(r"(?:@\w|\s)*(?:(?:static|readonly|declare|async)\s+)*(?:private|protected|#|_)")
_FUNCTIONS = frozenset(("statement_block", "arguments"))


def exported_comments(root: SgNode) -> Iterator[tuple[str, int]]:
    """The lines of such comments, with their numbers."""
    for node in root.find_all({"rule": {"kind": "comment"}}):
        if node.text().startswith("/**") and _documents(node):
            first = node.range().start.line + 1
            for number, line in enumerate(node.text().split("\n"), first):
                yield line.strip(), number


def _documents(node: SgNode) -> bool:
    """Whether what comes after a comment is exported, or a member of it that is not hidden."""
    after, parent = node.next(), node.parent()
    while after is not None and after.kind() in ("comment", "decorator"):
        after = after.next()
    if after is None or parent is None:
        return False
    if parent.kind() == "program":
        return after.kind() == "export_statement"
    if parent.kind() not in _BODIES or _HIDDEN.match(after.text()):
        return False
    around = [one.kind() for one in node.ancestors()]
    return "export_statement" in around and _FUNCTIONS.isdisjoint(around)
