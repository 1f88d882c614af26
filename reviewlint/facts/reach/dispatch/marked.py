"""Functions of Python that a mark hands to a function or a field beside them: `@show.register`, `@price.validator`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.reach.target import is_class
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code
    from reviewlint.facts.reach.imports.modules import Modules
    from reviewlint.facts.reach.target import Target

_REGISTERS = regex(r"^([A-Za-z_]\w*)\.register\b")
_CHECKS = regex(r"^([A-Za-z_]\w*)\.(?:validator|default)\b")
_DISPATCHES = regex(r"\bsingledispatch(?:method)?\b")
_FIELD = regex(r"(?:^|\.)(?:ib|attrib|field)$")


def run_by_mark(target: Target, code: Code, modules: Modules) -> Iterator[tuple[str, int, int]]:
    """(path, number, line) of the function that chooses `target` by a type, or of the class whose field it checks."""
    file = code.file(target.path) if target.language == "python" else None
    for definition in file.outline.definitions if file is not None else ():
        if file is None or definition.name != target.qualified:
            continue
        for mark in definition.decorators:
            if (found := _REGISTERS.match(mark)) is not None:
                yield from _choosing(found[1], target, code, modules)
            elif (found := _CHECKS.match(mark)) is not None and definition.scope >= 0:
                around = file.outline.definitions[definition.scope]
                given = file.assignments.get(found[1], ())
                made = any(one.scope == definition.scope and _FIELD.search(one.value) for one in given)
                if is_class(around) and made:
                    yield target.path, definition.scope, around.line


def _choosing(name: str, target: Target, code: Code, modules: Modules) -> Iterator[tuple[str, int, int]]:
    """The function of that name which calls another one by the type of what it is given."""
    for path, known in sorted(modules.lookup(target.path, name) or ()):
        file = code.file(path)
        for number, one in enumerate(file.outline.definitions if file is not None else ()):
            if one.name.rpartition(".")[2] == known and any(map(_DISPATCHES.search, one.decorators)):
                yield path, number, one.line
