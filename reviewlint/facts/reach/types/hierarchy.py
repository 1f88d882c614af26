"""Classes and their families: what a class inherits from, what inherits from it, and what is ever made."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reviewlint.facts.reach.imports.modules import EXACT
from reviewlint.facts.reach.imports.plugged import is_told
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.types.bases import bases_of, is_taken_in, stands_for_a_type
from reviewlint.facts.reach.types.making import makes
from reviewlint.facts.reach.types.namesakes import as_named, nearest
from reviewlint.facts.reach.types.overloads import stand_in
from reviewlint.facts.reach.words import words
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.imports.modules import Modules, Place

_MOST = 250  # files that are looked through for subclasses
_MOST_CLASSES = 400
_LEFT_OPEN = regex(r"\braise NotImplementedError\b")
_ABSTRACT = regex(r"\b(abstractmethod|abstract|ABCMeta)\b")


class Class(Record):
    """A class of the repository."""

    path: str
    qualified: str
    bases: tuple[str, ...]

    @property
    def name(self) -> str:
        """The last part of the qualified name."""
        return self.qualified.rpartition(".")[2]


class Family:
    """A class with all of its ancestors and descendants."""

    def __init__(
        self,
        start: Class,
        up: list[Class],
        down: list[Class],
        outside: frozenset[str],
        aliases: frozenset[str],
    ) -> None:
        self.start, self.up, self.down = start, up, down
        self.aliases = aliases  # other names of the class itself and of its descendants
        self.outside = outside  # names of ancestors that the repository does not define
        self.mates = frozenset(
            base for child in down for base in child.bases
        )  # mixed into one of the descendants

    @cached_property
    def places(self) -> frozenset[Place]:
        """Where each class of the family is defined."""
        return frozenset((c.path, c.qualified) for c in (self.start, *self.up, *self.down))

    def homes(self, modules: Modules) -> frozenset[str]:
        """The files of the packages that the classes stand in: a method of Go's need not stand beside its type."""
        return frozenset(path for one, _ in self.places for path in (one, *modules.package(one)))

    @cached_property
    def names(self) -> frozenset[str]:
        """The last names of all."""
        return frozenset(c.name for c in (self.start, *self.up, *self.down)) | self.outside | self.aliases

    @cached_property
    def below(self) -> frozenset[str]:
        """The names of the class itself and of its descendants."""
        return frozenset(c.name for c in (self.start, *self.down)) | self.aliases


class Sought(Record):
    """A method of a family: which names of classes stand for objects that run it."""

    family: Family
    method: str
    heirs: frozenset[str]  # an object of exactly this class runs it
    declared: frozenset[str]  # something declared to be one of these may run it
    fronts: frozenset[str]  # classes of other families that hand on to such an object what they do not define

    def made(self, name: str) -> bool | None:
        """Whether an object of exactly the class `name` runs the method; None for a class of another family."""
        return name in self.heirs if name in self.family.names else True if name in self.fronts else None


