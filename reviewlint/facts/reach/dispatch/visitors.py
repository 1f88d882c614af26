"""Methods that an object asks its visitor for by its own class: `getattr(visitor, "visit" + type(self).__name__)`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code
    from reviewlint.facts.reach.target import Target
    from reviewlint.facts.reach.types.hierarchy import Hierarchy

_MOST_FILES = 40
_ITSELF = r"(?:self\.__class__|type\(\s*self\s*\))\.__name__(\.lower\(\))?"
_NAMED = regex(rf"[\"'](\w+)(?:%s)?[\"']\s*[+%]\s*\(?{_ITSELF}|\bf[\"'](\w+)\{{{_ITSELF}\}}[\"']")
_ASKS = regex(r"\bgetattr\(\s*(?!self\s*,|cls\s*,)\w")


class _Way(Record):
    """Where a class asks what it is given for a method by its own name."""

    path: str
    scope: int
    line: int
    owner: str
    prefix: str
    lowered: bool


class Visitors:
    """Tells over one repository by which classes a method is asked for."""

    def __init__(self, code: Code, hierarchy: Hierarchy) -> None:
        self._code, self._hierarchy = code, hierarchy

    def asking(self, target: Target) -> Iterator[tuple[str, int, int]]:
        """(path, scope, line) where an object of a class that the method is named for asks for it."""
        for way in self._ways if target.language == "python" and target.kind == "method" else ():
            named = target.name.removeprefix(way.prefix)
            if not named or named == target.name:
                continue
            names = self._hierarchy.family(way.path, way.owner).below
            if named in ({name.lower() for name in names} if way.lowered else names):
                yield way.path, way.scope, way.line

    @cached_property
    def _ways(self) -> tuple[_Way, ...]:
        paths = self._code.mentioning("getattr") & self._code.mentioning("__name__")
        return tuple(way for path in sorted(paths)[:_MOST_FILES] for way in self._of(path))

    def _of(self, path: str) -> Iterator[_Way]:
        file = self._code.file(path)
        for found in _NAMED.finditer(file.text) if file is not None and file.language == "python" else ():
            line = file.text.count("\n", 0, found.start()) + 1 if file is not None else 0
            scope = file.scope_at(line) if file is not None else -1
            number = file.function_around(scope) if file is not None else -1
            if file is None or number < 0 or not (owner := file.class_around(scope)):
                continue
            around = file.outline.definitions[number]
            if _ASKS.search(file.text, around.body, around.end):
                lowered = bool(found[2] or found[4])
                yield _Way(path, scope, line, owner, found[1] or found[3], lowered)
