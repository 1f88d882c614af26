"""The name that a definition node gives, in grammars that hide it behind declarators and signatures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.syntax.language import Grammar

_NAMES = ("name", "property", "type")
_WORD = regex(r"[^\W\d][\w']*")
_KEYWORDS = {"enum": "enum", "interface": "interface", "protocol": "interface"}
_DOC_TEST = regex(r"/\*\*(?:(?!\*/)[\s\S])*@test\b(?:(?!\*/)[\s\S])*\*/\s*\Z")
_DECLARES = regex(r"(?:->|\b(?:impl|for|struct|enum|trait|union|mod)\b)[^=({;]*$")
_DEEP = 8


def defined_name(node: SgNode, kinds: Grammar) -> tuple[str, int]:
    """(name, offset) of what `node` defines; `Foo::run` is `Foo.run`; ("", -1) where it has no name."""
    node = _declarator(node)
    if "qualified" in node.kind() or "destructor" in node.kind() or "operator" in node.kind():
        plain = re.sub(r"<[^<>]*>", "", node.text())
        return ".".join(re.findall(r"operator\s*\S+|~?\w+", plain)), node.range().end.index - 1
    if node.kind().endswith("constructor_signature"):  # `Cart.fromJson(…)` of Dart, after the class
        last = [child for child in node.children() if child.kind() == "identifier"][-1:]
        return (last[0].text(), last[0].range().start.index) if last else ("", -1)
    if node.kind() == "instance":
        words = _WORD.findall(getattr(node.field("patterns"), "text", str)())
        return (words[0] if words else "", -1)
    for field in _NAMES:
        found = node.field(field)
        if found is not None:
            words = _WORD.findall(found.text().partition("<")[0])
            return (words[-1] if words else "", found.range().start.index)
    for child in (node, *node.children()):
        if child.kind() in kinds.identifiers:
            return child.text(), child.range().start.index
    return "", -1


def _declarator(node: SgNode) -> SgNode:
    for _ in range(_DEEP):
        inner = node.field("declarator") or node.field("signature")
        if inner is None and node.kind().endswith("_signature"):
            inner = next((c for c in node.children() if c.kind().endswith("_signature")), None)
        if inner is None and node.kind().endswith("_declarator"):
            inner = next((c for c in node.children() if c.kind().endswith("_declarator")), None)
        if inner is None:
            return node
        node = inner
    return node


def keyword_kind(node: SgNode, kind: str) -> str:
    """The kind that a keyword gives where one node kind serves several: `enum class`, `interface`."""
    if kind == "class":
        for child in node.children()[:5]:
            if child.kind() in _KEYWORDS and not child.is_named():
                return _KEYWORDS[child.kind()]
    return kind


def macro_test(node: SgNode, name: str, kinds: Grammar) -> str:
    """The title of a test that a macro defines, `TEST(Group, Name) {…}`: `Group.Name`; "" for others."""
    if name not in kinds.test_macros:
        return ""
    declarator = node.field("declarator")
    listed = declarator.field("parameters") if declarator is not None else None
    return ".".join(re.findall(r"\w+", listed.text())) if listed is not None else ""


def call_defines(node: SgNode, kinds: Grammar) -> tuple[str, str, int] | None:
    """(kind, name, offset) where the call `node` defines something, as `def run(x) do … end` does."""
    target = node.field("target")
    kind = kinds.calls_define.get(target.text()) if target is not None else None
    if kind is None:
        return None
    arguments = next((c for c in node.children() if c.kind() == "arguments"), None)
    first = next((c for c in arguments.children() if c.is_named()), None) if arguments is not None else None
    for _ in range(_DEEP):
        inner = (first.field("left") or first.field("target")) if first is not None else None
        if inner is None:
            break
        first = inner
    if first is None:
        return None
    words = _WORD.findall(first.text())
    return (kind, words[-1], first.range().end.index - len(words[-1])) if words else None


def is_filled(language: str, before: str, after: str) -> bool:
    """Whether the fields of a new object follow its type: Go's `Cart{}`, Rust's `Cart { total: 0 }`."""
    if language == "go":
        return after[:1] == "{"  # a body stands apart from the type before it
    return language == "rust" and after.lstrip()[:1] == "{" and not _DECLARES.search(before)


def doc_marks(language: str, text: str, start: int) -> tuple[str, ...]:
    """The marks that a doc comment above `start` gives a definition: PHPUnit's `@test`."""
    told = language == "php" and _DOC_TEST.search(text, max(start - 600, 0), start)
    return ("test",) if told else ()
