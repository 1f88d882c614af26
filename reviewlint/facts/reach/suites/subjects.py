"""The class that tests are about, as a hook of theirs tells the base that drives it: `get_class` gives `Cart`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.target import is_class
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.facts.reach.types.hierarchy import Family, Hierarchy

Place = tuple[str, int, int]  # path, number of a test class, line
_HEAD = regex(r"[A-Za-z_]\w*")
_MOST_FILES, _MOST_WORDS = 60, 14  # words of a hook that does nothing else


def driven(target: Target, family: Family, code: Code, hierarchy: Hierarchy) -> Iterator[Place]:
    """The test classes whose hook gives the class of the method `target` to a base that runs such a method.

    The base, or the test, calls a method of that name; or code of the program does so for whoever has one, as a
    class above the target's declares.
    """
    way = words().subjects.get(target.language) if target.kind == "method" else None
    if way is None or is_test_path(target.path) or target.name.startswith("__"):
        return
    private = words().private.get(target.language)
    own = code.file(target.path)
    heads = [own.text[d.start : d.body] for d in own.methods.get(target.name, ())] if own is not None else []
    if private is not None and heads and all(map(private.search, heads)):
        return
    called: bool | None = None
    for heir in hierarchy.inheriting(family, target.name):
        for path in code.tests_mentioning(heir.name)[:_MOST_FILES]:
            file = code.file(path)
            for hook, number in _hooks(file, heir.name, way.format(re.escape(heir.name))) if file else ():
                asking = _asking(path, number, hook, code, hierarchy) if file is not None else []
                if called is None and asking and file is not None:
                    called = _is_called(target, family, code, hierarchy)
                if asking and file is not None and (called or _names(target.name, [file, *asking])):
                    yield path, number, file.outline.definitions[number].line


def _hooks(file: CodeFile, name: str, way: str) -> Iterator[tuple[str, int]]:
    """(hook, number of its class) of what gives nothing but the class `name`: a method, or a field."""
    gives = re.compile(way)
    for reference in file.references.get(name, ()):
        around = file.outline.definitions[reference.scope] if reference.scope >= 0 else None
        if around is None:
            continue
        line = file.line(reference.line)
        if is_class(around):
            head = _HEAD.findall(line.partition(name)[0].partition("=")[0])
            if "=" in line.partition(name)[0] and head and gives.search(line):
                yield head[0 if file.language == "python" else -1], reference.scope
            continue
        source = file.text[around.start : around.end]
        if around.scope >= 0 and len(source.split()) <= _MOST_WORDS and gives.search(source):
            yield around.name.rpartition(".")[2], around.scope


def _asking(path: str, number: int, hook: str, code: Code, hierarchy: Hierarchy) -> list[CodeFile]:
    """The files of tests with the classes above a test class, where one of them asks for its hook."""
    file = code.file(path)
    above = hierarchy.family(path, file.outline.definitions[number].name).up if file is not None else ()
    paths = [one.path for one in above if is_test_path(one.path)]
    files = [other for place in paths if (other := code.file(place)) is not None]
    return files if any(_names(hook, [other]) for other in files if other.path != path) else []


def _names(name: str, files: list[CodeFile]) -> bool:
    return any(one.kind in ("call", "value") for file in files for one in file.references.get(name, ()))


def _is_called(target: Target, family: Family, code: Code, hierarchy: Hierarchy) -> bool:
    """Whether the program calls what a class above declares, in a file that speaks of that class."""
    above = {one.name for one in family.up if hierarchy.defines(one, target.name)}
    inside = {one.path for one in (family.start, *family.up, *family.down)}
    near = code.mentioning(*above) & code.mentioning(target.name) if above else frozenset()
    files = (code.file(path) for path in sorted(near - inside)[:_MOST_FILES] if not is_test_path(path))
    return any(
        one.kind == "call"
        for file in files
        if file is not None
        for one in file.references.get(target.name, ())
    )
