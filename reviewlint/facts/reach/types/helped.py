"""What is called on the object that a test hands on: by its helpers, `verify(decoder)`, or by what a library runs."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from reviewlint.facts.reach.frameworks.runners import run_by_library
from reviewlint.facts.reach.testcode import is_test_path, test_around
from reviewlint.facts.reach.types.generic import arguments, given_at, takes
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.imports.modules import Modules
    from reviewlint.facts.reach.target import Target
    from reviewlint.facts.reach.types.hierarchy import Family, Hierarchy, Sought
    from reviewlint.facts.reach.types.receivers import Receivers
    from reviewlint.facts.reach.users import Use
    from reviewlint.syntax.model import Definition, Reference

_MOST_FILES, _MOST_CALLERS, _DEPTH = 40, 60, 3
_PLAIN = regex(r"^(?:await\s+|new\s+|&|mut\s+)+")
_CALL = regex(r"^(\w+)\s*\(")
_TYPED = frozenset(
    ("java", "kotlin", "scala", "csharp", "go", "typescript", "tsx")
)  # elsewhere a helper's call is any's
_MAKES = regex(r"^(?:[\w.]*\.)?[A-Z]\w*(?:\.new)?\b|^[\"'\d\[{]")
_UNTYPED = frozenset(("python", "ruby", "javascript"))
_OWN = frozenset(("", "this", "self", "$this", "Self", "super"))


class Helped:
    """Finds over one repository the calls of helpers in tests that run a method of what they are given."""

    def __init__(self, code: Code, modules: Modules, hierarchy: Hierarchy, receivers: Receivers) -> None:
        self._code, self._modules, self._hierarchy = code, modules, hierarchy
        self._receivers, self._generic = receivers, receivers.generic
        self._run: dict[tuple[str, int, int], frozenset[str]] = {}
        self._handed: dict[str, dict[str, list[tuple[Reference, int]]]] = {}

    def calls(self, target: Target, family: Family) -> Iterator[tuple[str, int, int]]:
        """(path, scope, line) of the calls that hand an object of exactly the method's type to such a helper."""
        if target.constructs or target.name.startswith("_") or target.language not in _TYPED:
            return
        sought = self._hierarchy.sought(family, target.name)
        yield from run_by_library(target, sought, self._code, self._modules, self._receivers)
        exactly = sought._replace(declared=sought.heirs)
        known = filter(is_test_path, self._code.mentioning(*sought.heirs))
        for path in sorted(known)[:_MOST_FILES]:
            file = self._code.file(path) if self._code.index.language(path) == target.language else None
            for call, number in self._handed_in(file).get(target.name, ()) if file is not None else ():
                given = given_at(file, call.line, call.name) if file is not None else ()
                if file and number < len(given) and self._is_such(given[number], call.scope, file, exactly):
                    yield path, call.scope, call.line

    def narrowed(self, uses: Iterable[Use], target: Target, family: Family) -> Iterator[Use]:
        """The uses, but for one of a parameter of a test's helper that may be of many a class: in its place the calls
        of the helper, unless they hand over an object of another class. Where it surely is one, that costs no more.
        """
        sought = self._hierarchy.sought(family, target.name)
        bases = {one.name for one in family.up} - family.below
        for use in uses:
            found = self._parameter(use, target)
            if (
                found is None
                or not _is_open(found, use.scope, bases)
                or len(self._calling(*found[:2])) > _MOST_CALLERS
            ):
                yield use
                continue
            for path, scope, line, verdict in self._handing(*found, sought, 0):
                cost = use.cost if verdict == "yes" else 1
                yield use._replace(path=path, scope=scope, line=line, kind="call", cost=cost)

    def _parameter(self, use: Use, target: Target) -> tuple[CodeFile, Definition, int] | None:
        """The helper of tests that a use stands in, and the number of the parameter that it calls the method of."""
        file = self._code.file(use.path) if is_test_path(use.path) else None
        helper = _helper_around(file, use.scope) if file is not None else None
        if file is None or helper is None:
            return None
        on = {r.receiver for r in file.references.get(target.name, ()) if r.line == use.line}
        at = next((n for n, name in enumerate(takes(helper, file)) if {name} == on), -1)
        return (file, helper, at) if at >= 0 else None

    def _handing(
        self, home: CodeFile, helper: Definition, at: int, sought: Sought, depth: int
    ) -> Iterator[tuple[str, int, int, str]]:
        """The calls of a helper that may hand it an object that runs the method, and whether they surely do; none
        where there are too many."""
        name = helper.name.rpartition(".")[2]
        paths = self._calling(home, helper)
        for path in sorted(paths) if len(paths) <= _MOST_CALLERS and depth < _DEPTH else ():
            file = self._code.file(path) if self._code.index.language(path) == home.language else None
            for call in file.references.get(name, ()) if file is not None else ():
                given = given_at(file, call.line, name) if file is not None and call.kind == "call" else ()
                verdict = (
                    self._verdict(given[at], call.scope, file, sought) if file and at < len(given) else "no"
                )
                if file is None or verdict == "no":
                    continue
                around = _helper_around(file, call.scope)
                names = takes(around, file) if around is not None else ()
                if around is not None and given[at] in names:
                    yield from self._handing(file, around, names.index(given[at]), sought, depth + 1)
                else:
                    yield path, call.scope, call.line, verdict

    def _calling(self, home: CodeFile, helper: Definition) -> frozenset[str]:
        """The files that may call a helper: those that name it, of too many those that know its class or module."""
        owner, _, name = helper.name.rpartition(".")
        paths = self._code.mentioning(name)
        if len(paths) <= _MOST_CALLERS:
            return paths
        stem = posixpath.basename(home.path).partition(".")[0]
        known = self._hierarchy.family(home.path, owner).below if owner else (stem,)
        return paths & (self._code.mentioning(*known) | {home.path})

    def _handed_in(self, file: CodeFile) -> dict[str, list[tuple[Reference, int]]]:
        """By method, the calls in a file of helpers that run it, with the number of the parameter they run it of."""
        if file.path not in self._handed:
            found = defaultdict(list)
            for call in file.outline.references:
                for number, method in self._running(call, file) if call.kind == "call" else ():
                    found[method].append((call, number))
            self._handed[file.path] = dict(found)
        return self._handed[file.path]

    def _running(self, call: Reference, file: CodeFile) -> list[tuple[int, str]]:
        """The numbers of the parameters of a helper of tests that is called, and the methods that it runs of each."""
        helpers = self._generic.helpers(call.name, file, call.scope) if call.receiver in _OWN else ()
        return sorted(
            {
                (number, method)
                for home, helper in helpers
                if is_test_path(home.path)
                for number, name in enumerate(takes(helper, home))
                for method in self._run_on(home, helper, name, number, 0)
            }
        )

    def _run_on(
        self, file: CodeFile, helper: Definition, name: str, number: int, depth: int
    ) -> frozenset[str]:
        """The methods that a helper runs on one of its parameters, or has further helpers run."""
        key = (file.path, helper.start, number)
        if key not in self._run:
            self._run[key] = frozenset()  # against circles
            body = file.text[helper.body : helper.end]
            found = set(re.findall(rf"(?<![\w.$]){re.escape(name)}\s*[?!]*\.\s*(\w+)\s*\(", body))
            inside = (r for r in file.outline.references if helper.line <= r.line <= helper.end_line)
            for call in inside if depth < _DEPTH else ():
                if call.kind == "call" and call.receiver in _OWN and call.name != name:
                    given = given_at(file, call.line, call.name)
                    for home, other in (
                        self._generic.helpers(call.name, file, call.scope) if name in given else ()
                    ):
                        taken = takes(other, home)
                        for at in (n for n, one in enumerate(given) if one == name and n < len(taken)):
                            found |= self._run_on(home, other, taken[at], at, depth + 1)
            self._run[key] = frozenset(found)
        return self._run[key]

    def _is_such(self, given: str, scope: int, file: CodeFile, exactly: Sought) -> bool:
        """Whether an argument is an object of a class that runs the very method."""
        return self._verdict(given, scope, file, exactly) == "yes"

    def _verdict(self, given: str, scope: int, file: CodeFile, sought: Sought) -> str:
        source = _PLAIN.sub("", given)
        called = _CALL.match(source)
        if called is not None:
            back = self._generic.of_call(called[1], tuple(arguments(source, called.end() - 1)), file, scope)
            source = f"{back}()" if back else source
        found = self._receivers.stands_for(source, scope, file, sought)
        is_open = found == "no" and file.language in _UNTYPED and _MAKES.match(source) is None
        return "maybe" if is_open else found


def _helper_around(file: CodeFile, scope: int) -> Definition | None:
    """The function around something in a test file, if it is no test itself."""
    around = file.function_around(scope)
    if around < 0 or test_around(file.outline, around, is_test_path(file.path)) >= 0:
        return None
    return file.outline.definitions[around]


def _is_open(found: tuple[CodeFile, Definition, int], scope: int, bases: set[str]) -> bool:
    """Whether a parameter is declared to be of a class above, or of none in a language that asks for no types."""
    file, helper, at = found
    inside = file.inside(scope)
    given = [one.value for one in file.assignments.get(takes(helper, file)[at], ()) if one.scope in inside]
    return any(value in bases for value in given) or (file.language in _UNTYPED and not given)
