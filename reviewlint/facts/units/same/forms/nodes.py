"""The nodes of a grammar read by what they stand for; what has no further meaning is what its parts say, in order."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from reviewlint.facts.units.same.forms import terms
from reviewlint.syntax.tree import span_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.units.same.forms.roles import Forms
    from reviewlint.facts.units.same.forms.terms import Term

NULLS = frozenset(("null", "None", "nil", "NULL"))
_TRUES, _FALSES = frozenset(("true", "True", "TRUE")), frozenset(("false", "False", "FALSE"))
_MEMBERS = frozenset(("property_identifier", "field_identifier", "shorthand_property_identifier_pattern"))
_LAYOUT = frozenset(";,")


def _makes_tuple(node: SgNode) -> bool:
    """Whether a comma after one value makes a tuple of it: `return a,`."""
    return node.kind() == "expression_list" and len(node.children()) == 2


def _uncast(node: SgNode) -> SgNode:
    return (node.field("value") or node) if node.kind() == "cast_expression" else node


class Nodes:
    """Reads the nodes of one side of a file; what reads expressions builds on it.

    `holds` tells whether anything between two offsets can change behaviour.
    """

    def __init__(self, forms: Forms, holds: Callable[[int, int], bool]) -> None:
        self.forms, self.holds = forms, holds
        self._names: list[dict[str, str]] = []
        self.given: frozenset[str] = frozenset()  # the names of parameters and locals
        self.passed: set[int] = set()  # where what is said in another form begins
        self.entries: dict[str, str] = {}  # the names of what loops take, by how it is written
        self.source = ""
        self.owner = ""  # the type that `Self` stands for
        self._readers: dict[str, Callable[[SgNode], Term]] = {
            "bare": self._bare,
            "name": self._name,
            "return": self._leaf,
            "block": self._single,
            "members": self._members,
            "nullable": self._nullable,
        }

    def role(self, node: SgNode) -> str:
        """What a node stands for; "" where nothing further."""
        return self.forms.roles.get(node.kind(), "")

    def term(self, node: SgNode) -> Term:
        """What a node says, in the form that its language has for it now."""
        return self.newer(self.plain(node))

    def plain(self, node: SgNode) -> Term:
        """What a node says."""
        if self.entries and (entry := self.entries.get(_uncast(node).text())) is not None:
            return entry
        read = self._readers.get(self.role(node)) if node.is_named() else None
        return read(node) if read is not None else self.as_it_stands(node)

    def inner(self, node: SgNode) -> list[SgNode]:
        """The children of a node that say something."""
        return [one for one in node.children() if self._says(one)]

    def _says(self, node: SgNode) -> bool:
        return self.role(node) != "skip" and self._stands(*span_of(node))

    def _stands(self, start: int, end: int) -> bool:
        return start not in self.passed and self.holds(start, end)

    def named(self, node: SgNode) -> list[SgNode]:
        """The children that say something and are more than a sign."""
        return [one for one in self.inner(node) if one.is_named()]

    def as_it_stands(self, node: SgNode) -> Term:
        """A node of no further meaning: what its parts say, in order."""
        children = node.children()
        if not children:
            return self._one(node)
        found: list[Term] = []
        at = span_of(node)[0]
        for one in children:
            start, end = span_of(one)
            if start > at and (between := self.source[at:start].strip()):
                found.append(between)  # some grammars have no node for it
            at = end
            is_layout = end - start == 1 and one.text() in _LAYOUT
            role = self.role(one)
            if role != "skip" and self._stands(start, end) and (not is_layout or _makes_tuple(node)):
                said = self.term(one)
                if role == "members" and isinstance(said, tuple):
                    found += said  # a namespace around all of a file
                elif said != terms.NOTHING:
                    found.append(said)
        if left := self.source[at : span_of(node)[1]].strip():
            found.append(left)
        if self.forms.splits and node.kind() == "body_statement":
            found = [part for one in found for part in self._split(one)]
        return found[0] if len(found) == 1 else tuple(found)

    def _split(self, said: Term) -> Iterable[Term]:
        """What is said of several names at once, as `attr_reader :a, :b`, of each by itself."""
        if not isinstance(said, tuple) or said[:1] != ("call",) or said[1] not in self.forms.splits:
            return (said,)
        names = [one for one in said[2:] if isinstance(one, str) and one[:1] == ":"]
        rest = said[2 + len(names) :]
        is_plain = said[2 : 2 + len(names)] == tuple(names) and terms.is_plain(rest)
        return [(*said[:2], name, *rest) for name in names] if names and is_plain else (said,)

    def _one(self, node: SgNode) -> Term:
        """A name, sign or literal; that of a member or an entry is nobody's parameter."""
        kind, text = node.kind(), node.text()
        if kind == "shorthand_property_identifier":
            return ("pair", text, self._word(text))
        return self._word(text) if kind not in _MEMBERS else text

    def _word(self, text: str) -> Term:
        if text in NULLS:
            return terms.NULL
        if text in _TRUES or text in _FALSES:
            return terms.TRUE if text in _TRUES else terms.FALSE
        for names in reversed(self._names):
            if text in names:
                return names[text]
        if text == "Self" and self.owner:
            return self.owner
        return self.forms.spelt.get(text, text)

    @contextmanager
    def called(self, names: Iterable[str]) -> Iterator[dict[str, str]]:
        """What names are called in here, by the depth at which they stand for something."""
        self._names.append({name: f"%in{len(self._names)}" for name in names})
        yield self._names[-1]
        self._names.pop()

    def _leaf(self, node: SgNode) -> Term:
        return tuple(self.term(one) for one in self.inner(node) if one.text() not in _LAYOUT)

    def _members(self, node: SgNode) -> Term:
        """What stands in a namespace."""
        body = node.field("body")
        return tuple(self.term(one) for one in self.named(body)) if body is not None else terms.NOTHING

    def _nullable(self, node: SgNode) -> Term:
        """A type that may be null, where it is one of objects, which always may."""
        inner = self.named(node)
        plain = len(inner) == 1 and (
            inner[0].kind() != "predefined_type" or inner[0].text() in ("string", "object")
        )
        return self.term(inner[0]) if plain else self.as_it_stands(node)

    def _single(self, node: SgNode) -> Term:
        inner = self.named(node)
        alone = len(inner) == 1 and not (self.forms.splits and node.kind() == "body_statement")
        return self.term(inner[0]) if alone else self.as_it_stands(node)

    def _name(self, node: SgNode) -> Term:
        return self._word(node.text())

    def _bare(self, node: SgNode) -> Term:
        inner = self.named(node)
        if len(inner) == 1 and all(one.is_named() or one.text() in "();,:" for one in node.children()):
            return self.term(inner[0])
        return self.as_it_stands(node)

    def newer(self, term: Term) -> Term:
        """A term in the newest form of the language."""
        raise NotImplementedError
