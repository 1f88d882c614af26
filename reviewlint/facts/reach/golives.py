"""Objects of Go that tests make: a method that others lead to runs only where something that tests run makes one."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from reviewlint.facts.reach.imports.gopackages import GoPackages
from reviewlint.facts.reach.target import Target, is_class, of_definition
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.types.gospecs import spec_of
from reviewlint.regex import regex, standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.users import Users
    from reviewlint.syntax.model import Reference

_MOST_FILES, _MOST_TYPES, _MOST_MAKERS = 60, 20, 30
_ASKS = regex(r"\.\(\*?(?:\w+\.)?$|^\s*case\b[^:]*$")  # `v.(*Cart)`, `case *Cart:`
_POINTED = regex(r"\*(?:\w+\.)?$")


class GoLives:
    """Tells over one repository whether tests make objects of a struct; `is_used`: whether they lead to a function."""

    def __init__(self, code: Code, users: Users, is_used: Callable[[Target], bool]) -> None:
        self._code, self._modules, self._names, self._is_used = code, users.modules, users.names, is_used
        self.packages = GoPackages(code.index, users.modules)
        self._known: dict[tuple[str, str], bool] = {}
        self._used: dict[Target, bool] = {}

    def of(self, target: Target, test: str) -> bool:
        """Whether something that tests run may make an object of the struct of a method; True for anything else.

        And for a `test` of what runs apart from it: there the program itself makes its objects.
        """
        if target.kind != "method" or target.language != "go" or is_test_path(target.path):
            return True
        if self.packages.is_apart(test):
            return True
        package = posixpath.dirname(target.path), target.owner
        if package not in self._known:
            self._known[package] = self._is_made(self._home(target.path, target.owner))
        return self._known[package]

    def _home(self, path: str, name: str) -> tuple[str, str]:
        files = map(self._code.file, self._modules.package(path))
        return next((file.path for file in files if file is not None and name in file.classes), path), name

    def _is_made(self, home: tuple[str, str]) -> bool:
        queue = [home]
        for place in queue:
            file = self._code.file(place[0])
            spec = spec_of(file, place[1]) if file is not None else None
            if spec is None or spec.kind != "struct" or len(queue) > _MOST_TYPES:
                return True  # a number or a list becomes one where nobody says so
            makers = list(self._makers(Target(*place, "class", "go")))
            if not makers or len(makers) > _MOST_MAKERS:
                return True
            if any(one is None or (one.kind != "class" and self._runs(one)) for one in makers):
                return True
            holding = {(one.path, one.qualified) for one in makers if one is not None and one.kind == "class"}
            queue += sorted(holding.difference(queue))
        return False

    def _runs(self, maker: Target) -> bool:
        if maker not in self._used:
            self._used[maker] = self._is_used(maker)
        return self._used[maker]

    def _makers(self, owner: Target) -> Iterator[Target | None]:
        """What may make an object of a type: functions, and types that hold one; None for tests and whole files."""
        paths = sorted(path for path in self._code.mentioning(owner.name) if path.endswith(".go"))
        if len(paths) > _MOST_FILES:
            yield None
        for path in paths[:_MOST_FILES]:
            file = self._code.file(path)
            for reference in file.references.get(owner.name, ()) if file is not None else ():
                if file is not None and self._names.means(reference, owner, file):
                    yield from _maker(file, reference, owner)


def _maker(file: CodeFile, reference: Reference, owner: Target) -> Iterator[Target | None]:
    """What may make an object of the type `owner` where `reference` names it."""
    around = file.inside(reference.scope)
    if not around or is_test_path(file.path):
        yield None
        return
    definition = file.outline.definitions[around[-1]]
    if is_class(definition):
        own = spec_of(file, definition.name)
        if definition.name != owner.name and not (own is not None and own.kind == "interface"):
            yield of_definition(file.path, definition, file.outline)
        return
    begin = file.starts[reference.line - 1]
    for at in standing(file.line(reference.line), reference.name):
        before = file.text[begin : begin + at]
        is_head = begin + at < definition.body
        if _ASKS.search(before) or (is_head and _POINTED.search(before)):
            continue
        if is_head and definition.name.startswith(f"{owner.name}."):
            continue
        yield of_definition(file.path, definition, file.outline)
        return
