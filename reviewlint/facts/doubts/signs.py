"""Signs that a test of what changed may be there although none was seen to reach it.

Syntax does not lead from a test to all that it runs: a framework, a registry, a table, a page or another process may
lie between. Where an author has just written tests, or the code has a test file of its own name, a person tells sooner
whether they are meant for it than a machine that did not see how.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING

from reviewlint.facts.doubts.served import serves_anew
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reviewlint.facts.doubts.density import Density
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import Unit
    from reviewlint.facts.weakened.cases import Case


_CALLED = regex(r"([A-Za-z_]\w*)[!?]?\(")
_SAID = regex(r"(?:^[ \t]*|[.&])([a-z_]\w*)", re.MULTILINE)  # where a call needs no brackets
_UNREAD = (
    ".groovy", ".clj", ".cljs", ".cljc", ".fs", ".fsx", ".erl", ".ml", ".pl", ".t", ".r", ".R", ".jl", ".cr", ".nim",
    ".zig", ".m", ".mm", ".vb", ".feature", ".robot", ".rkt", ".v",
)  # fmt: skip
_TESTS = regex(r"(?i)(?:^|/)(?:tests?|specs?)/|(?:tests?|specs?|it)\.\w+$|(?:^|/)test_")
_NAMED = regex(r"(?:_?[tT]ests?|_?[sS]pec|IT|IntegrationTest)$|^[tT]est_?")
_BARE_CALLS = (".rb", ".ex", ".exs", ".hs", ".sh", ".bats", ".scala")
_COMPOUND = regex(r"[a-z0-9](?:_\w|[A-Z])")
_MOST_ASKED = 100  # files that are asked whether they define a function
_PLAIN = regex(r"^[A-Za-z]\w*$")
_CALLED_BY_FRAMEWORK = regex(
    r"(?i)controller|view|handler|resolver|resource|listener|subscriber|job|worker|consumer|command|middleware|plugin"
    r"|polic(?:y|ies)|serializer|filter|endpoint|route|page|component|admin|form|migration|(?<!web)hook|screen|widget"
)
_NOTHING = frozenset(
    (
        "print",
        "len",
        "str",
        "int",
        "range",
        "list",
        "dict",
        "set",
        "type",
        "isinstance",
        "sorted",
        "bool",
        "do",
        "end",
    )
)


class Doubt(Record):
    """A place that may hold the test, and what it is there."""

    message: str
    path: str
    line: int = 0


def doubts(facts: Facts, bare: Iterable[Unit], others: Iterable[Unit]) -> tuple[Doubt, ...]:
    """Why the units `bare`, which no test was seen to reach, may have one.

    Tests of the change that were not written for the changed units `others`, else a test file of each one's own, else
    one in a language that is not read, as Groovy's beside Java; else, unless they serve a new endpoint, one that starts
    the container or program which runs them, one of the page that a script works on, or, of a
    slight edit, a suite of some size.
    """
    bare = tuple(bare)
    signs = tuple(_written(facts, bare, others)) or _own(facts, bare) or _unread(facts, bare)
    if signs or any(serves_anew(facts, unit) for unit in bare):
        return signs
    return _started(facts, bare) or _browsed(facts, bare) or _dense(facts, bare)


def _dense(facts: Facts, units: tuple[Unit, ...]) -> tuple[Doubt, ...]:
    """The nearest file of a suite so thick that a test of each unit is likelier not seen than not written."""
    from reviewlint.facts.testwords import is_test_stem

    languages = {file.path: file.language for file in facts.files}
    wanted = {languages.get(unit.path, ""): unit.path for unit in units}
    found = []
    for language, path in wanted.items():
        suite = _hiding(facts, language, units)
        if suite is None:
            return ()
        nearest = max(suite.tests, key=lambda test: (is_test_stem(test), _shared_folders(test, path)))
        said = f"{len(suite.tests)} files of tests beside {suite.sources} of code: one may reach it unseen"
        found.append(Doubt(said, nearest))
    return tuple(found)


def _hiding(facts: Facts, language: str, units: tuple[Unit, ...]) -> Density | None:
    """The suite that may hide a test of such a change; of scripts that which works on pages in a browser, too."""
    from reviewlint.facts.said.bugfix import closes_hole
    from reviewlint.syntax.language import SCRIPTS

    suite = facts.suites.of(language)
    size = sum(unit.size for unit in units)
    decides = any(unit.decisions for unit in units) or closes_hole(facts.text)
    new = sum(unit.size for unit in units if unit.change == "added")
    draws = language in SCRIPTS and not (decides and facts.description.bugfix)
    if suite.hides(size, decides=decides, new=new, draws=draws):
        return suite
    pages = facts.suites.in_browser if draws and 2 * new < size else None
    return pages if pages is not None and pages.hides_pages else None


def _written(facts: Facts, bare: tuple[Unit, ...], others: Iterable[Unit]) -> Iterator[Doubt]:
    from reviewlint.facts.reach.suites.shared import speaks
    from reviewlint.facts.reach.testcode import browses, drives, in_browser
    from reviewlint.facts.roles.bypath import sets_up
    from reviewlint.syntax.language import SCRIPTS

    languages = {file.path: file.language for file in facts.files}
    wanted = {languages.get(unit.path, "") for unit in bare}
    pages_only = wanted <= {*SCRIPTS}
    cases = facts.test_changes.proving
    explained = set(_explained(cases, others))
    for case in cases:
        if (case.path, case.line) in explained or not _runs_something(facts, case):
            continue
        runs = in_browser(case.path) or browses(case.text) or (drives(case.text) and not pages_only)
        if runs or any(speaks(languages.get(case.path, ""), language) for language in wanted):
            yield Doubt(f"{case.name} is new or changed here", case.path, case.line)
    for file in facts.files:
        changed = file.role == "test" and not file.language and file.status in ("added", "modified")
        if changed and not sets_up(file.path):
            yield Doubt("what tests compare with is new or changed here", file.path)


def _runs_something(facts: Facts, case: Case) -> bool:
    """Whether a test calls anything beside what asserts: `assert True` is no sign of a test.

    What asserts by its name but is a function of the repository, `fail_test("let x")`, runs something for the test.
    """
    from reviewlint.facts.testwords import pattern

    calls = _SAID if case.path.endswith(_BARE_CALLS) else _CALLED
    asserts = pattern("assertions")
    names = [name for name in dict.fromkeys(calls.findall(case.text)) if name not in _NOTHING]
    asserting = [name for name in names if asserts.search(f"{name}(") or asserts.search(f".{name}(")]
    if len(asserting) < len(names):
        return True
    return any(_COMPOUND.search(name) and _is_defined(facts, name, case.path) for name in asserting)


def _is_defined(facts: Facts, name: str, path: str) -> bool:
    """Whether a file of the language of the one at `path` defines the function `name`."""
    index = facts.index
    own = (p for p in sorted(index.mentioning((name,))) if index.language(p) == index.language(path))
    said = re.compile(
        rf"\b(?:fn|def|func|fun|function|sub)\s+(?:self\.)?{name}\b|[\w>\]]\s+{name}\([^()]*\)[\w\s,]*\{{"
    )
    return any(said.search(index.text(p) or "") for p in islice(own, _MOST_ASKED))


def _explained(cases: Iterable[Case], others: Iterable[Unit]) -> Iterator[tuple[str, int]]:
    """The places of the tests that were seen to run one of `others`."""
    starts: dict[str, list[int]] = {}
    for case in cases:
        starts.setdefault(case.path, []).append(case.line)
    for lines in starts.values():
        lines.sort()
    for test in (test for unit in others for test in unit.tests if test.how == "in-diff"):
        before = bisect_right(starts.get(test.path, ()), test.line)
        if before:
            yield test.path, starts[test.path][before - 1]


def _own(facts: Facts, units: tuple[Unit, ...]) -> tuple[Doubt, ...]:
    """The test files named after the file of each unit; none unless each has one that proves something.

    What is new cannot have been in the mind of who wrote them.
    """
    from reviewlint.facts.weakened import proves

    if any(unit.change == "added" for unit in units):
        return ()
    found = []
    for path in dict.fromkeys(unit.path for unit in units):
        habit = facts.test_habit(path)
        if habit is None or not habit.exists or not _belongs(facts, habit.own, path):
            return ()
        if not proves(facts, habit.own):
            return ()
        if not any(_may_run(facts, habit.own, unit) for unit in units if unit.path == path):
            return ()
        found.append(Doubt(f"by its name for {path.rpartition('/')[2]}", habit.own))
    return tuple(found)


def _may_run(facts: Facts, test: str, unit: Unit) -> bool:
    """Whether a test file may run a unit: it names it, or could not, as of what stands behind other code."""
    name = unit.name.rpartition(".")[2]
    if (
        unit.kind not in ("function", "method")
        or not _PLAIN.match(name)
        or _CALLED_BY_FRAMEWORK.search(unit.path)
    ):
        return True
    from reviewlint.facts.doubts.standing import stands_behind

    return stands_behind(facts, unit, facts.index.text(test) or "")


def _unread(facts: Facts, units: tuple[Unit, ...]) -> tuple[Doubt, ...]:
    """The test files in languages that are not read, named for the file of each unit; none unless each has one.

    Of what is new it has to be seen that what the test calls leads to it.
    """
    from reviewlint.facts.doubts.standing import stands_behind

    named = {
        _NAMED.sub("", path.rpartition("/")[2].partition(".")[0]): path
        for path in facts.index.unread
        if path.endswith(_UNREAD) and _TESTS.search(path)
    }
    found = []
    for path in dict.fromkeys(unit.path for unit in units) if named else ():
        test = named.get(path.rpartition("/")[2].partition(".")[0])
        new = [unit for unit in units if unit.path == path and unit.change == "added"]
        if test is None or not all(stands_behind(facts, one, facts.index.text(test) or "") for one in new):
            return ()
        found.append(Doubt("a test by its name, in a language that is not read", test))
    return tuple(found)


def _started(facts: Facts, units: tuple[Unit, ...]) -> tuple[Doubt, ...]:
    from reviewlint.facts.doubts.contained import starting_tests
    from reviewlint.facts.doubts.programs import starting_programs

    containers = (Doubt("starts the container that runs it", path) for path in starting_tests(facts, units))
    programs = (Doubt("starts the program that runs it", path) for path in starting_programs(facts, units))
    return (*containers, *programs)


def _browsed(facts: Facts, units: tuple[Unit, ...]) -> tuple[Doubt, ...]:
    from reviewlint.facts.doubts.pagetests import mounting_tests, page_tests, selecting_tests, visiting_tests

    said, units = "works on elements of the same page", tuple(units)
    naming = tuple(
        Doubt(f"{said}, in a language that is not read", path) for path in page_tests(facts, units)
    )
    working = naming or tuple(Doubt(said, path) for path in selecting_tests(facts, units))
    shown = mounting_tests(facts, units) or visiting_tests(facts, units) if not working else ()
    return working or tuple(Doubt("shows a page that it runs on", path) for path in shown)


def _belongs(facts: Facts, test: str, path: str) -> bool:
    """Whether no other file of that name stands nearer to the test file than `path`."""
    name, near = path.rpartition("/")[2], _shared_folders(test, path)
    others = (one for one in facts.index.paths if one.rpartition("/")[2] == name and one != path)
    return all(_shared_folders(test, other) <= near for other in others)


def _shared_folders(one: str, other: str) -> int:
    return len(set(one.split("/")[:-1]) & set(other.split("/")[:-1]))
