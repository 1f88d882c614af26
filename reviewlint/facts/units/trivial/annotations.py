"""Annotations that a type got or lost, where those are no code: what only marks it, and what a framework acts on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.casing import humps
from reviewlint.facts.units.literals import table
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.side import Part

_TYPES = frozenset(("class", "interface", "enum", "type"))
# `@Name`, `#[Name]`, `[Name]`, without arguments
_MARK = regex(
    r"(?:@ (?P<at>\w+(?: \. \w+)*) (?!\( )|(?:# )?\[ (?P<in>\\? ?\w+(?: [.\\] \w+)*(?: \( \))?) \] )"
)
_ANY = regex(r"@ \w+(?: \. \w+)* (?:\( (?:[^()]|\( [^()]* \) )*\) )?|(?:# )?\[ [^\[\]]* \] ")


def only_marks(base: Part, head: Part, language: str) -> bool:
    """Whether two forms of a type differ in nothing but marks before it that no framework is known to act on."""
    if language not in table().annotates or head.kind not in _TYPES:
        return False
    (before, old), (after, new) = _parted(base.tokens), _parted(head.tokens)
    if before != after or old == new:
        return False
    return all(_is_quiet(mark) for mark in {*old} ^ {*new})


def _parted(tokens: Tokens) -> tuple[str, list[str]]:
    """A type without the annotations before it, and those."""
    text = " ".join(tokens) + " "
    end = 0
    marks = []
    for start, stop in _leading(text):
        marks.append(text[start:stop])
        end = stop
    return text[end:], marks


def _leading(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while found := _ANY.match(text, at):
        yield found.span()
        at = found.end()


def _is_quiet(mark: str) -> bool:
    found = _MARK.fullmatch(mark)
    if found is None:
        return False
    name = (found["at"] or found["in"]).replace("( )", "").split()[-1]
    return table().acting.isdisjoint(humps(name))
