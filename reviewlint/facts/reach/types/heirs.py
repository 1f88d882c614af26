"""Methods that a class leaves to its heirs: who calls it on an object of one runs that one's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.marks import said_after
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.types.namesakes import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.imports.modules import Modules
    from reviewlint.facts.reach.target import Target
    from reviewlint.facts.reach.types.hierarchy import Class, Family, Hierarchy

_MARK = "heirs:"
_NAMED = "metaclass"  # the word after which a class of Python names what makes it
_MOST = 20
_MOST_FILES = 40


def marked_with(heirs: Iterable[Class]) -> str:
    """What a use says by which only tests whose file names one of these classes run it; "" for too many of them."""
    names = sorted({one.name for one in heirs})
    return f"{_MARK}{'|'.join(names)}" if len(names) <= _MOST else ""


def names_heirs(by: str, file: CodeFile) -> bool:
    """Whether the file of a test names a class of each set that `by` asks for."""
    asked = (one.split("|") for one in said_after(_MARK, by))
    return all(any(name in file.references for name in names) for names in asked)


def settled(by: str, target: Target | None, start: Target, code: Code, modules: Modules) -> str:
    """`by` without the sets of which the definition that a way leads on to names a class: that has made the choice.

    `start`: the method of an heir that is searched for. Another class of that heir's name is no choice of it.
    """
    file = code.file(target.path) if target is not None and _MARK in by else None
    if file is None or target is None:
        return by
    alike = [p for p in modules.called(start.owner_name) if p != start.path and not is_test_path(p)]
    another = nearest((start.path, *alike), start.owner_name, file)[0] != start.path if alike else False
    but = {start.owner_name} if another else set()
    return " ".join(
        one
        for one in by.split()
        if not one.startswith(_MARK)
        or not _names(file, target.qualified, {*one.removeprefix(_MARK).split("|")} - but)
    )


def _names(file: CodeFile, qualified: str, names: Iterable[str]) -> bool:
    """Whether a function of `file` names one of some classes in its body."""
    scopes = (one.scope for name in names for one in file.references.get(name, ()) if one.kind != "type")
    around = {file.function_around(scope) for scope in scopes} - {-1}
    return any(file.outline.definitions[number].name == qualified for number in around)


def is_above(path: str, scope: int, family: Family, code: Code) -> bool:
    """Whether what stands in `scope` of the file at `path` is in a class that the family's own one extends."""
    file = code.file(path)
    around = file.class_around(scope) if file is not None else ""
    return any((above.path, above.qualified) == (path, around) for above in family.up)


def makes_classes(family: Family) -> bool:
    """Whether the family's own class is a metaclass: it extends `type`, and does not only say `metaclass=`."""
    known, queue = {one.name: one for one in family.up}, [family.start]
    for one in queue:
        own = one.bases[: one.bases.index(_NAMED)] if _NAMED in one.bases else one.bases
        if any(base == "type" or base.endswith("Meta") for base in own if base in family.outside):
            return True
        queue += [known[base] for base in own if base in known and known[base] not in queue]
    return False


def class_statements(family: Family, code: Code) -> Iterator[tuple[str, int, int]]:
    """(path, scope, line) of each class that extends the family's own, and so runs its hook or its metaclass.

    Ruby makes one without a name, too: `Class.new(Report)`.
    """
    for child in family.down:
        file = code.file(child.path)
        for definition in file.classes.get(child.name, ()) if file is not None else ():
            if definition.name == child.qualified:
                yield child.path, definition.scope, definition.line
    if code.index.language(family.start.path) == "ruby":
        yield from _nameless(family.start.name, code)


def _nameless(name: str, code: Code) -> Iterator[tuple[str, int, int]]:
    way = re.compile(rf"\bClass\.new\(\s*(?:[\w:]+::)?{name}\b")
    for file in filter(None, map(code.file, sorted(code.mentioning(name))[:_MOST_FILES])):
        for one in file.references.get(name, ()):
            if way.search(file.line(one.line)):
                yield file.path, one.scope, one.line


def taking_over(target: Target, code: Code, hierarchy: Hierarchy) -> Iterator[tuple[str, int, int]]:
    """(path, scope, line) of each class of a test file that inherits a test, which others are offered."""
    offered = target.kind == "method" and target.name.startswith("test") and not is_test_path(target.path)
    if target.language == "python" and offered:
        places = class_statements(hierarchy.family(target.path, target.owner), code)
        yield from (place for place in places if is_test_path(place[0]))
