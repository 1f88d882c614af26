"""Methods that nobody names: called by syntax, or by a framework that their class extends."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from reviewlint.facts.reach.dispatch.traits import trait_of
from reviewlint.facts.reach.frameworks.livewire import only_by_name
from reviewlint.facts.reach.routes.verbs import answered
from reviewlint.facts.reach.target import is_class
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.types.hierarchy import speak
from reviewlint.facts.reach.types.operators import Operators
from reviewlint.facts.reach.words import words

if TYPE_CHECKING:
    from collections.abc import Collection

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.imports.modules import Modules
    from reviewlint.facts.reach.target import Target
    from reviewlint.facts.reach.types.hierarchy import Class, Family, Hierarchy
    from reviewlint.facts.reach.types.receivers import Receivers
    from reviewlint.syntax.model import Reference

_ACCESS = ("__getattr__", "__getattribute__")  # of whatever is asked of an object, by its name in the code
_MOST_HEIRS = 20
_MOST = 200  # files that are asked whether they name a method


class Unnamed:
    """Tells over one repository which methods run without being named."""

    def __init__(self, code: Code, modules: Modules, hierarchy: Hierarchy, receivers: Receivers) -> None:
        self._code, self._modules, self._hierarchy = code, modules, hierarchy
        self._receivers, self._operators = receivers, Operators(receivers)
        self._known: dict[tuple[str, str], frozenset[str]] = {}
        self._asking: dict[Class, bool] = {}

    def cost(self, target: Target, family: Family) -> int | None:
        """The steps from who makes an object to its method `target`; None where making one does not run it."""
        table = words()
        if target.name in table.bygone.get(target.language, ()):
            return None
        bases = family.outside or self._beside(target, family)
        if any(target.name in table.called_by.get(base, ()) for base in bases):
            return 0
        if is_hook(target, bases):
            return 1
        if target.language == "php" and table.contexts["provides"].fullmatch(target.name):
            return None  # by who lists the provider, and not what stands in closures
        if target.name in table.given or answered(target, bases):
            return 1
        if self._is_of_library(target):
            return 0
        if table.calls_itself(target.name, target.language) or self._is_operator(target):
            return 0 if self._is_spoken(target, family) else None
        if only_by_name(target, self._code):
            return None
        plain = table.plain_bases.get(target.language, frozenset())
        outside = frozenset() if self._is_asked_by_name(target, family) else bases - plain
        # A public method of a type that only its package can name is there for an interface.
        tacit = target.language == "go" and target.owner_name[:1].islower() and target.name[:1].isupper()
        asked = self._is_dispatched(target, family)
        if target.name in table.common:
            return 1 if asked else None  # who names it means another
        hook = tacit or (outside and self._overrides(target, outside)) or asked
        return 1 if hook and not self._is_named(target, family) else None

    def _beside(self, target: Target, family: Family) -> frozenset[str]:
        """The outside bases of the classes that take in a mixin, whose method stands before theirs.

        It does where the mixin is named first, and where it hands on to theirs by `super()`.
        """
        file = self._code.file(target.path) if target.language == "python" and family.down else None
        if file is None:
            return frozenset()
        own = [d for d in file.methods.get(target.name, ()) if d.name == target.qualified]
        hands = any(f"super().{target.name}(" in file.text[d.body : d.end] for d in own)
        heirs = family.down[:_MOST_HEIRS]
        first = [one for one in heirs if not family.below.isdisjoint(one.bases[:-1])]
        families = (self._hierarchy.family(h.path, h.qualified) for h in (heirs if hands else first))
        return frozenset().union(*(one.outside for one in families))

    def _is_asked_by_name(self, target: Target, family: Family) -> bool:
        """Whether all that a class extends outside of the repository runs only what somebody names, and known hooks."""
        quiet = words().quiet_bases.get(target.language)
        if quiet is None or quiet["hooks"].fullmatch(target.name):
            return False
        ends = [one for one in (family.start, *family.up) if not family.outside.isdisjoint(one.bases)]
        heads = (
            file.text[d.start : file.text.find("\n", d.start)]
            for one in ends
            if (file := self._code.file(one.path)) is not None
            for d in file.classes.get(one.name, ())
            if d.name == one.qualified
        )
        return bool(ends) and all(quiet["bases"].search(head) for head in heads)

    def _is_dispatched(self, target: Target, family: Family) -> bool:
        """Whether a class asks itself for methods by names that its code does not write: `getattr(self, node.kind)`."""
        asks = words().dispatches.get(target.language)
        if asks is None or target.name.startswith("__"):
            return False
        for one in (family.start, *family.up):
            if one not in self._asking:
                file = self._code.file(one.path)
                bodies = (
                    (d.body, d.end)
                    for same in (file.methods.values() if file is not None else ())
                    for d in same
                    if d.name.startswith(f"{one.qualified}.") and not d.name.endswith(_ACCESS)
                )
                self._asking[one] = file is not None and any(
                    _asks_freely(asks, file.text, *body) for body in bodies
                )
            if self._asking[one]:
                return True
        return False

    def _overrides(self, target: Target, outside: frozenset[str]) -> bool:
        """Whether a method says that it replaces one of a class above, where a language has it say so."""
        marks, unmarked = (table.get(target.language) for table in (words().overrides, words().unmarked))
        file = self._code.file(target.path) if marks is not None else None
        if marks is None or file is None or (unmarked and any(map(unmarked.match, outside))):
            return True
        own = [d for d in file.methods.get(target.name, ()) if d.name == target.qualified]
        return any(marks.search(f"{' '.join(d.decorators)} {file.text[d.start : d.body]}") for d in own)

    def _is_of_library(self, target: Target) -> bool:
        """Whether the library of a language calls such a method, by its name and what it takes: `Read([]byte)`."""
        takes = words().library.get(target.language, {}).get(target.name)
        file = self._code.file(target.path) if takes is not None else None
        own = file.methods.get(target.name, ()) if file is not None else ()
        return any(
            takes.search(file.text, d.start, d.body)
            for d in own
            if takes and file and d.name == target.qualified
        )

    def _is_operator(self, target: Target) -> bool:
        """Whether a method runs where an operator is written: `operator fun contains`, `impl Add for Money`."""
        file = self._code.file(target.path) if target.name in _marked_operators(target.language) else None
        if file is not None and target.language == "rust":
            return trait_of(file, target)[0].lower() == target.name.replace("_", "")
        own = file.methods.get(target.name, ()) if file is not None else ()
        return file is not None and any("operator" in file.text[d.start : d.body] for d in own)

    def _is_spoken(self, target: Target, family: Family) -> bool:
        """Whether somebody writes the operator, or calls the function, by which the language calls the method."""
        table = words()
        operator = table.operators.get(target.language, {}).get(target.name)
        if operator is not None and not self._is_written(operator, target.name, family):
            return False
        word = table.spoken.get(target.name)
        return word is None or self._is_said(word, target.name, family)

    def _is_said(self, word: str, method: str, family: Family) -> bool:
        """Whether a file that knows the class or its one object calls what runs the method.

        What `asked_of_tests` runs has to be a test's call, on what may be such an object: else only failures write it.
        """
        files = self._code.mentioning(*word.split()) & self._knowing(family)
        if method not in words().asked_of_tests or not words().collections.isdisjoint(family.outside):
            return any(is_test_path(path) or method != "__repr__" for path in files)
        asking = sorted(path for path in files if is_test_path(path) or method != "__repr__")
        read = (file for path in asking if (file := self._code.file(path)) is not None)
        return any(self._asks(file, word, method, family) for file in read)

    def _asks(self, file: CodeFile, word: str, method: str, family: Family) -> bool:
        """Whether a call of `word` in a test file is on an object of the class, or stands beside its name."""
        own = self._code.file(family.start.path)
        names = {name for name in family.below | _objects(own, family) if name in file.references}
        near = {_around(file, one) for name in names for one in file.references[name]}
        sought = self._hierarchy.sought(family, method)
        for call in (call for one in word.split() for call in file.references.get(one, ())):
            around = file.function_around(call.scope)
            if around in near or -1 in near or _helps(file, around, near):
                return True
            on = re.search(rf"\b{call.name}\(\s*([A-Za-z_][\w.]*)", file.line(call.line))
            verdict = self._receivers.stands_for(on[1], call.scope, file, sought) if on else "maybe"
            if verdict == "yes" or (verdict == "maybe" and not names):
                return True
        return False

    def _is_written(self, operator: str, method: str, family: Family) -> bool:
        """Whether a test, or other code, that knows the class writes the operator that runs the method."""
        wanted = re.compile(operator, re.MULTILINE)
        inside = {path for path, _ in family.places if not is_test_path(path)}
        paths = sorted(self._knowing(family) - inside)[:_MOST]
        files = (file for path in paths if (file := self._code.file(path)) is not None)
        return self._operators.written(wanted, self._hierarchy.sought(family, method), files)

    def _knowing(self, family: Family) -> frozenset[str]:
        """The files that know of a class: they name it, hold what a test that names it inherits, or load its module.

        The last only where no other file names it: of what a module keeps to itself, who loads it makes objects.
        """
        place = (family.start.path, family.start.qualified)
        if place not in self._known:
            paths = self._code.mentioning(*family.below) | self._holding(family)
            if not paths - {family.start.path}:
                paths |= self._modules.loading(family.start.path)
            outer = family.start.qualified.rpartition(".")[0]
            if outer and not outer.endswith("<locals>"):
                paths |= self._knowing(self._hierarchy.family(family.start.path, outer))
            self._known[place] = paths | self._inherited(paths)
        return self._known[place]

    def _holding(self, family: Family) -> frozenset[str]:
        """The files that mention objects of a class that its module makes: `T = Root()`."""
        made = _objects(self._code.file(family.start.path), family)
        few = (
            self._modules.loading(family.start.path) if any(len(name) == 1 for name in made) else frozenset()
        )
        return self._code.mentioning(*made) | few

    def _inherited(self, paths: frozenset[str]) -> frozenset[str]:
        """The files of classes that classes of these test files extend: what they run stands there."""
        found: set[str] = set()
        for path in sorted(filter(is_test_path, paths))[:_MOST]:
            file = self._code.file(path)
            for same in file.classes.values() if file is not None else ():
                for one in same:
                    above = self._hierarchy.family(path, one.name).up if one.bases else ()
                    found |= {base.path for base in above if is_test_path(base.path)}
        return frozenset(found)

    def _is_named(self, target: Target, family: Family) -> bool:
        """Whether somebody calls it, or may do so: what is known to be another class's does not count."""
        sought = self._hierarchy.sought(family, target.name)
        paths = self._code.mentioning(target.name)
        own = sorted(p for p in paths if speak(self._code.index.language(p), target.language))
        for path in own[:_MOST]:
            file = self._code.file(path)
            for reference in file.references.get(target.name, ()) if file is not None else ():
                if file is None or _passes_on(reference, target, file):
                    continue
                if self._receivers.verdict(reference, target, file, sought) != "no":
                    return True
        return False