class Hierarchy:
    """Families and overrides over one repository."""

    def __init__(self, code: Code, modules: Modules) -> None:
        self._code, self._modules = code, modules
        self._families: dict[Place, Family] = {}
        self._alive: dict[Place, bool] = {}
        self._hiding: dict[Place, list[Class]] = {}
        self._upward: dict[Place, list[Class]] = {}

    def family(self, path: str, qualified: str) -> Family:
        """The family of a class; of one that is not found, a family of its name alone."""
        place = (path, qualified)
        if place not in self._families:
            file = self._code.file(path)
            found = _class(file, qualified) if file else None
            start = found or Class(path, qualified, ())
            up, outside = self._ancestors(start)
            down = self._descendants(start)
            self._families[place] = Family(start, up, down, outside, self._aliases([start, *down[:20]]))
        return self._families[place]

    def upward(self, path: str, qualified: str) -> list[Class]:
        """A class and what it inherits from."""
        place = (path, qualified)
        if place not in self._upward:
            start = _class(file, qualified) if (file := self._code.file(path)) is not None else None
            self._upward[place] = [start, *self._ancestors(start)[0]] if start is not None else []
        return self._upward[place]

    def _aliases(self, classes: list[Class]) -> frozenset[str]:
        """The names that the files of these classes give them beside their own: `OMD = OrderedMultiDict`."""
        found: set[str] = set()
        for one in classes:
            file = self._code.file(one.path)
            given = (
                [a for a in file.outline.assignments if a.value == one.name and a.scope < 0] if file else []
            )
            found |= {a.target for a in given if file and file.line(a.line).rstrip().endswith(one.name)}
        return frozenset(found)

    def defines(self, owner: Class, method: str) -> bool:
        """True where the class itself defines `method`."""
        file = self._code.file(owner.path)
        return file is not None and any(
            d.name == f"{owner.qualified}.{method}" for d in file.methods.get(method, ())
        )

    def inheriting(self, family: Family, method: str, line: int = 0) -> list[Class]:
        """The class that a method stands in and those descendants that do not replace it, or the one at a line."""
        replaced: set[str] = set()
        found = [family.start]
        for child in family.down:
            if self._replaces(child, family.start, method, line) or (
                replaced.intersection(child.bases) and not {c.name for c in found}.intersection(child.bases)
            ):
                replaced.add(child.name)
            else:
                found.append(child)
        return found

    def _replaces(self, child: Class, start: Class, method: str, line: int) -> bool:
        """Whether a class defines a method that takes what one of that name above it takes, or that at a line."""
        if not self.defines(child, method):
            return False
        own, other = self._code.file(child.path), self._code.file(start.path)
        names = f"{child.qualified}.{method}", f"{start.qualified}.{method}"
        return own is None or other is None or stand_in((own, names[0]), (other, names[1]), line)

    def sought(self, family: Family, method: str, line: int = 0) -> Sought:
        """The method of that name that the family's own class holds, or the one at a line."""
        heirs = frozenset(c.name for c in self.inheriting(family, method, line)) | family.aliases
        replaced = frozenset(c.name for c in family.down) - heirs
        fronts = frozenset(c.name for c in self._fronts(family) if not self.defines(c, method))
        return Sought(family, method, heirs, (family.names - replaced) | fronts, fronts)

    def _fronts(self, family: Family) -> list[Class]:
        """The classes outside of a family that ask an object, maybe one of it, for what they do not define."""
        place = (family.start.path, family.start.qualified)
        if place not in self._hiding:
            self._hiding[place] = [
                Class(path, definition.name.rpartition(".")[0], ())
                for method, way in words().hands_on.items()
                for path in sorted(self._code.mentioning(method) & self._code.mentioning(*family.below))
                if (file := self._code.file(path)) is not None
                for definition in file.methods.get(method, ())
                if way.search(file.text, definition.body, definition.end)
                and (path, definition.name.rpartition(".")[0]) not in family.places
            ]
        return self._hiding[place]

    def above(self, family: Family, path: str, qualified: str, method: str) -> bool:
        """True where `super().method` in the class at (path, qualified) means that of the family's own class."""
        known = {c.name: c for c in (*family.up, *family.down)}
        below = next((c for c in family.down if (c.path, c.qualified) == (path, qualified)), None)
        queue, seen = list(below.bases) if below else [], set[str]()
        for base in queue:
            if base == family.start.name:
                return True
            one = known.get(base)
            if base not in seen and one is not None and not self.defines(one, method):
                queue.extend(one.bases)
            seen.add(base)
        return False

    def runs(self, family: Family, method: str, line: int = 0) -> bool:
        """False where objects that would run this very method are never made: all who inherit replace it."""
        own = self._code.file(family.start.path)
        if not family.down and own is not None and own.language != "python":
            return True
        return any(self._made(heir) for heir in self.inheriting(family, method, line))

    def _made(self, one: Class) -> bool:
        place = (one.path, one.qualified)
        if place not in self._alive:
            self._alive[place] = self._is_made(one)
        return self._alive[place]

    def _is_made(self, one: Class) -> bool:
        own = self._code.file(one.path)
        if own is None or own.language not in EXACT or "." in one.qualified or _is_marked(own, one):
            return True
        if is_test_path(one.path):  # a runner makes those
            return True
        paths = sorted(self._code.mentioning(one.name))
        if len(paths) > _MOST:
            return True
        kinds = {"call", "new"} if _is_abstract(own, one) else {"call", "new", "value", "decorator"}
        for path in paths:
            file = self._code.file(path)
            if file is None:
                continue
            aliases = {e.alias for e in file.outline.imports if e.name == one.name} | {one.name}
            for alias in aliases:
                for reference in file.references.get(alias, ()):
                    if reference.kind in kinds and makes(file, reference):
                        return True
            if any(entry.name == one.name for entry in file.loaded.values()):
                return True
            if "value" in kinds and is_told(file, one.name, one.bases, one.path, self._code):
                return True
        above = {one.name, *(c.name for c in self._ancestors(one)[0])}
        return any(
            reference.kind == "call" and own.class_around(reference.scope).rpartition(".")[2] in above
            for reference in own.references.get("cls", ())
        )

    def _ancestors(self, start: Class) -> tuple[list[Class], frozenset[str]]:
        found: list[Class] = []
        outside: set[str] = set()
        seen, queue = {(start.path, start.qualified)}, [start]
        for one in queue:
            for base in one.bases:
                parents = [c for c in self.named(one.path, base) if (c.path, c.qualified) not in seen]
                if not parents and base not in {c.name for c in queue} and not self._calls_nothing(one, base):
                    outside.add(base)
                for parent in parents[:4]:
                    if len(found) < _MOST_CLASSES:
                        seen.add((parent.path, parent.qualified))
                        found.append(parent)
                        queue.append(parent)
        return found, frozenset(outside)

    def _calls_nothing(self, one: Class, base: str) -> bool:
        """Whether what a class names as a base is none that may call its methods."""
        file = self._code.file(one.path)
        own = [d for d in file.classes.get(one.name, ()) if d.name == one.qualified] if file else []
        return file is not None and (stands_for_a_type(base, file) or is_taken_in(base, own, file))

    def named(self, path: str, name: str) -> list[Class]:
        """The classes that `name` may mean in the file `path`."""
        file = self._code.file(path)
        if file is None:
            return []
        here = [Class(path, d.name, d.bases) for d in file.classes.get(name, ())]
        if here:
            return here
        if file.language in EXACT and file.language != "go":
            places = self._modules.lookup(path, name)
            if places is not None:
                return [c for p, n in places if n and (f := self._code.file(p)) for c in _classes(f, n)]
        if file.language not in EXACT or name[:1].isupper():
            name = as_named(name, file)
            paths = self._modules.called(name)
            if not paths and len(mentions := self._code.mentioning(name)) <= _MOST:
                paths = sorted(mentions)
            own = [other for other in paths if self._code.index.language(other) == file.language]
            for other in nearest(own, name, file):
                found = self._code.file(other)
                if found is not None and name in found.classes:
                    return _classes(found, name)
        return []

    def _descendants(self, start: Class) -> list[Class]:
        found: list[Class] = []
        seen, queue = {(start.path, start.qualified)}, [start]
        for one in queue:
            for child in self._children(one):
                place = (child.path, child.qualified)
                if place not in seen and len(found) < _MOST_CLASSES:
                    seen.add(place)
                    found.append(child)
                    queue.append(child)
        return found

    def _children(self, one: Class) -> Iterator[Class]:
        language = self._code.index.language
        own = language(one.path)
        paths = frozenset(p for p in self._code.mentioning(one.name) if speak(language(p), own))
        if len(paths) > _MOST:
            paths = frozenset((one.path,))
        for path in sorted(paths):
            file = self._code.file(path)
            if file is None:
                continue
            aliases = {entry.alias for entry in file.outline.imports if entry.name == one.name}
            for definitions in file.classes.values():
                for d in definitions:
                    if one.name in d.bases and self._means(path, one):
                        yield Class(path, d.name, d.bases)
                    elif not aliases.isdisjoint(d.bases):
                        named = tuple(one.name if base in aliases else base for base in d.bases)
                        yield Class(path, d.name, named)

    def _means(self, path: str, one: Class) -> bool:
        """Whether the class's name, used as a base in the file `path`, may mean it."""
        if path == one.path:
            return True
        places = self._modules.lookup(path, one.name)
        return not places or any(p == one.path or not n for p, n in places)


