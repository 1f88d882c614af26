"""The search: nearest first from a unit, against the direction of calls, until tests are met."""

from __future__ import annotations

from functools import partial
from heapq import heappop, heappush
from itertools import islice
from typing import TYPE_CHECKING, Literal

from reviewlint.facts.model import TestUse, Unit, within_one_class
from reviewlint.facts.reach.alive import Alive
from reviewlint.facts.reach.browser.components import draws, further
from reviewlint.facts.reach.browser.handlers import only_fired
from reviewlint.facts.reach.browser.mounted import mounting, mounts_in_code
from reviewlint.facts.reach.browser.templates import says_format
from reviewlint.facts.reach.browser.viewtests import draws_views
from reviewlint.facts.reach.code import Code
from reviewlint.facts.reach.dispatch.handed import is_named
from reviewlint.facts.reach.frameworks.contexts import later
from reviewlint.facts.reach.frameworks.events import fakes
from reviewlint.facts.reach.frameworks.providers import PROVIDER
from reviewlint.facts.reach.golives import GoLives
from reviewlint.facts.reach.holders import Edge, Holders, view_around
from reviewlint.facts.reach.imports.effects import loading
from reviewlint.facts.reach.imports.fallbacks import is_replaced
from reviewlint.facts.reach.imports.projects import Projects
from reviewlint.facts.reach.nearness import Horizon
from reviewlint.facts.reach.newmethods import NewMethods
from reviewlint.facts.reach.routes.addressed import requests
from reviewlint.facts.reach.routes.requests import Requests
from reviewlint.facts.reach.routes.verbs import marked, sends
from reviewlint.facts.reach.suites.doctests import Doctests
from reviewlint.facts.reach.suites.driven import Driven
from reviewlint.facts.reach.suites.golden import Golden
from reviewlint.facts.reach.suites.replaced import Replaced
from reviewlint.facts.reach.suites.shared import Shared
from reviewlint.facts.reach.suites.shellruns import ITSELF
from reviewlint.facts.reach.target import Target, is_class, of_definition
from reviewlint.facts.reach.testcode import in_browser, is_test_path, touched
from reviewlint.facts.reach.types.heirs import names_heirs, settled
from reviewlint.facts.reach.users import Use, Users
from reviewlint.facts.reach.words import words
from reviewlint.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reviewlint.facts.facts import Facts
    from reviewlint.facts.reach.code import CodeFile
    from reviewlint.facts.reach.nearness import Nearness

MAX_STEPS = 12
MAX_NODES = 600
MAX_TESTS = 10
MAX_MEMBERS = 20  # of a class that only a framework makes
_CHANGED = "changed"  # by a helper of tests in a browser that the change adds lines to
_DIRECT = 2  # parts of a chain from a test to what it names
_FURTHER = 1  # steps beyond the nearest test that are still looked at


class _Node(Record):
    steps: int
    number: int  # of its discovery: no two nodes are compared further
    target: Target
    chain: tuple[str, ...]
    way: tuple[Target, ...]
    known: bool = True  # whether a file on the way says of what type the unit is
    by: str = ""  # what lies on the way that does not run for every test


