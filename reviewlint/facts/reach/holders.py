"""What holds a use: a test, a definition that others use in turn, or the start of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.reach.browser.browsertests import command_around, commanding
from reviewlint.facts.reach.browser.components import component_of
from reviewlint.facts.reach.dispatch.indirect import kept_in
from reviewlint.facts.reach.dispatch.mixins import module_of
from reviewlint.facts.reach.imports.modules import Modules
from reviewlint.facts.reach.names import exported_by_default
from reviewlint.facts.reach.suites.cases import given_cases
from reviewlint.facts.reach.target import Target, is_class, of_definition
from reviewlint.facts.reach.testcode import HOOK, Honesty, is_story, is_test_path, test_around
from reviewlint.facts.reach.words import words
from reviewlint.facts.scripted.model import SCRIPTED
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS
from reviewlint.syntax.model import BLOCKS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.users import Use
    from reviewlint.syntax.model import Assignment, Definition

_MOST_ABOVE, _MOST_FILES = 3, 40  # classes above a test's, and files that are asked for one
_LAMBDA_LINES, _MOST_TESTS = 6, 5
_LAMBDA = regex(r"\blambda\b")
_EXPORTS = regex(
    r"^\s*(?:export\s+default\s+|module\.exports\s*=\s*)(?!async\b|function\b|class\b|new\b)[\w.$]+\("
)
_ROOT = regex(r"^\s*(?:await\s+|return\s+)?([A-Za-z_$][\w$]*)\s*(?:\.|::|\()")


Place = tuple[str, int]


class Edge(Record):
    """One step back from a use: to tests, or to a target that is searched for next."""

    line: int
    tests: tuple[tuple[str, int], ...]  # path and number of the definition
    target: Target | None
    cost: int
    by: str = ""  # as the use is, by what does not run for every test


class Holders:
    """Finds what holds a use, over one repository."""

    def __init__(self, code: Code) -> None:
        self._code, self._modules = code, Modules(code)
        self.honesty = Honesty(code)
        self._of_file: dict[str, tuple[int, ...]] = {}
        self._of_classes: dict[Place, tuple[Place, ...]] = {}
        self._asked: list[str] = []

    def every(self, use: Use, target: Target) -> tuple[Edge, ...]:
        """The edges from `use`; one for each name that is given a part of what it makes, at the top of a file."""
        edge = self.of(use, target)
        file = self._code.file(use.path) if edge is not None and use.scope < 0 else None
        if edge is None or file is None or edge.target is None or edge.target.kind != "variable":
            return () if edge is None else (edge,)
        names = unpacked_around(file, use.line) or (edge.target.name,)
        return tuple(edge._replace(target=edge.target._replace(qualified=name)) for name in names)

    def of(self, use: Use, target: Target) -> Edge | None:
        """The edge that leads back from `use` of `target`; None where it leads nowhere."""
        if use.kind == SCRIPTED:
            return Edge(use.line, ((use.path, -1),), None, use.cost)
        file = self._code.file(use.path)
        if file is None:
            return None
        in_test = is_test_path(use.path)
        header = _header(file, use.scope, use.line)
        number = use.scope if header is None else header
        test = test_around(file.outline, number, in_test)
        if test >= 0:
            honest = self.honesty.of(file, test) and not self.honesty.has_left(file, test, use.line)
            return Edge(use.line, ((use.path, test),), None, use.cost) if honest else None
        marks = use.kind == "decorator" and target.kind == "function" and target.name in file.line(use.line)
        if (header is None or marks) and not in_test and self._runs_on_import(use, target, file):
            return None
        if number < 0:
            return self._at_top(file, use, target, in_test)
        return self._inside(file, number, use, in_test)

    def _inside(self, file: CodeFile, number: int, use: Use, in_test: bool) -> Edge | None:
        outer = _outermost(file, number)
        definition = file.outline.definitions[outer]
        step = 0 if in_test else 1
        if definition.kind == "suite":
            tests = tuple(self._tests(file, lambda n: outer in file.inside(n)))
            return Edge(use.line, tests, None, use.cost) if tests else None
        if in_test and definition.kind in ("function", "method") and _is_hook(definition):
            around = definition.scope
            tests = tuple(self._tests(file, lambda n: around < 0 or around in file.inside(n)))
            if not tests and around >= 0 and is_class(file.outline.definitions[around]):
                tests = self._of_class(file, around)
            if tests:
                return Edge(use.line, tests, None, use.cost)
        if file.language == "go" and definition.name == "init" and use.kind == "value":
            registry = kept_in(
                file, use.line
            )  # what is only handed on when the package is loaded does not run then
            kept = Target(file.path, registry, "variable", file.language)
            return Edge(use.line, (), kept, step + use.cost) if registry else None
        if in_test and is_class(definition):
            tests = self._of_class(file, outer)
            if tests:
                return Edge(use.line, tests, None, use.cost)
        if in_test and (tested := given_cases(file, definition)):
            tests = tuple(self._tests(file, lambda n: n in tested))
            return Edge(use.line, tests, None, use.cost) if tests else None
        definition = _configured(file, definition)
        return Edge(use.line, (), of_definition(file.path, definition, file.outline), step + use.cost)

    def _of_class(self, file: CodeFile, number: int) -> tuple[Place, ...]:
        """A test of a class; else one that it inherits, or one of a class of the tests that extends it."""
        key = (file.path, number)
        if key not in self._of_classes:
            own = tuple(self._tests(file, lambda n: number in file.inside(n)))
            kin = own or self._kindred(file, number, above=True) or self._kindred(file, number, above=False)
            self._of_classes[key] = kin
        return self._of_classes[key]

    def _kindred(self, file: CodeFile, number: int, *, above: bool, depth: int = 0) -> tuple[Place, ...]:
        """The tests of the nearest classes of the tests `above` a class, or below it, that have any."""
        definition = file.outline.definitions[number]
        last = definition.name.rpartition(".")[2]
        for name in definition.bases if above else (last,):
            paths = (file.path, *sorted(filter(is_test_path, self._code.mentioning(name) - {file.path})))
            for other in filter(None, map(self._code.file, paths[:_MOST_FILES])):
                for n, one in enumerate(other.outline.definitions):
                    kin = one.name == name if above else name in one.bases
                    if not kin or not is_class(one) or (other, n) == (file, number):
                        continue
                    found = tuple(self._tests(other, lambda m, n=n, other=other: n in other.inside(m)))
                    if not found and depth < _MOST_ABOVE:
                        found = self._kindred(other, n, above=above, depth=depth + 1)
                    if found:
                        return found
        return ()

    def _at_top(self, file: CodeFile, use: Use, target: Target, in_test: bool) -> Edge | None:
        """A use outside of any definition: what it is assigned to, or what it is given to."""
        if is_story(use.path):
            tests = tuple(self._tests(file, lambda n: True))
            return Edge(use.line, tests, None, use.cost) if tests else None
        name = assigned_around(file, use.line).partition("[")[0]  # `READERS["csv"] = read_csv`
        if name:
            step = 0 if in_test else 1
            return Edge(use.line, (), Target(file.path, name, "variable", file.language), step + use.cost)
        if mixin := module_of(file, use.line):
            taken = Target(file.path, mixin, "class", file.language)
            return Edge(use.line, (), taken, (0 if in_test else 1) + use.cost)
        if in_test and (command := command_around(file, use.line)):
            return self._commanded(command, use, target)
        if in_test:
            tests = tuple(self._tests(file, lambda n: True))
            return Edge(use.line, tests, None, use.cost) if tests else None
        drawn = component_of(file)  # its script and markup run when it is drawn
        if drawn is not None:
            return Edge(use.line, (), drawn, (target.path != file.path) + use.cost)  # its own is a part of it
        if default := _default_around(file, use.line):
            return Edge(use.line, (), Target(file.path, default, "variable", file.language), 1 + use.cost)
        given = _ROOT.match(file.line(file.opening(use.line)))
        place = self._object(file, given[1]) if given else None
        return Edge(use.line, (), Target(*place, "variable", file.language), 1 + use.cost) if place else None

    def _commanded(self, command: str, use: Use, target: Target) -> Edge | None:
        """The tests that call a command which tests in a browser have, themselves or by another one."""
        tests = dict[Place, None]()
        if command not in self._asked:  # against circles
            self._asked.append(command)
            for file, call in commanding(command, self._code):
                edge = self.of(use._replace(path=file.path, scope=call.scope, line=call.line), target)
                tests |= dict.fromkeys(edge.tests if edge is not None else ())
                if len(tests) >= _MOST_TESTS:
                    break
            self._asked.pop()
        return Edge(use.line, tuple(tests), None, use.cost) if tests else None

    def _object(self, file: CodeFile, name: str) -> tuple[str, str] | None:
        """Where what a file calls `name` is made: here, or in a module of Python that it comes from."""
        if file.defines(name):
            return file.path, name
        places = self._modules.lookup(file.path, name) if file.language == "python" else None
        own = [place for place in sorted(places or ()) if place[1]]
        made = self._code.file(own[0][0]) if own else None
        return own[0] if made is not None and own[0][1] in made.assignments else None

    def _runs_on_import(self, use: Use, target: Target, file: CodeFile) -> bool:
        """A call that runs once, when the module is loaded: no test makes it run, unless its closures live on."""
        if file.language != "python" or use.kind not in ("call", "decorator"):
            return False
        around = file.outline.definitions[use.scope] if use.scope >= 0 else None
        if around is not None and not is_class(around):
            return False
        if _is_deferred(file, use.line):
            return False
        if target.kind == "class" or (target.kind == "method" and not target.constructs):
            return False
        own = self._code.file(target.path)
        name = target.qualified
        if own is None or any(d.name.startswith(name + ".") for d in own.outline.definitions):
            return False
        return not any(
            d.name == name and "lambda" in own.text[d.body : d.end] for d in own.outline.definitions
        )

    def _tests(self, file: CodeFile, wanted) -> Iterator[Place]:  # type: ignore[no-untyped-def]
        for number in self.tests_of(file):
            if wanted(number) and self.honesty.of(file, number):
                yield file.path, number
                return

    def tests_of(self, file: CodeFile) -> tuple[int, ...]:
        """The numbers of the tests of a file, those inside of a test left out."""
        if file.path not in self._of_file:
            outline, in_test = file.outline, is_test_path(file.path)
            every = range(len(outline.definitions))
            self._of_file[file.path] = tuple(n for n in every if test_around(outline, n, in_test) == n)
        return self._of_file[file.path]


def _configured(file: CodeFile, definition: Definition) -> Definition:
    """The class that an inner one configures, as Django's and Graphene's `Meta` do; any other definition itself."""
    last = definition.name.rpartition(".")[2]
    if is_class(definition) and definition.scope >= 0 and last in words().configuring:
        return file.outline.definitions[definition.scope]
    return definition


def _header(file: CodeFile, scope: int, line: int) -> int | None:
    """The definition whose decorators, bases or annotations the use stands in."""
    for number, definition in enumerate(file.outline.definitions):
        if definition.line > line:
            break
        if definition.scope == scope and line <= definition.end_line and definition.kind not in BLOCKS:
            return number
    return None


def _outermost(file: CodeFile, number: int) -> int:
    """The function around all inner ones, which is what can be called from elsewhere.

    One that a framework calls for a request is not called by the function that defines it.
    """
    for around in file.inside(number)[1:]:
        definition = file.outline.definitions[around]
        if definition.kind == "suite" or is_view(file.outline.definitions[number]):
            break
        if not is_class(definition):
            number = around
    return number


def is_view(definition: Definition) -> bool:
    """Whether a function is marked as what answers a route."""
    return any(map(words().views.match, definition.decorators))


def view_around(file: CodeFile, outer: Definition, lines: Collection[int]) -> Iterator[Definition]:
    """The view inside of a function that holds all of its `lines`: only who asks for that runs those."""
    inside = [line for line in lines if outer.line < line <= outer.end_line]
    for one in file.outline.definitions if inside else ():
        if outer.body <= one.start and one.end <= outer.end and is_view(one):
            first = file.text.count("\n", 0, one.start) + 1
            if all(first <= line <= one.end_line for line in inside):
                yield one


def _is_deferred(file: CodeFile, line: int) -> bool:
    """Whether what is assigned at `line`, outside of any function, may stand in a lambda, which runs later."""
    return any(
        _LAMBDA.search(file.line(number))
        for one in file.outline.assignments
        if one.line <= line <= one.end_line
        for number in range(max(one.line, line - _LAMBDA_LINES), line + 1)
    )


def assigned_around(file: CodeFile, line: int) -> str:
    """The name at the top of a file that is given what stands at `line`; "" for none."""
    found = ""
    for assignment in file.outline.assignments:
        if assignment.line > line:
            break
        if assignment.scope < 0 and line <= assignment.end_line and "." not in assignment.target:
            found = assignment.target
    return found


def _default_around(file: CodeFile, line: int) -> str:
    """A name of what a script exports by default, where it makes that of what stands at `line`: `withRouter(Cart)`."""
    if file.language not in SCRIPTS or not _EXPORTS.match(file.line(file.opening(line))):
        return ""
    names = exported_by_default(file.text)
    return min(names, key=lambda name: (not file.defines(name), name), default="")


def unpacked_around(file: CodeFile, line: int) -> tuple[str, ...]:
    """The names at the top of a file that are each given a part of what stands at `line`."""
    for one in file.outline.assignments if file.unpacked else ():
        if one.scope < 0 and one.line <= line <= one.end_line and one.line in file.unpacked:
            return file.unpacked[one.line]
    return ()


def given_around(file: CodeFile, function: str) -> Assignment | None:
    """The assignment at the top of a file of what a call makes of an object with that function in it."""
    lines = [d.line for d in file.outline.definitions if d.name == function and d.scope < 0]
    for one in file.outline.assignments if lines else ():
        inside = one.line < lines[0] <= one.end_line
        if inside and one.scope < 0 and one.value and "." not in one.target:
            return one
    return None


def _is_hook(definition: Definition) -> bool:
    last = definition.name.rpartition(".")[2]
    return HOOK.match(last) is not None or any(HOOK.search(mark) for mark in definition.decorators)
