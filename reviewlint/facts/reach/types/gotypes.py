"""What Go declares: the type of a variable, a field or a call's result, and whether that may run a method of a family.

An interface stands for what has all of its methods; a struct runs the methods of what it embeds.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Literal

from reviewlint.enclosed import closing
from reviewlint.facts.reach.types.gospecs import first_result, spec_of
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.imports.modules import Modules, Place
    from reviewlint.facts.reach.types.gospecs import Spec
    from reviewlint.facts.reach.types.hierarchy import Sought
    from reviewlint.syntax.model import Assignment

_DEPTH, _MOST_FILES = 4, 60
_TELLING = 2  # methods of an interface: one alone is had by much that has nothing to do with it
_OUTSIDE = ""  # the path of a type that no file of the repository declares
_PLAIN = regex(r"[A-Za-z_]\w*(?:\.\w+)*")
_CALL = regex(r"[&*(]*([A-Za-z_]\w*(?:\.\w+)*)(?:\[[^\[\]]*\])?\(")
_TYPE = regex(r"[*&]*((?:\w+\.)?\w+)(?:\[.*\])?")
_NEW = regex(r"New(?:[A-Z]\w*)?")
_GOES_ON = regex(r"(?:\[[^\[\]]*\])?([({\[])")
_REST = regex(r"\s*\.")

Verdict = Literal["yes", "no", "maybe"]
Types = frozenset[tuple[str, str]]  # the file that declares each, and its name


class GoTypes:
    """Tells over one repository what types of Go are declared."""

    def __init__(self, code: Code, modules: Modules) -> None:
        self._code, self._modules = code, modules
        self._implementers: dict[tuple[Place, str], frozenset[Place]] = {}

    def verdict(self, receiver: str, scope: int, file: CodeFile, sought: Sought) -> Verdict:
        """Whether `receiver`, in a scope of `file`, is by its declared type an object that runs the method."""
        value = _value(receiver)
        types = self._of(value, scope, file, 0) if value else None
        return _together(self._runs(one, sought, 0) for one in types) if types else "maybe"

    def may_stand_in(self, receiver: str, scope: int, file: CodeFile, sought: Sought) -> bool:
        """Whether `receiver` is declared to be of an interface of several methods, which the type of the method has."""
        value = _value(receiver)
        types = self._of(value, scope, file, 0) if value else None
        start = sought.family.start
        has = self._has((start.path, start.qualified), 0) if types else None
        asked = (self._demanded(one, 0) for one in types or () if one[0] != _OUTSIDE)
        return any(wanted and len(wanted) >= _TELLING and wanted <= (has or frozenset()) for wanted in asked)

    # --- what an expression is of

    def _of(self, value: str, scope: int, file: CodeFile, depth: int, given: str = "") -> Types | None:
        """The types that the name, chain or callee `value` is of, or gives; `given`: the name it is assigned to."""
        root, *rest = value.split(".")
        if depth > _DEPTH:
            return None
        own = [a for a in file.assignments.get(root, ()) if a.scope in file.inside(scope)]
        if own and root != given:
            found = self._of_variable(root, own, scope, file, depth)
        elif rest and root in file.imports:
            found = self._of_places(self._modules.chain(file.path, f"{root}.{rest[0]}"), rest[0], depth)
            rest = rest[1:]
        else:
            found = self._of_places(self._modules.lookup(file.path, root), "", depth)
        for member in rest:
            found = self._all(self._of_member(one, member, depth) for one in found) if found else None
        return found

    def _of_variable(
        self, name: str, given: list[Assignment], scope: int, file: CodeFile, depth: int
    ) -> Types | None:
        if name in file.imports or _is_named_elsewhere(name, given, scope, file):
            return None
        return self._all(self._assigned(one, file, depth) for one in given)

    def _assigned(self, one: Assignment, file: CodeFile, depth: int) -> Types | None:
        if not one.value or _goes_on(file.line(one.line), one.value):
            return None
        if self._is_outside(one.value, file) and _is_solid(file.line(one.line), one.value):
            return frozenset(((_OUTSIDE, one.value),))
        return self._of(one.value, one.scope, file, depth + 1, one.target)

    def _of_places(self, places: frozenset[Place] | None, name: str, depth: int) -> Types | None:
        """The types of what stands at `places`: types, results of functions, what variables hold."""
        if places is None:
            return None
        if not places:  # imported from elsewhere
            return frozenset(((_OUTSIDE, name),)) if _NEW.fullmatch(name) else None
        return self._all(self._of_place(place, depth) for place in sorted(places))

    def _of_place(self, place: Place, depth: int) -> Types | None:
        path, name = place
        file = self._code.file(path)
        if file is None or not name:
            return None
        if name in file.classes:
            return frozenset((place,))
        functions = [d for d in file.outline.definitions if d.name == name and d.kind == "function"]
        if functions:
            return self._declared(first_result(functions[0].returns), file)
        top = [a for a in file.assignments.get(name, ()) if a.scope < 0]
        return self._all(self._assigned(one, file, depth + 1) for one in top)

    def _declared(self, source: str, file: CodeFile) -> Types | None:
        """What a type as written in `file` is; None where it is none that has methods of its own."""
        written = _TYPE.fullmatch(source)
        if written is None:
            return None
        name = written[1]
        find = self._modules.chain if "." in name else self._modules.lookup
        if source[:1] == "*" and self._is_outside(name, file):
            return frozenset(((_OUTSIDE, name),))
        places = find(file.path, name) or frozenset()
        return self._all(frozenset((one,)) if self._spec(one) else None for one in places)

    def _is_outside(self, name: str, file: CodeFile) -> bool:
        """Whether `name` is something of a package that the repository does not hold: `bytes.Buffer`."""
        return "." in name and self._modules.chain(file.path, name) == frozenset()

    def _of_member(self, place: Place, member: str, depth: int) -> Types | None:
        """The types of a field, or of the result of a method, of a type or of what it embeds."""
        spec = self._spec(place)
        if spec is None or depth > _DEPTH:
            return None
        if member in spec.members:
            return self._declared(first_result(spec.members[member]), spec.file)
        for file in self._package(place[0], member):
            for method in file.methods.get(member, ()):
                if method.name == f"{place[1]}.{member}":
                    return self._declared(first_result(method.returns), file)
        inner = [self._declared(name, spec.file) for name in spec.embedded]
        found = (self._of_member(one, member, depth + 1) for types in inner if types for one in types)
        return next((types for types in found if types), None)

    # --- what a type runs

    def _runs(self, place: Place, sought: Sought, depth: int) -> Verdict:
        """Whether an object that is declared to be of a type runs the method sought."""
        if place[0] == _OUTSIDE:
            return "no"
        if self._is_own(place, sought):
            return "yes"
        spec = self._spec(place)
        if spec is None or depth > _DEPTH:
            return "maybe"
        if spec.kind == "interface":
            return self._stands_in(place, sought)
        if spec.kind != "struct":
            return "maybe" if spec.kind == "other" else "no"
        if sought.method in self._methods(place):
            return "no"
        inner = (self._declared(name, spec.file) for name in spec.embedded)
        verdicts = [self._runs(one, sought, depth + 1) for types in inner if types for one in types]
        return "yes" if "yes" in verdicts else "maybe" if "maybe" in verdicts else "no"

    def _is_own(self, place: Place, sought: Sought) -> bool:
        start = sought.family.start
        return place[1] in sought.heirs and (
            place[0] == start.path or place[0] in self._modules.package(start.path)
        )

    def _stands_in(self, place: Place, sought: Sought) -> Verdict:
        """Whether the type of the method may stand in the place of an interface: it has all of its methods.

        It does where no other type has them.
        """
        wanted = self._demanded(place, 0)
        start = sought.family.start
        has = self._has((start.path, start.qualified), 0) if wanted else None
        if wanted is None or has is None:
            return "maybe"
        if not wanted <= has:
            return "no"
        alone = len(wanted) >= _TELLING and len(self._implementing(place, wanted, sought.method)) == 1
        return "yes" if alone and wanted <= self._methods((start.path, start.qualified)) else "maybe"

    def _implementing(self, place: Place, wanted: frozenset[str], method: str) -> frozenset[Place]:
        """The types, by folder and name, that have all the methods of the interface at `place`, one of them `method`.

        Those of tests count; those of which not all is known do, too.
        """
        if (place, method) not in self._implementers:
            paths = sorted(p for p in self._code.mentioning(method) if p.endswith(".go"))
            files = (self._code.file(path) for path in paths[: _MOST_FILES + 1])
            found = {
                (file.path, d.name.rpartition(".")[0])
                for file in files
                if file is not None
                for d in file.methods.get(method, ())
            }
            may = {one for one in found if self._may_be(one, wanted)}
            several = len(paths) > _MOST_FILES
            kept = {(posixpath.dirname(path), name) for path, name in may}
            self._implementers[place, method] = frozenset(kept | ({place} if several else set()))
        return self._implementers[place, method]

    def _may_be(self, place: Place, wanted: frozenset[str]) -> bool:
        spec = self._spec(self._home(place))
        if spec is not None and spec.kind == "interface":
            return False
        has = self._has(place, 0)
        return has is None or wanted <= has

    def _demanded(self, place: Place, depth: int) -> frozenset[str] | None:
        """The methods of an interface with those of the ones it embeds; those that are not known are left out."""
        spec = self._spec(place)
        if spec is None or spec.kind != "interface" or depth > _DEPTH:
            return None
        inner = (self._declared(name, spec.file) for name in spec.embedded)
        below = [self._demanded(one, depth + 1) for types in inner if types for one in types]
        return frozenset(spec.members).union(*filter(None, below))

    def _has(self, place: Place, depth: int) -> frozenset[str] | None:
        """The methods of a type with those of what it embeds; None where that is not all known."""
        spec = self._spec(self._home(place))
        if spec is None or spec.kind == "other" or depth > _DEPTH:
            return None
        if spec.kind == "interface":
            return self._demanded(place, depth)
        found = self._methods(place)
        for name in spec.embedded:
            types = self._declared(name, spec.file)
            for one in types or ():
                below = self._has(one, depth + 1)
                if below is None:
                    return None
                found |= below
            if types is None:
                return None
        return found

    def _methods(self, place: Place) -> frozenset[str]:
        """The methods that are written on a type itself, anywhere in its package."""
        path, name = place
        return frozenset(
            last
            for file in self._package(path, name)
            for last, methods in file.methods.items()
            if any(d.name == f"{name}.{last}" for d in methods)
        )

    # --- files

    def _home(self, place: Place) -> Place:
        """Where the type of a method is declared: often not in the file of the method."""
        path, name = place
        homes = (file.path for file in self._package(path, name) if name in file.classes)
        return next(homes, path), name

    def _package(self, path: str, word: str) -> Iterator[CodeFile]:
        """The files of the package of `path` that mention `word`."""
        known = self._code.mentioning(word)
        for other in [p for p in self._modules.package(path) if p in known][:_MOST_FILES]:
            if (file := self._code.file(other)) is not None:
                yield file

    def _spec(self, place: Place) -> Spec | None:
        file = self._code.file(place[0]) if place[0] else None
        return spec_of(file, place[1]) if file is not None else None

    @staticmethod
    def _all(found: Iterable[Types | None]) -> Types | None:
        """The types together; None where one is not known, or there is none."""
        every: set[tuple[str, str]] = set()
        for types in found:
            if not types:
                return None
            every |= types
        return frozenset(every) or None


def _value(receiver: str) -> str:
    """The name or chain that a receiver is, or the callee of the one call that it is; "" for anything else."""
    if _PLAIN.fullmatch(receiver):
        return receiver
    called = _CALL.match(receiver)
    if called is None:
        return ""
    return called[1] if closing(receiver, called.end() - 1) == len(receiver) - 1 else ""


def _together(verdicts: Iterable[Verdict]) -> Verdict:
    found = set(verdicts)
    return "yes" if "yes" in found else "no" if found == {"no"} else "maybe"


def _is_solid(line: str, value: str) -> bool:
    """Whether a line says that `value` is no interface: it points to one, `*bytes.Buffer`, or writes one down."""
    at = line.find(value)
    return line[at - 1 : at] == "*" or line[at + len(value) : at + len(value) + 1] == "{"


def _goes_on(line: str, value: str) -> bool:
    """Whether a part of what `value` gives is assigned: `= f(x).field`, `= v.(T)`, `= rows[0]`."""
    end = line.find(value) + len(value)
    opened = _GOES_ON.match(line, end)
    if opened is None:
        return line[end : end + 2] == ".("
    return opened[1] == "[" or _REST.match(line, closing(line, opened.end() - 1) + 1) is not None


def _is_named_elsewhere(name: str, given: list[Assignment], scope: int, file: CodeFile) -> bool:
    """Whether the function around declares the name on a line that no outline tells: second of several, of a range."""
    number = next(
        (n for n in file.inside(scope) if file.outline.definitions[n].kind in ("function", "method")), -1
    )
    if number < 0:
        return False
    around, known = file.outline.definitions[number], {one.line for one in given}
    declares = re.compile(rf"(?m)(?<![\w.]){name}\b[^=\n(){{}}]*:=")
    return any(
        file.text.count("\n", 0, found.start()) + 1 not in known
        for found in declares.finditer(file.text, around.start, around.end)
    )
