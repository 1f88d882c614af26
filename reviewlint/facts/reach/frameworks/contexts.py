"""Code that runs because a test starts the application: beans of a context, providers that a test base lists."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from reviewlint.facts.reach.testcode import is_test_path, test_around
from reviewlint.facts.reach.words import words

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.syntax.model import Definition

Place = tuple[str, int, int]  # path, scope, line
_MOST_FILES = 60
_ENOUGH = 3  # of the tests that all start the same


class Contexts:
    """Finds over one repository the tests that start what a method belongs to."""

    def __init__(self, code: Code) -> None:
        self._code = code

    def is_bean(self, target: Target) -> bool:
        """Whether a container calls the method, or makes the class, as soon as it starts."""
        file = self._code.file(target.path) if target.language in ("java", "kotlin") else None
        found = (
            [d for d in file.outline.definitions if d.name == target.qualified] if file is not None else []
        )
        mark = words().contexts["bean" if target.kind == "method" else "configuration"]
        return not is_test_path(target.path) and any(_bears(d, mark) for d in found)

    def starting(self, target: Target) -> Iterator[Place]:
        """The test classes of the same module that start its context."""
        module = target.path.partition("src/")[0]
        mark = words().contexts["starts"]
        named = self._code.mentioning(*words().starts)
        near = [p for p in sorted(named) if p.startswith(module) and is_test_path(p)]
        for path in near[:_MOST_FILES]:
            file = self._code.file(path)
            for number, d in enumerate(file.outline.definitions) if file is not None else ():
                if d.scope < 0 and _bears(d, mark):
                    yield path, number, d.line

    def providing(self, target: Target, lines: Collection[int]) -> Iterator[Place]:
        """The tests below a test base that lists the provider whose method `target` has the changed `lines`.

        What a provider hands on as a closure runs later, if ever.
        """
        own = self._code.file(target.path) if target.language == "php" and target.kind == "method" else None
        if own is None or words().contexts["provides"].fullmatch(target.name) is None:
            return
        inside = [d for d in own.outline.definitions if d.name == target.qualified]
        if not any(line not in _later(own, inside[0]) for line in lines if _holds(inside, line)):
            return
        listing = self._code.mentioning(target.owner_name) & self._code.mentioning(*words().provider_lists)
        for path in sorted(filter(is_test_path, listing))[:_MOST_FILES]:
            base = self._code.file(path)
            if base is not None and any(
                _lists(base, r.scope) for r in base.references.get(target.owner_name, ())
            ):
                yield from self._below(base)

    def _below(self, base: CodeFile) -> Iterator[Place]:
        """The first tests of the files beside or below a test base that speak of it."""
        names = set(base.classes)
        folder = posixpath.dirname(base.path)
        users = sorted(
            p for p in self._code.mentioning(*names) if p.startswith(f"{folder}/") and is_test_path(p)
        )
        found = 0
        for path in users[:_MOST_FILES]:
            file = self._code.file(path)
            for number, d in (
                enumerate(file.outline.definitions) if file is not None and found < _ENOUGH else ()
            ):
                if test_around(file.outline, number, True) == number if file is not None else False:
                    yield path, number, d.line
                    found += 1
                    break


def later(target: Target, lines: Collection[int], code: Code) -> bool:
    """Whether the changed `lines` of a method of PHP all stand in closures: those run later, if ever."""
    file = code.file(target.path) if target.language == "php" and target.kind == "method" else None
    inside = [d for d in file.outline.definitions if d.name == target.qualified] if file is not None else []
    own = [line for line in lines if _holds(inside, line)]
    return file is not None and bool(own) and _later(file, inside[0]).issuperset(own)


def _bears(definition: Definition, mark: re.Pattern[str]) -> bool:
    return any(mark.match(one) for one in definition.decorators)


def _holds(definitions: list[Definition], line: int) -> bool:
    return any(d.line <= line <= d.end_line for d in definitions)


def _lists(file: CodeFile, scope: int) -> bool:
    names = {file.outline.definitions[n].name.rpartition(".")[2] for n in file.inside(scope)}
    return not names.isdisjoint(words().provider_lists)


def _later(file: CodeFile, around: Definition) -> set[int]:
    """The lines of the closures in a definition of PHP."""
    lines: set[int] = set()
    for found in words().contexts["closure"].finditer(file.text, around.body, around.end):
        depth, at = 0, found.end()
        while at < around.end and depth >= 0 and not (depth == 0 and file.text[at] in ",;"):
            depth += (file.text[at] in "([{") - (file.text[at] in ")]}")
            at += 1
            if depth == 0 and file.text[at - 1] == "}" and found[0].startswith("function"):
                break
        first = file.text.count("\n", 0, found.start()) + 1
        lines.update(range(first, first + file.text.count("\n", found.start(), at) + 1))
    return lines
