"""Containers of tests that put a double in the place of whatever an object is made with: `AutoMocker`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.reach.suites.mocks import signed
from reviewlint.facts.reach.words import words

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.types.hierarchy import Class, Hierarchy
    from reviewlint.syntax.model import Definition


class AutoDoubles:
    """Tells what such containers replace for tests: what the classes that they make are handed, and no other."""

    def __init__(self, code: Code, hierarchy: Hierarchy) -> None:
        self._code, self._hierarchy = code, hierarchy

    def of(self, file: CodeFile, test: int, bases: Iterable[tuple[CodeFile, str]]) -> frozenset[str]:
        """The names of what is a double in a test, unless that or a class above it, of `bases`, says what is real."""
        table = words().containers.get(file.language)
        if table is None:
            return frozenset()
        own = file.outline.definitions[test]
        above = (base.text[d.start : d.end] for base, name in bases for d in _class(base, name))
        text = "\n".join((file.text, *above))
        if not table["marks"].search(text):
            return frozenset()
        made = _said(table["makes"], file.text)
        if any(map(table["marks"].search, own.decorators)):
            made |= _said(table["handed"], file.text[own.start : own.body])
        real = made | _said(table["real"], text)
        classes = (one for name in sorted(made) for one in self._hierarchy.named(file.path, name))
        return signed({name for one in classes for name in self._taken(one, table["takes"])} - real) - real

    def _taken(self, one: Class, takes: re.Pattern[str]) -> Iterator[str]:
        """The interfaces that a class is handed when an object is made of it."""
        file = self._code.file(one.path)
        if file is not None:
            for d in (*_makers(file, one), *_class(file, one.qualified)):
                yield from takes.findall(file.text[d.start : d.body])


def _makers(file: CodeFile, one: Class) -> list[Definition]:
    """The constructors of a class."""
    return [d for d in file.methods.get(one.name, ()) if d.name == f"{one.qualified}.{one.name}"]


def _class(file: CodeFile, qualified: str) -> list[Definition]:
    return [d for d in file.classes.get(qualified.rpartition(".")[2], ()) if d.name == qualified]


def _said(way: re.Pattern[str], text: str) -> frozenset[str]:
    """All that stands in the groups of a pattern."""
    return frozenset(name for found in way.finditer(text) for name in found.groups() if name)
