"""The heads of the methods of one name in one class: what stands before their parameters, and from there on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.types.arguments import MOST_TEXT
from reviewlint.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import CodeFile
    from reviewlint.syntax.model import Definition


class Head(Record):
    """One of them: the line and offset of its definition, what stands before its parameters, and what from there on."""

    line: int
    start: int
    before: str
    rest: str


def heads(own: CodeFile, qualified: str) -> Iterator[Head]:
    """The head of each definition of that name."""
    name = re.escape(qualified.rpartition(".")[2])
    start = re.compile(rf"(?<![\w$.]){name}\s*(?:<[^()]*>|\[[^()\]]*\])?\s*\(")
    for definition in own.methods.get(qualified.rpartition(".")[2], ()):
        if definition.name == qualified:
            begin = first(own, definition)
            found = start.search(own.text, begin, definition.body + 1)
            if found is not None:
                rest = own.text[found.end() : found.end() + MOST_TEXT]
                yield Head(definition.line, definition.start, own.text[begin : found.start()], rest)


def first(own: CodeFile, definition: Definition) -> int:
    """Where a definition begins behind its decorators; modifiers may stand on a line of their own before its name."""
    marks = max((own.text.find(m, definition.start) + len(m) for m in definition.decorators), default=0)
    return max(definition.start, marks if marks < definition.body else 0)
