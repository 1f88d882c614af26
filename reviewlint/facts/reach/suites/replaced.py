"""Whether a test puts something else in the place of what stands on its way to a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.reach.suites.autodoubles import AutoDoubles
from reviewlint.facts.reach.suites.mocks import Doubles, is_behind, is_handed, names_owner, signed
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.types.gospecs import spec_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.facts.reach.types.hierarchy import Class, Hierarchy

_WORDS = ("mock", "fake", "stub", "Mock", "Fake", "Stub")  # that the name of a double begins with
_MOST = 60  # files that are asked whether they declare an interface


class Replaced:
    """Tells over one repository which ways of a test lead through a double, where they end."""

    def __init__(self, code: Code, hierarchy: Hierarchy) -> None:
        self._code, self._hierarchy = code, hierarchy
        self._doubles, self._auto = Doubles(), AutoDoubles(code, hierarchy)
        self._doubled: dict[tuple[str, int], frozenset[str]] = {}
        self._fronting: dict[Target, list[Class]] = {}
        self._faking: dict[Target, frozenset[str]] = {}
        self._structures: dict[tuple[Target, frozenset[str]], frozenset[str]] = {}
        self._naming: dict[tuple[str, str], bool] = {}
        self._other: dict[tuple[Target, str], bool] = {}

    def on_the_way(self, file: CodeFile, test: int, chain: tuple[str, ...], way: tuple[Target, ...]) -> bool:
        """Whether a test replaces a step of the way, which `chain` names."""
        names, before = self._replaced(file, test), None
        for step, one in zip(chain, way, strict=True):
            own = self._standing(one, names)
            here = self._code.file(one.path)
            if own and is_behind(own, step, here, self._fronts(one, own, file)):
                return True
            if is_handed(names, step, before) or self._is_faked(one, file):
                return True
            before = here
        return False

    def _replaced(self, file: CodeFile, test: int) -> frozenset[str]:
        """What a test puts something else in place of, itself or by the classes above its own."""
        key = (file.path, test)
        if key not in self._doubled:
            around = file.class_around(test)
            above = self._hierarchy.upward(file.path, around)[1:] if around else []
            read = ((self._code.file(one.path), one.qualified) for one in above)
            bases = [(other, name) for other, name in read if other is not None]
            own = self._doubles.of(file, test) | self._auto.of(file, test, bases)
            self._doubled[key] = own | self._doubles.above(file, test, bases) if bases else own
        return self._doubled[key]

    def _standing(self, target: Target, names: frozenset[str]) -> frozenset[str]:
        """Those of `names` that may be what stands for `target`: a double of Go's has the method that is called on it.

        `fakeCarts` of `Carts` without it is one of another type of that name.
        """
        owner = target.owner_name
        if target.language != "go" or owner not in names:
            return names
        key = (target, owner)
        if key not in self._other:
            doubles = [f"{word}{owner}" for word in _WORDS]
            read = map(self._code.file, sorted(self._code.mentioning(*doubles))[:_MOST])
            found = [file for file in read if file and any(one in file.classes for one in doubles)]
            self._other[key] = bool(found) and not any(target.name in file.methods for file in found)
        return names - {owner} if self._other[key] else names

    def _fronts(self, target: Target, names: frozenset[str], file: CodeFile) -> frozenset[str]:
        """The interfaces that the class of a method implements, as doubles of them are named.

        None where the test names the class.
        """
        if target.kind != "method" or self._names(file, target):
            return frozenset()
        if target.language == "go":
            key = (target, names)
            if key not in self._structures:
                self._structures[key] = self._structural(target, names)
            return self._structures[key]
        return signed(one.name for one in self._interfaces(target))

    def _names(self, file: CodeFile, target: Target) -> bool:
        """Whether a test names the class of a method: asked once of a file, whose text is long."""
        key = (file.path, target.owner_name)
        if key not in self._naming:
            self._naming[key] = names_owner(file, target)
        return self._naming[key]

    def _structural(self, target: Target, names: frozenset[str]) -> frozenset[str]:
        """Those of `names` that are interfaces of Go with such a method."""
        paths = sorted(self._code.mentioning(target.name) & self._code.mentioning(*names))
        files = [file for path in paths[:_MOST] if (file := self._code.file(path)) is not None]
        specs = ((name, spec_of(file, name)) for file in files if file.language == "go" for name in names)
        return frozenset(
            name for name, spec in specs if spec and spec.kind == "interface" and target.name in spec.members
        )

    def _interfaces(self, target: Target) -> list[Class]:
        """The interfaces that the class of a method implements."""
        if target not in self._fronting:
            family = self._hierarchy.family(target.path, target.owner)
            self._fronting[target] = [one for one in family.up if self._is_interface(one)]
        return self._fronting[target]

    def _is_interface(self, one: Class) -> bool:
        file = self._code.file(one.path)
        return file is not None and any(d.kind == "interface" for d in file.classes.get(one.name, ()))

    def _is_faked(self, target: Target, file: CodeFile) -> bool:
        """Whether a test uses a class of tests in the place of that of `target`, which it does not name."""
        if target.kind != "method" or not is_test_path(file.path):
            return False
        if target not in self._faking:
            fronts = self._interfaces(target)
            self._faking[target] = frozenset(name for one in fronts for name in self._fakes(one, target))
        return not self._faking[target].isdisjoint(file.references) and not self._names(file, target)

    def _fakes(self, front: Class, target: Target) -> Iterator[str]:
        """The classes of tests that have `target` as the only real class behind an interface has it."""
        own = self._hierarchy.family(target.path, target.owner).places
        below = self._hierarchy.family(front.path, front.qualified).down
        others = [one for one in below if (one.path, one.qualified) not in own]
        if all(is_test_path(one.path) for one in others) and self._hierarchy.defines(front, target.name):
            yield from (one.name for one in others if self._hierarchy.defines(one, target.name))
