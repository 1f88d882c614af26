"""Classes that a mark hands to a library, which calls them for what bears it: validators, converters, observers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.casing import underscored
from reviewlint.facts.reach.testcode import is_test_path, test_around
from reviewlint.facts.reach.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.facts.reach.words import Annotated

Place = tuple[str, int, int]  # path, scope, line
_MOST_FILES, _MOST_CLASSES = 40, 8


def acting(target: Target, code: Code) -> Iterator[Place]:
    """Where tests name a class whose mark hands over that of the method `target`, and act so that this runs."""
    ways = words().annotated if target.kind == "method" and not is_test_path(target.path) else ()
    for way in ways:
        if target.language in way.languages and way.methods.search(target.name):
            for name in dict.fromkeys((*_own(target, way, code), *_bearing(target, way, code))):
                yield from _tests(name, way, code)


def _own(target: Target, way: Annotated, code: Code) -> Iterator[str]:
    """The class of the method itself, where that bears the mark."""
    file = code.file(target.path)
    own = (d for d in file.outline.definitions if d.name == target.qualified) if file is not None else ()
    if any(way.marks.search(mark) for one in own for mark in one.decorators):
        yield target.owner_name


def _bearing(target: Target, way: Annotated, code: Code) -> Iterator[str]:
    """The classes with a mark that hands over that of `target`; for a mark of the repository, those that bear it."""
    name = (
        underscored(target.owner_name.removesuffix("Validator"))
        if "SNAKE" in way.hands
        else target.owner_name
    )
    wanted = re.compile(way.hands.replace("CLASS", re.escape(name)).replace("SNAKE", re.escape(name)))
    for file, found in _found(wanted, name, code):
        said = found.groupdict().get("on") or _around(file, found.start())
        yield said
        if re.search(rf"@interface\s+{said}\b|\bannotation\s+class\s+{said}\b", file.text):
            mark = re.compile(rf"@(?:\w+:)?{said}\b")
            for other, borne in [*_found(mark, said, code)][:_MOST_CLASSES]:
                yield _around(other, borne.start())


def _found(wanted: re.Pattern[str], word: str, code: Code) -> Iterator[tuple[CodeFile, re.Match[str]]]:
    for path in sorted(p for p in code.mentioning(word) if not is_test_path(p))[:_MOST_FILES]:
        file = code.file(path)
        found = wanted.search(file.text) if file is not None else None
        if file is not None and found is not None:
            yield file, found


def _around(file: CodeFile, at: int) -> str:
    """The name of the class around a place of a file, or of the first one behind it."""
    classes = [d for same in file.classes.values() for d in same]
    inside = [d for d in classes if d.body <= at < d.end]
    behind = [d for d in classes if d.end > at]
    found = max(inside, key=lambda d: d.start) if inside else min(behind, key=lambda d: d.end, default=None)
    return found.name.rpartition(".")[2] if found is not None else ""


def _tests(name: str, way: Annotated, code: Code) -> Iterator[Place]:
    """The tests that name a class and do what the way waits for."""
    for path in code.tests_mentioning(name)[:_MOST_FILES] if name else ():
        file = code.file(path)
        for reference in file.references.get(name, ()) if file is not None else ():
            number = test_around(file.outline, reference.scope, True) if file is not None else -1
            test = file.outline.definitions[number] if file is not None and number >= 0 else None
            if test is not None and file is not None and way.acts.search(file.text, test.start, test.end):
                yield path, reference.scope, reference.line