def is_hook(target: Target, bases: Collection[str]) -> bool:
    """Whether a framework, which has one of a class's `bases`, calls the method `target`, whoever else does so."""
    return any(
        one.methods.fullmatch(target.name) is not None and any(map(one.bases.search, bases))
        for one in words().hooks.get(target.language, ())
    )


def _marked_operators(language: str) -> Collection[str]:
    """The operators of a language that has methods say that they are one."""
    return words().operators[language] if language in ("kotlin", "rust") else ()


def _asks_freely(asks: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Whether a body asks for a method by a name of which it writes no part: not by `name = f"visit_{kind}"`."""
    return any(
        not re.search(rf"\b{re.escape(found[1])}\s*=[^=\n]*[\"']", text[start:end])
        for found in asks.finditer(text, start, end)
    )


def _objects(file: CodeFile | None, family: Family) -> frozenset[str]:
    """The names at the top of a file that are given objects of a class."""
    given = file.outline.assignments if file is not None else ()
    return frozenset(one.target for one in given if one.scope < 0 and one.value in family.below)


def _around(file: CodeFile, reference: Reference) -> int:
    """The number of the function that a reference stands in, or whose marks it stands among; -1 outside of all."""
    around = file.function_around(reference.scope)
    if around >= 0:
        return around
    marked = ((n, d) for n, d in enumerate(file.outline.definitions) if d.decorators and not is_class(d))
    lines = ((n, bisect_right(file.starts, d.start), bisect_right(file.starts, d.body)) for n, d in marked)
    return next((n for n, first, last in lines if first <= reference.line <= last), -1)


def _helps(file: CodeFile, number: int, near: Collection[int]) -> bool:
    """Whether one of the functions `near` calls the function of that number in its file."""
    name = file.outline.definitions[number].name.rpartition(".")[2] if number >= 0 else ""
    return any(file.function_around(one.scope) in near for one in file.references.get(name, ()))


def _passes_on(reference: Reference, target: Target, file: CodeFile) -> bool:
    """Whether a class hands over to the one above: by `super().run()`, in Python by `Base.run(self)`, too."""
    above = file.language == "python" and reference.receiver.startswith(target.owner_name)
    return reference.receiver.startswith("super") or (above and bool(file.class_around(reference.scope)))
