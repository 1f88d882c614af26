"""What a class says it extends, implements or takes in; and the type that a method of Go or Rust belongs to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

_FIELDS = ("superclasses", "superclass", "interfaces", "extend", "bases", "receiver", "trait")
_KINDS = frozenset(
    [
        "class_heritage", "delegation_specifier", "base_list", "base_clause", "class_interface_clause",
        "inheritance_specifier",
    ]
)  # fmt: skip
_NO_BASES = ("extends", "implements", "with", "mut", "self")
_TAKING_IN = frozenset(["class_declaration", "trait_declaration", "enum_declaration"])
_GENERIC = {"scala": r"\[[^\[\]]*\]", "go": r"\[[^\[\]]*\]"}
_GIVEN = r"<[^<>]*>|\([^()]*\)"
_WORD = regex(r"[A-Za-z_]\w*")


def bases_of(node: SgNode, language: str) -> tuple[str, ...]:
    """The names of the bases of a definition, without what they are given."""
    generic = _GENERIC.get(language, r"<[^<>]*>")
    found: list[str] = []
    for field in _FIELDS:
        part = node.field(field)
        if part is not None:
            source = part.text()
            if language == "scala":
                source = re.sub(r"\([^()]*\)", "", source)
            words = _WORD.findall(re.sub(generic, "", re.sub(generic, "", source)))
            found += words[-1:] if field == "receiver" else words
    for child in node.children():
        if child.kind() in _KINDS:
            found += _WORD.findall(re.sub(_GIVEN, "", child.text()))
    if language == "php" and node.kind() in _TAKING_IN:
        found += _traits(node)
    return tuple(word for word in found if word not in _NO_BASES)


def _traits(node: SgNode) -> list[str]:
    """The last names of the traits that a class of PHP takes in: `use HasTotal, \\Shop\\HasTax;`."""
    body = node.field("body")
    taken = [one for one in body.children() if one.kind() == "use_declaration"] if body is not None else []
    named = (part for one in taken for part in one.children() if part.kind() in ("name", "qualified_name"))
    return [part.text().rpartition("\\")[2] for part in named]
