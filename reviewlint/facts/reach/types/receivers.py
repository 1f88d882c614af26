"""What stands before the dot: may the receiver of a call be an object of a given family of classes?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from reviewlint.facts.reach.code import MARKED
from reviewlint.facts.reach.dispatch.byname import sounds_like
from reviewlint.facts.reach.frameworks.contained import asked_for, given, is_chosen_by_text
from reviewlint.facts.reach.imports.modules import EXACT
from reviewlint.facts.reach.imports.packagevars import held
from reviewlint.facts.reach.imports.rustmodules import knows_another, may_stand_for
from reviewlint.facts.reach.target import SELF, Target
from reviewlint.facts.reach.types.bases import is_interface
from reviewlint.facts.reach.types.bound import bound
from reviewlint.facts.reach.types.elixirmodules import bare, names_module
from reviewlint.facts.reach.types.factories import Factories
from reviewlint.facts.reach.types.fluent import without_fluent
from reviewlint.facts.reach.types.generic import Generic
from reviewlint.facts.reach.types.gotypes import GoTypes
from reviewlint.facts.reach.types.namesakes import Namesakes, as_imported, noun
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.imports.modules import Modules
    from reviewlint.facts.reach.types.hierarchy import Family, Hierarchy, Sought
    from reviewlint.syntax.model import Assignment, Reference

Verdict = Literal["yes", "no", "maybe"]

_ABOVE = {"php": ("parent",), "csharp": ("base",)}  # anywhere else those are names of variables
_IMPLICIT = frozenset(
    ("java", "kotlin", "scala", "csharp", "ruby", "swift", "dart", "elixir")
)  # no receiver is needed
_LITERAL = regex(r"^[\"'`\[{\d]|[\"'`]$")
_GOES_ON = regex(r"\)\s*\.\s*\w+")  # `Form().field`: not what the call gives
_PLAIN = regex(r"^\s*=\s*(?:[\[{\d\"']|[bfru]{1,2}[\"'])")
_CALLED = regex(r"^(?:await |new |&|\*|\()*([A-Za-z_$@][\w$.:@]*)\(.*\)$", re.DOTALL)
_FIRST = regex(r"\w*")
_POINTED = regex(r"^\([&*]+([\w.]+)\)$")  # `(&cart).Total()`
_ARGUMENTS = regex(r"\(.*\)$|\[.*\]$", re.DOTALL)
_WORD = regex(r"[A-Za-z_]\w*")
_VAGUE = frozenset(
    (
        "any", "Any", "object", "Object", "unknown", "var", "auto", "interface", "T", "Mock", "MagicMock", "mock",
    )
)  # fmt: skip
_BUILT_IN = frozenset(
    (
        "dict", "list", "set", "frozenset", "tuple", "str", "bytes", "bytearray", "int", "float", "bool", "len",
        "range", "open", "repr",
    )
)  # fmt: skip
_FIELD = ("$this.", "this.")
_FACTORY = regex(r"^(?:new|make|create|build|get|New|Make|Create|Build|Get|setup|init|spy|mock)_?")


class Receivers:
    """Judges receivers over one repository."""

    def __init__(self, code: Code, modules: Modules, hierarchy: Hierarchy) -> None:
        self._code, self._modules, self._hierarchy = code, modules, hierarchy
        self._factories, self.generic = Factories(code, modules), Generic(code, modules, hierarchy)
        self._namesakes, self._gotypes = Namesakes(code, hierarchy), GoTypes(code, modules)

    def verdict(self, reference: Reference, target: Target, file: CodeFile, sought: Sought) -> Verdict:
        """Whether the receiver of `reference`, standing in `file`, may be an object that runs the method."""
        family = sought.family
        own = self._code.file(target.path) if file.language in MARKED else None
        if own is not None and not own.may_mean(reference, target.qualified):
            return "no"
        receiver = reference.receiver.rstrip("?!").replace("::", ".").replace("->", ".").replace("?.", ".")
        receiver = _POINTED.sub(r"\1", receiver)
        receiver = asked_for(reference.receiver) or receiver
        if not receiver:
            return self._without(reference, target, file, family)
        if is_chosen_by_text(reference.receiver, reference.scope, file):
            return "no"
        root = receiver.partition(".")[0]
        if receiver in SELF or receiver == "type(self)" or receiver.endswith((".__class__", ".constructor")):
            return self._own(reference, target, file, family)
        if _FIRST.match(receiver)[0] in ("super", *_ABOVE.get(file.language, ())):  # type: ignore[index]
            around = file.class_around(reference.scope)
            return "yes" if self._hierarchy.above(family, file.path, around, target.name) else "no"
        if root not in SELF and _LITERAL.search(receiver):
            return "no" if file.language != "ruby" else "maybe"
        last = _last(receiver)
        exact = sought.made(last)
        if file.language == "elixir" and (named := names_module(receiver, file, family)) is not None:
            return "yes" if named else "no"
        if exact is not None:
            return "yes" if exact and not self._is_other_type(receiver, file, family) else "no"
        if receiver in _BUILT_IN and file.language == "python":
            return "no"
        found = self._typed(receiver, reference.scope, file, sought)
        if found != "maybe":
            return found
        if not may_stand_for(reference, target, file, self._code):
            return "no"
        word = noun(receiver, last)
        if not sounds_like(word, family.below) or self._is_elsewhere(target, file):
            return "no" if self._namesakes.another(word, file, sought) else "maybe"
        return "yes"

    def _is_elsewhere(self, target: Target, file: CodeFile) -> bool:
        """Whether a Go file knows nothing of the package of the method: types of one name stand in many."""
        package = self._modules.package(target.path) if file.language == "go" else ()
        return (
            bool(package)
            and file.path not in package
            and not any(
                target.path in self._modules.files(entry.module, file.path) for entry in file.outline.imports
            )
        )

    def stands_for(self, receiver: str, scope: int, file: CodeFile, sought: Sought) -> Verdict:
        """Whether a name or a chain, in a scope of `file`, may be an object that runs the method."""
        exact = sought.made(_last(receiver))
        if exact is not None:
            return "yes" if exact else "no"
        if receiver in SELF:
            return "yes" if self._is(file.path, file.class_around(scope), sought.family) else "no"
        return self._typed(receiver, scope, file, sought)

    def may_stand_in(self, reference: Reference, file: CodeFile, sought: Sought) -> bool:
        """Whether a receiver in Go is declared to be of an interface, all methods of which the family's class has."""
        return self._gotypes.may_stand_in(reference.receiver, reference.scope, file, sought)

    def _without(self, reference: Reference, target: Target, file: CodeFile, family: Family) -> Verdict:
        """A method called by its name alone: of the own class, or imported like a function."""
        if file.language == "ruby":
            around = file.class_around(reference.scope)
            return "yes" if around and self._is(file.path, around, family) else "maybe"
        if file.language == "elixir" and (told := bare(reference, file, family)):
            return told
        if file.language not in _IMPLICIT:
            return "yes" if _in_body(reference, target, file) else "no"
        if any(
            entry.name == reference.name and entry.module.endswith(family.start.name)
            for entry in file.outline.imports
        ):
            return "yes"
        for number in file.inside(reference.scope):
            definition = file.outline.definitions[number]
            if self._is(file.path, definition.name, family):
                return "yes"
        return "maybe" if file.language == "kotlin" else "no"

    def _own(self, reference: Reference, target: Target, file: CodeFile, family: Family) -> Verdict:
        """A call on the object itself: one of the family, unless a class between has its own such method."""
        around = file.class_around(reference.scope)
        if not around:
            return "maybe"
        if not self._is(file.path, around, family):
            mixed = around.rpartition(".")[2] in family.mates
            return "yes" if mixed else "maybe" if file.language == "ruby" else "no"
        if around == target.owner and file.path == target.path:
            return "yes"
        below = [c for c in family.down if (c.path, c.qualified) == (file.path, around)]
        if not below:
            return "yes"
        heirs = self._hierarchy.inheriting(family, target.name, target.line)
        return "yes" if below[0] in heirs else "no"

    def _is(self, path: str, qualified: str, family: Family) -> bool:
        if (path, qualified) in family.places:
            return True
        file = self._code.file(path)
        if file is None or self._is_other_type(qualified.rpartition(".")[2], file, family):
            return False
        return (
            bool(qualified)
            and self._code.index.language(path) not in EXACT
            and qualified.rpartition(".")[2] in family.names
        )

    def _typed(self, receiver: str, scope: int, file: CodeFile, sought: Sought, depth: int = 0) -> Verdict:
        """By what was assigned to the receiver, or what its type is declared to be."""
        if told := bound(receiver, scope, file, self._code, self._hierarchy):
            return self._made_by(told, -1, file, sought, depth + 1, made=False)
        if file.language == "go" and not depth:
            declared = self._gotypes.verdict(receiver, scope, file, sought)
            if declared != "maybe":
                return declared
        called = _CALLED.match(receiver)
        if called:
            behind = without_fluent(receiver, sought.family, self._code) if depth < 3 else receiver
            exactly = sought._replace(declared=sought.heirs)
            if behind != receiver and self._typed(behind, scope, file, exactly, depth + 1) == "yes":
                return "yes"
            return self._made_by(called[1].replace("::", "."), scope, file, sought, depth, made=True)
        for other, one in held(receiver, scope, file, sought.family, self._code, self._modules):
            if self._made_by(one.value, one.scope, other, sought, depth + 1, made=True) == "yes":
                return "yes"
        if receiver.partition(".")[0] in SELF or "." not in receiver:
            found = self._assigned(receiver, scope, file, sought, depth)
            if found != "maybe":
                return found
        if receiver.partition(".")[0] in SELF:
            return self._inherited(receiver, scope, file, sought) if "." in receiver else "maybe"
        if any(
            receiver.partition(".")[0] in file.outline.definitions[n].parameters for n in file.inside(scope)
        ):
            return "maybe"
        if file.language in EXACT:
            places = self._modules.chain(file.path, receiver, scope)
            if places is not None:
                return self._at(places, sought)
        root = file.imports.get(receiver) if file.language not in EXACT else None
        return "no" if root and receiver[:1].isupper() else "maybe"

    def _at(self, places: Iterable[tuple[str, str]], sought: Sought) -> Verdict:
        """The receiver is something at the top of a file: a class, a module, or a value."""
        found: Verdict = "no"
        for path, name in places:
            file = self._code.file(path)
            if file is None or not name:
                continue
            if name in file.classes:
                places = sought.family.places
                mine = name in sought.heirs and any((path, d.name) in places for d in file.classes[name])
                return "yes" if mine else "no"
            found = "maybe" if not file.assignments.get(name) else self._assigned(name, -1, file, sought, 1)
            if found != "no":
                return found
        return found

    def _assigned(self, receiver: str, scope: int, file: CodeFile, sought: Sought, depth: int) -> Verdict:
        if depth > 3:
            return "maybe"
        scopes = {-1, *file.inside(scope)}
        plain = "." not in receiver and not receiver.startswith("@")
        verdicts = set()
        assigned = [*file.assignments.get(receiver, ())]
        if file.language == "php":  # `$this->store` is kept as `this->store`
            assigned += file.assignments.get(receiver.lstrip("$").replace(".", "->"), ())
        if not plain:
            assigned += [
                a
                for a in file.assignments.get(receiver.rpartition(".")[2].lstrip("@"), ())
                if a not in assigned
            ]
        for assignment in assigned:
            if plain and assignment.scope not in scopes and not _is_field(file, assignment.scope):
                continue
            if contained := given(file, assignment) if assignment.value else "":
                verdicts.add(self._made_by(contained, assignment.scope, file, sought, depth + 1, made=False))
            elif assignment.value:
                line = file.line(assignment.line)
                made = f"{assignment.value}(" in line
                found = self._made_by(assignment.value, assignment.scope, file, sought, depth + 1, made=made)
                if found != "yes" and (back := self.generic.given_back(assignment, file)):
                    found = self._made_by(back, assignment.scope, file, sought, depth + 1, made=True)
                verdicts.add("maybe" if found == "no" and made and _GOES_ON.search(line) else found)
            elif _is_literal(file, assignment):
                verdicts.add("no")
        for told in (
            file.documented.get(receiver.partition(".")[2], ()) if receiver.startswith(_FIELD) else ()
        ):
            verdicts.add(self._made_by(told, -1, file, sought, depth + 1, made=False))
        if "yes" in verdicts:
            return "yes"
        return "no" if verdicts == {"no"} else "maybe"

    def _inherited(self, receiver: str, scope: int, file: CodeFile, sought: Sought) -> Verdict:
        """By what the classes above the one around, in other files, assign to a field of the object."""
        around = file.class_around(scope)
        for above in self._hierarchy.family(file.path, around).up[:8] if around else ():
            other = self._code.file(above.path)
            if other is not None and other is not file:
                found = self._assigned(receiver, -1, other, sought, 1)
                if found != "maybe":
                    return found
        return "maybe"

    def _made_by(
        self, value: str, scope: int, file: CodeFile, sought: Sought, depth: int, *, made: bool
    ) -> Verdict:
        """By the callee, name or type on the right of an assignment."""
        value = as_imported(value.lstrip("&*@").replace("::", ".").replace("->", "."), file)
        parts = value.split(".")
        last, family = parts[-1], sought.family
        if self._is_other_type(parts[0], file, family) or (
            last in family.names and self._is_namesake(value, file, family)
        ):
            return "no"
        if last in family.names:
            if made and parts[0] in SELF and "." not in family.start.qualified:
                return "maybe"  # a field that holds a class, whichever that is: `Cache = LRUCache`, `self.Cache()`
            return "yes" if last in (sought.heirs if made else sought.declared) else "no"
        if last in sought.fronts:
            return "yes"
        if spoken := family.names.intersection((*parts, *(_FACTORY.sub("", part) for part in parts))):
            alone = len(parts) == 1
            return "no" if alone and all(self._is_namesake(one, file, family) for one in spoken) else "yes"
        if last in _VAGUE or parts[0] in _VAGUE or not last:
            return "maybe"
        if value in SELF or self._local(parts[0], scope, file):
            return "maybe"
        if value in _BUILT_IN and made and file.language == "python":
            return "no"
        returns, home = self._factories.gives(value, file, scope)
        if returns:
            words = _WORD.findall(returns)
            if family.names.intersection(words):
                if home.language in EXACT and self._is_namesake(returns.strip("()*[] "), home, family):
                    return "no"
                return "yes" if sought.declared.intersection(words) else "no"
            if len(words) != 1 or words[0] in _VAGUE:
                return "maybe"
            made_here = home.language in SCRIPTS and words[0][:1].isupper()
            return self._foreign(words[0], home) if made_here else "maybe" if self._loose(file) else "no"
        if made and value == last and file.language == "csharp" and depth < 3:
            for home, helper in self.generic.helpers(last, file, scope)[:1]:  # methods have large names there
                told = helper.returns.rstrip("?")
                known = told.isidentifier() and told not in _VAGUE and helper.kind == "method"
                return self._made_by(told, -1, home, sought, depth + 1, made=False) if known else "maybe"
        if last[:1].isupper() and (parts[:-1] == [] or file.language in EXACT):
            return self._foreign(last, file)
        small = file.language == "go" and value == last and last not in file.assignments
        if small and self._foreign(last, file) == "no":
            return "no"
        if depth < 3 and len(parts) <= 2 and value != "" and file.assignments.get(value):
            return self._assigned(value, scope, file, sought, depth + 1)
        if file.language in EXACT and len(parts) > 1 and not self._local(parts[0], scope, file):
            places = self._modules.chain(file.path, parts[0])
            if places is not None and not places:
                return "no"
        return "maybe"

    def _is_namesake(self, value: str, file: CodeFile, family: Family) -> bool:
        """Whether a type as written in `file` is another one of that name: of another package, of another module."""
        if file.language not in EXACT or family.start.name != value.rpartition(".")[2]:
            return False
        of_package = value.partition(".")[0] in file.imports or file.language != "go"
        places = (
            self._modules.chain(file.path, value if of_package else value.rpartition(".")[2]) or frozenset()
        )
        types = [(p, n) for p, n in places if n and (f := self._code.file(p)) is not None and n in f.classes]
        own = family.homes(self._modules) if file.language == "go" else frozenset(p for p, _ in family.places)
        alone = len(types) == len(places) or file.language == "go"  # places of methods
        return bool(types) and alone and not any(p in own for p, _ in places)

    def _is_other_type(self, name: str, file: CodeFile, family: Family) -> bool:
        """Whether a name in a file of Rust is a type that only has the name of the family's own class."""
        start = family.start
        if (
            file.language != "rust"
            or name != start.name
            or any(path == file.path for path, _ in family.places)
        ):
            return False
        return knows_another(name, Target(start.path, start.qualified, "class", "rust"), file, self._code)

    def _local(self, name: str, scope: int, file: CodeFile) -> bool:
        return any(name in file.outline.definitions[n].parameters for n in file.inside(scope))

    def _foreign(self, name: str, file: CodeFile) -> Verdict:
        """A class or type of another family. Structural interfaces say nothing of who implements them."""
        if file.language == "go":
            known = self._modules.lookup(file.path, name) or ()
            types = [(f, n) for p, n in known if (f := self._code.file(p)) and n in f.classes]
            return "no" if types and not any(is_interface(f, n) for f, n in types) else "maybe"
        if self._loose(file):
            paths = self._code.mentioning(name)
            for path in sorted(paths)[:20]:
                other = self._code.file(path)
                if other is not None and is_interface(other, name):
                    return "maybe"
        return "no"

    @staticmethod
    def _loose(file: CodeFile) -> bool:
        return file.language in SCRIPTS | {"go", "rust"}


def _in_body(reference: Reference, target: Target, file: CodeFile) -> bool:
    """A method named in the body of its own class: `total = property(_total)`."""
    if file.path != target.path or reference.scope < 0:
        return False
    return file.outline.definitions[reference.scope].name == target.owner


def _is_literal(file: CodeFile, assignment: Assignment) -> bool:
    """Whether a plain list, mapping, text or number is assigned."""
    return _PLAIN.search(file.line(assignment.line).partition(assignment.target)[2]) is not None


def _is_field(file: CodeFile, scope: int) -> bool:
    return scope >= 0 and file.outline.definitions[scope].kind in ("class", "type", "interface")


def _last(receiver: str) -> str:
    return _ARGUMENTS.sub("", receiver).rpartition(".")[2].strip("()!?*&@$")