def _is_abstract(file: CodeFile, one: Class) -> bool:
    """A class that by its own words is there to be extended: mentioned as a value, it is not made."""
    if "ABC" in one.bases:
        return True
    own = [
        definition
        for definition in file.outline.definitions
        if definition.name.rpartition(".")[0] == one.qualified or definition.name == one.qualified
    ]
    return any(
        any(_ABSTRACT.search(mark) for mark in definition.decorators)
        or (definition.kind == "method" and _LEFT_OPEN.search(file.text, definition.body, definition.end))
        for definition in own
    )


def _is_marked(file: CodeFile, one: Class) -> bool:
    """A class with a decorator: who registers it makes its objects."""
    return any(d.decorators for d in file.classes.get(one.name, ()) if d.name == one.qualified)


def _class(file: CodeFile, qualified: str) -> Class | None:
    found = [d for d in file.classes.get(qualified.rpartition(".")[2], ()) if d.name == qualified]
    return Class(file.path, qualified, bases_of(file, found[0])) if found else None


def _classes(file: CodeFile, name: str) -> list[Class]:
    return [Class(file.path, d.name, bases_of(file, d)) for d in file.classes.get(name, ())]


def speak(one: str, other: str) -> bool:
    """Whether code of one language can call the other's."""
    families = (SCRIPTS, {"java", "kotlin", "scala"})
    return one == other or any(one in family and other in family for family in families)