class Reach:
    """Searches over one repository; what one unit's search reads, the next one's reuses."""

    def __init__(self, facts: Facts, touched: frozenset[str]) -> None:
        self._code = Code(facts.index)
        self._users = Users(self._code)
        self._holders = Holders(self._code)
        self._requests = Requests(facts, self._code)
        self._shared = Shared(facts, self._code, self._holders.honesty)
        self._doctests = Doctests(facts, self._code)
        self._golden = Golden(facts, self._code, self._holders.honesty)
        self._driven = Driven(facts, self._code, self._holders.honesty)
        self._projects = Projects(facts.index)
        self._touched, self._facts = touched, facts
        self._tests = frozenset(filter(is_test_path, touched))
        near = self._code.within(self._tests)
        self._near_users, self._near_holders = Users(near), Holders(near)
        self._direct: dict[tuple[str, str, int], tuple[TestUse, ...]] = {}
        self._uses: dict[Target, list[Use]] = {}
        self._replaced = Replaced(self._code, self._users.hierarchy)
        self._edges: dict[tuple[Target, bool], tuple[tuple[str, Edge], ...]] = {}
        self._alive = Alive(self._code, self._users.hierarchy, self._leads, self._is_used)
        self._horizon = Horizon(facts, touched, self._code, self._holders)
        self._new = NewMethods(facts, touched, self._code, self._users.hierarchy)
        self._lives = GoLives(self._code, self._users, partial(self._is_used, helped=True))

    def of_the_diff(self, unit: Unit) -> tuple[TestUse, ...]:
        """The honest tests of the diff that use `unit` itself, told from the files of the diff alone.

        A doubtful use (a method of its name, on an object of which nothing is known) does not count.
        """
        key = (unit.path, unit.name, unit.line)
        if key not in self._direct:
            start = self._start(unit)
            found: dict[tuple[str, int], TestUse] = {}
            for use in self._near_users.of(start) if start is not None and self._tests else ():
                near = use.path in self._tests and not use.cost
                counts = near and start is not None and self._projects.sees(use.path, start)
                edge = self._near_holders.of(use, start) if start is not None and counts else None
                node = _Node(1, 0, start, (unit.called,), (start,)) if start is not None else None
                for place, test in edge.tests if edge is not None else ():
                    if place in self._touched and edge and node and not self._mocked(place, test, node):
                        self._add(found, node, use.path, edge, place, test)
            self._direct[key] = _ranked(found)
        return self._direct[key]

    def tests_of(self, unit: Unit, within: Nearness | None = None) -> tuple[TestUse, ...]:
        """The honest tests that exercise `unit`, best first: in the diff, then by steps, then by place.

        One of the diff that is near enough for `within` does: no others are looked for then, none further off.
        """
        if within is not None and (here := self.of_the_diff(unit)):
            return here
        start = self._start(unit)
        found: dict[tuple[str, int], TestUse] = {}
        if start is not None:
            callers = self._search(unit, start, found, within)
            alive = not any(map(_is_led_to, found.values())) or self._alive.of(start)
            found = {
                place: test
                for place, test in found.items()
                if not _is_led_to(test) or (alive and self._lives.of(start, test.path))
            }
            if not found and (unit.kind == "class" or (start.constructs and not self._is_made(start))):
                self._search_members(unit, found, within)
            if not found:
                self._provided(unit, start, found)
            if not any(test.how == "in-diff" for test in found.values()):
                found |= {(test.path, test.line): test for test in self._shared.of(unit) if unit.name}
                found |= {(test.path, test.line): test for test in self._golden.of(unit) if unit.name}
                found |= {(test.path, test.line): test for test in self._doctests.of(unit)}
            if not found:
                found |= {(test.path, test.line): test for test in self._doctests.of_callers(unit, callers)}
        return _ranked(found)

    def driven(self, unit: Unit, taken: frozenset[str]) -> tuple[TestUse, ...]:
        """The tests of the change that run the whole application and may be meant for `unit`."""
        return tuple(self._driven.of(unit, taken))

    def showing(self, path: str) -> tuple[TestUse, ...]:
        """The tests in a browser that show a page which mounts the script at `path`."""
        if (way := mounting(path, self._code)) is None:
            return ()
        drawn = [place[:2] for place in self._users.templates.writing(way)]
        found: dict[tuple[str, int], TestUse] = {}
        for place, number in dict.fromkeys((*drawn, *mounts_in_code(path, self._code))):
            file = self._code.file(place)
            if file is not None:
                definition = file.outline.definitions[number]
                start = of_definition(place, definition, file.outline)
                unit = Unit(
                    place, definition.name, "method", "modified", definition.line, definition.end_line, True
                )
                self._search(unit, start, found, None)
        return _ranked({place: test for place, test in found.items() if in_browser(test.path)})

    def _search(
        self, unit: Unit, start: Target, found: dict[tuple[str, int], TestUse], within: Nearness | None
    ) -> list[Target]:
        """Adds to `found` the tests that lead to `start`; gives what else does, nearest first."""
        knowing = self._new.knowing(unit, start)
        first = only_fired(self._code.file(unit.path), unit, self._facts.sources)
        seen = {(start, first): 1}  # by what does not run for every test, too; whether it is known
        queue, number = [_Node(1, 0, start, (unit.called,), (start,), knowing is None, first)], 0
        nearest, most = MAX_STEPS, self._horizon.of(start, within)

        def enough() -> bool:
            return within is not None and any(
                test.steps <= within.new for test in found.values() if test.how == "in-diff"
            )

        while queue and number < MAX_NODES:
            node = heappop(queue)
            if node.steps > nearest + _FURTHER or (len(found) >= MAX_TESTS and node.steps >= nearest):
                break
            for path, edge in self._from(node.target, enough):
                known = node.known or knowing is None or self._new.knows(path, edge, start, knowing)
                by, counts = self._by(node, path, edge, start), known and self._projects.sees(path, start)
                edge = edge._replace(cost=edge.cost + further(by)) if edge.tests else edge
                for place, test in edge.tests if counts else ():
                    line = edge.line if place == path else 0
                    if by and not self._runs(by, place, test, line, start):
                        continue
                    if not self._lives.packages.sees(place, start) or self._mocked(place, test, node):
                        continue
                    nearest = min(nearest, node.steps + edge.cost)
                    self._add(found, node, path, edge, place, test, by)
                following = edge.target
                if (
                    following is None
                    or node.steps + edge.cost > MAX_STEPS
                    or max(seen.get((following, one), -1) for one in ("", by)) >= known
                ):
                    continue
                chain, way = (following.label, *node.chain), (following, *node.way)
                if node.steps + edge.cost - within_one_class(chain) > most:
                    continue
                seen[following, by] = known
                number += 1
                heappush(queue, _Node(node.steps + edge.cost, number, following, chain, way, known, by))
            if enough():
                break
        return list(dict.fromkeys(target for target, _ in seen))[1:]

    def _leads(self, target: Target) -> Iterator[Edge]:
        return (edge for _, edge in self._edges_of(target, False))

    def _is_used(self, target: Target, *, helped: bool = False) -> bool:
        """Whether a test leads to `target`, or nobody names what is no function; `helped`: or another part of tests."""
        found: dict[tuple[str, int], TestUse] = {}
        unit = Unit(target.path, target.qualified, target.kind, "modified", 1, 1, True)
        leading = self._search(unit, target, found, None)
        if helped:
            return bool(found) or any(is_test_path(one.path) for one in leading)
        return bool(found) or (target.kind != "function" and not self._uses.get(target))

    def _is_made(self, constructor: Target) -> bool:
        """Whether anybody uses a constructor, or its class in another way."""
        owner = Target(constructor.path, constructor.owner, "class", constructor.language)
        return bool(self._uses.get(constructor)) or any(self._users.of(owner))

    def _by(self, node: _Node, path: str, edge: Edge, start: Target) -> str:
        """What lies on the way behind `edge`; a new line of a browser test's helper is for what it runs."""
        helps = path in self._tests and in_browser(path)
        new = helps and edge.line in self._facts.sources.added(path)
        own = "" if edge.by == ITSELF and node.target == start else edge.by
        by = f"{node.by} {own} {_CHANGED if new else ''}".strip()
        return settled(by, edge.target, start, self._code, self._users.modules)

    def _runs(self, by: str, path: str, test: int, line: int, start: Target) -> bool:
        """Whether a test runs what lies behind an event, a route, or an object of which it has to call a method.

        `line` is the one of its file that leads there.
        """
        file = self._code.file(path)
        if file is None or ITSELF in by.split() or ("event" in by.split() and fakes(file)):
            return False
        if PROVIDER in by.split() and later(start, self._facts.sources.added(start.path), self._code):
            return False
        return (
            is_named(by, file, test, start)
            and names_heirs(by, file)
            and says_format(by, file)
            and draws_views(by, file)
            and requests(by, file, test)
            and sends(by, file, test, line)
            and draws(by, file)
        )

    def _mocked(self, path: str, test: int, node: _Node) -> bool:
        """Whether something else stands in the place of what the test would run on its way."""
        file = self._code.file(path)
        return file is not None and self._replaced.on_the_way(file, test, node.chain, node.way)

    def _provided(self, unit: Unit, start: Target, found: dict[tuple[str, int], TestUse]) -> None:
        """The tests whose base lists the provider that a method belongs to."""
        lines = self._facts.sources.added(unit.path)
        for path, number, line in self._users.contexts.providing(start, lines):
            file = self._code.file(path)
            if file is not None and self._holders.honesty.of(file, number):
                edge = Edge(line, ((path, number),), None, 1)
                self._add(found, _Node(1, 0, start, (unit.called,), (start,)), path, edge, path, number)

    def _search_members(
        self, unit: Unit, found: dict[tuple[str, int], TestUse], within: Nearness | None
    ) -> None:
        """The tests of a method of a class that only a framework makes: its body and constructor run for them."""
        file = self._code.file(unit.path)
        owner = unit.name if unit.kind == "class" else unit.name.rpartition(".")[0]
        if file is None:
            return
        inside = (d for d in file.outline.definitions if d.name.startswith(f"{owner}.") and not is_class(d))
        for definition in islice((d for d in inside if d.name != unit.name), MAX_MEMBERS):
            member = unit._replace(name=definition.name, kind="method", line=definition.line)
            self._search(member, of_definition(unit.path, definition, file.outline), found, within)
            if found:
                return

    def _start(self, unit: Unit) -> Target | None:
        file = self._code.file(unit.path)
        if file is None:
            return None
        if not unit.name:
            return self._module(file, "", self._facts.sources.added(file.path) - file.defined)
        owner, _, last = unit.name.rpartition(".")
        name = owner if last in words().configuring and owner else unit.name  # it says how its class is made
        named = [d for d in file.outline.definitions if d.name == name]
        here = [d for d in named if d.line == unit.line] or named
        if here and is_replaced(here[0], file, self._code, self._users.modules):
            return None
        lines = self._facts.sources.added(unit.path) if here and unit.change == "modified" else frozenset()
        own = file.filled(here[0], lines) if here else frozenset()
        if own and self._requests.are_known_routes(file, own, unit.name):
            return self._module(file, unit.name, own)
        here = [*view_around(file, here[0], lines), *here] if here else here
        return of_definition(unit.path, here[0], file.outline) if here else self._handed(file, unit)

    def _handed(self, file: CodeFile, unit: Unit) -> Target | None:
        """A function without a name that the file hands to a call, used as what stands outside of definitions is."""
        within = frozenset(range(unit.line, unit.end_line + 1)) - file.defined
        lines = within & self._facts.sources.added(file.path) or within
        return self._module(file, unit.name, lines, loaded=True) if unit.kind == "function" else None

    def _module(self, file: CodeFile, name: str, lines: frozenset[int], *, loaded: bool = False) -> Target:
        """What a file does at some lines, called `name`, used by who asks for the routes that it serves there.

        `loaded`: and by who loads the file for what it does.
        """
        module = Target(file.path, name, "file", file.language)
        if (module, True) not in self._edges:
            uses = [*self._requests.of_module(file.path, lines)]
            places = loading(file, self._code, self._users.modules) if loaded else ()
            uses += [Use(*place, "call") for place in places]
            edges = ((use.path, self._holders.of(use, module)) for use in uses)
            self._edges[(module, True)] = tuple(dict.fromkeys((path, edge) for path, edge in edges if edge))
        return module

    def _from(self, target: Target, enough: Callable[[], bool]) -> Iterator[tuple[str, Edge]]:
        """The edges that lead back from `target`: by its uses, then by requests that it answers."""
        yield from self._edges_of(target, False)
        if not enough():
            yield from self._edges_of(target, True)

    def _edges_of(self, target: Target, asked: bool) -> tuple[tuple[str, Edge], ...]:
        """The edges of its uses, or (`asked`) of the requests that it answers, each once."""
        if (target, asked) not in self._edges:
            if target not in self._uses:
                self._uses[target] = list(self._users.of(target))
            uses: Iterable[Use] = self._uses[target]
            verbs = marked(self._users.verbs(target)) if asked else ""
            edges: dict[tuple[str, Edge], None] = {}
            for use in self._requests.of(target, uses) if asked else uses:
                for edge in self._holders.every(use, target):
                    if edge.target != target:
                        edges[(use.path, edge._replace(by=use.by or verbs))] = None
            self._edges[(target, asked)] = tuple(edges)
        return self._edges[(target, asked)]

    def _add(
        self,
        found: dict[tuple[str, int], TestUse],
        node: _Node,
        path: str,
        edge: Edge,
        place: str,
        test: int,
        by: str = "",
    ) -> None:
        file = self._code.file(place)
        line = edge.line if place == path else (file.outline.definitions[test].line if file else 1)
        is_new = _CHANGED in by.split() or (
            place in self._touched and touched(file, test, self._facts.sources.added(place))
        )
        how: Literal["in-diff", "existing"] = "in-diff" if is_new else "existing"
        use = TestUse(place, line, how, node.steps + edge.cost, (f"{place}:{line}", *node.chain))
        found.setdefault((place, line), use)


def _ranked(found: dict[tuple[str, int], TestUse]) -> tuple[TestUse, ...]:
    ranked = sorted(found.values(), key=lambda t: (t.how != "in-diff", t.steps, t.path, t.line))
    return tuple(ranked[:MAX_TESTS])


def _is_led_to(test: TestUse) -> bool:
    """Whether a test runs a unit by something else, and does not name it itself."""
    return len(test.via) > _DIRECT
