"""Functions that a registry of the repository keeps: who reads it runs them, whatever name they have there.

`@register("csv")` above a function, or `register("csv", read_csv)` at the top of its file, hand it to what puts it
into a table or a list; no call names it again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.dispatch.handed import given_to
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.imports.modules import Modules
    from reviewlint.facts.reach.target import Target

_CALLEE = regex(r"[A-Za-z_][\w.]*")
_WORD = regex(r"[A-Za-z_]\w*")
_PUTS = regex(
    r"(?m)([A-Za-z_]\w*)(?:\[[^\]\n]*\])+\s*=(?!=)([^\n]*)"
    r"|([A-Za-z_]\w*)(?:\[[^\]\n]*\])*\.(?:append|appendleft|add|insert|setdefault|update)\(([^\n]*)"
)
_DEPTH = 2  # functions that hand on what they are given to the one that keeps it
_SELF = frozenset(("self", "cls"))


class Kept:
    """Finds over one repository who reads what a function is kept in."""

    def __init__(self, code: Code, modules: Modules) -> None:
        self._code, self._modules = code, modules
        self._stores: dict[tuple[str, str], frozenset[tuple[str, str]]] = {}

    def reading(self, target: Target) -> Iterator[tuple[str, int, int]]:
        """(path, scope, line) of what reads the registries that `target` is put into when its file is loaded."""
        file = self._code.file(target.path) if target.language == "python" else None
        if file is None or target.kind != "function" or is_test_path(target.path):
            return
        given = {callee for callee in _given(file, target) if callee}
        stores = {store for callee in sorted(given) for store in self._of_callee(file, callee)}
        for path, name in sorted(stores):
            yield from self._readers(path, name)

    def _of_callee(self, file: CodeFile, callee: str) -> frozenset[tuple[str, str]]:
        """The registries, each by its file and name, that what is called `callee` in `file` puts arguments into."""
        root, _, rest = callee.partition(".")
        found: frozenset[tuple[str, str]] = frozenset()
        for path, name in self._modules.lookup(file.path, root) or ():
            other = self._code.file(path)
            if other is None:
                continue
            made = [one.value for one in other.assignments.get(name, ()) if one.scope < 0 and one.value]
            homes = {path} | {p for value in made for p, _ in self._modules.chain(path, value) or ()}
            for home in sorted(homes):
                found |= self._put(home, (rest or name).rpartition(".")[2], 0)
        return found

    def _put(self, path: str, function: str, depth: int) -> frozenset[tuple[str, str]]:
        """The registries into which the functions of that name in one file put what they are given."""
        key = (path, function)
        file = self._code.file(path) if key not in self._stores else None
        if file is not None:
            self._stores[key] = frozenset()  # against circles
            found = {(path, name) for name in _puts(file, function)}
            if not found and depth < _DEPTH:
                called = (
                    name for name in _calls(file, function) if name in file.methods or file.defines(name)
                )
                found = {store for name in called for store in self._put(path, name, depth + 1)}
            self._stores[key] = frozenset(found)
        return self._stores.get(key, frozenset())

    def _readers(self, path: str, name: str) -> Iterator[tuple[str, int, int]]:
        """Where the file of a registry, and those that import it, read it.

        Not who puts something into it, nor who asks it for one name: that is another function, or is found by the name.
        """
        own = self._code.file(path)
        paths = {path} if own is None or not own.defines(name) else {path, *self._code.mentioning(name)}
        for place in sorted(paths):
            file = self._code.file(place)
            if file is None or (
                place != path and (path, name) not in (self._modules.lookup(place, name) or ())
            ):
                continue
            for reference in file.references.get(name, ()):
                around = file.function_around(reference.scope)
                inside = file.outline.definitions[around].name.rpartition(".")[2] if around >= 0 else ""
                one = re.search(rf"\b{name}(?:\[|\.(?:get|pop)\(\s*)[rbf]?[\"']", file.line(reference.line))
                if around >= 0 and one is None and name not in _puts(file, inside):
                    yield place, reference.scope, reference.line


def _given(file: CodeFile, target: Target) -> Iterator[str]:
    """The callees that a function is given to when its file is loaded: its decorators, and calls at the top."""
    for definition in file.outline.definitions:
        if definition.name == target.qualified:
            for mark in definition.decorators:
                found = _CALLEE.match(mark)
                yield found[0] if found else ""
    for reference in file.references.get(target.name, ()):
        if reference.scope < 0 and reference.kind == "value":
            yield given_to(file, reference)


def _puts(file: CodeFile, function: str) -> frozenset[str]:
    """The names of the tables and lists into which the functions of that name put one of their parameters."""
    found: set[str] = set()
    for definition in file.outline.definitions:
        if definition.name.rpartition(".")[2] != function or definition.kind not in ("function", "method"):
            continue
        inner = (d for d in file.outline.definitions if definition.start <= d.start < definition.end)
        given = {name for one in inner for name in one.parameters} - _SELF
        for put in _PUTS.finditer(file.text, definition.body, definition.end):
            if not given.isdisjoint(_WORD.findall(put[2] or put[4] or "")):
                found.add(put[1] or put[3])
    return frozenset(found - _local(file, function))


def _local(file: CodeFile, function: str) -> set[str]:
    """What is local to the functions of that name: a table of theirs is gone when they are done."""
    numbers = {
        n
        for n, d in enumerate(file.outline.definitions)
        if d.name.rpartition(".")[2] == function and d.kind in ("function", "method")
    }
    return {a.target for a in file.outline.assignments if not numbers.isdisjoint(file.inside(a.scope))}


def _calls(file: CodeFile, function: str) -> frozenset[str]:
    """The names that the functions of that name call."""
    numbers = {n for n, d in enumerate(file.outline.definitions) if d.name.rpartition(".")[2] == function}
    return frozenset(
        reference.name
        for reference in file.outline.references
        if reference.kind == "call" and not numbers.isdisjoint(file.inside(reference.scope))
    )
