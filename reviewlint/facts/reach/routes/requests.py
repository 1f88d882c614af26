"""Requests to a route: a test that asks for `/orders/1` exercises the handler of `GET /orders/{id}`."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from reviewlint.facts.model import VERBS
from reviewlint.facts.reach.browser.components import FAR, PAGE
from reviewlint.facts.reach.browser.pages import AROUND, bases, given_to, is_home, is_root, mounts, shown
from reviewlint.facts.reach.browser.testids import LookedUp
from reviewlint.facts.reach.routes.around import AROUND_ROUTE
from reviewlint.facts.reach.routes.clients import Clients
from reviewlint.facts.reach.routes.conventions import by_convention, is_action, names_all
from reviewlint.facts.reach.routes.graphql import documents
from reviewlint.facts.reach.routes.helped import given_with_view
from reviewlint.facts.reach.routes.home import first_page, is_first, is_slash
from reviewlint.facts.reach.routes.inline import binds
from reviewlint.facts.reach.routes.laravel import LED, leading
from reviewlint.facts.reach.routes.openparts import known_part
from reviewlint.facts.reach.routes.remote import Remote
from reviewlint.facts.reach.routes.rescued import rescued
from reviewlint.facts.reach.routes.routenames import RouteNames
from reviewlint.facts.reach.routes.stubbed import answered_for, answers_itself
from reviewlint.facts.reach.routes.urls import asks_for, is_asked, is_compared, same_verb, shows, spoken
from reviewlint.facts.reach.suites.shellruns import by_shell
from reviewlint.facts.reach.suites.subcommands import by_subcommand
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.users import Use
from reviewlint.facts.scripted import asking
from reviewlint.facts.scripted.model import SCRIPTED
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from reviewlint.facts.endpoints.around import Around
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import Endpoint
    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.syntax.model import Literal

_MOST_FILES = 120
_PARAMETER = regex(r"\{[^{}]*\}|<[^<>]*>|\(\?P<[^()]*\)|(?<=/)[:*][\w?]*(?:\([^()]*\))?|\[\.*[\w-]+\]")
_FORMAT = regex(r"\.\{_?format\??\}$|\(\.:format\)$|\.:format$")  # an ending that may be left out
_ORIGIN = regex(r"^\s*(?:\w[\w+.-]*://[^/?#\s]*|\{\}(?=/))")
_REST = regex(  # the end of a route that takes all that is below it
    r"(?:/?\{\w+:\s*\.[*+]\}|/\{\*\*?\w+\}|/\{\w+\.\.\.\}|/\*\*?\w*|/<path:\w+>|/\[\.\.\.\w+\]|/:\w+\*|/:\w+\(\.\*\)\*?)/?$"
)
_FRONT = regex(r"(?i)^(?:\w*api\w*|rest|v?\d[\w.]*|[a-z])$")  # below it is much that other routes answer
_DECLARED = frozenset(("java", "scala"))  # of which files that are no code declare routes
_COMPOSED = frozenset(("php", "csharp"))  # of which no file tells its routes alone
_DECLARES = regex(r"(?:^|/)conf/[\w.-]*routes$")
_WORD = regex(r"[A-Za-z_]\w+")
_PARTS = regex(r"::|[.#:]")
_MAKERS = frozenset(("as_view", "asView"))  # what makes a view of a class, and is none of its methods
_OF_OBJECT = regex(r"(?:\.|->|::)\w*(?:[uU]rl|[uU]ri|[pP]ath)\w*\(\s*[\"'`]$")


class Requests:
    """Finds requests in tests over one repository."""

    def __init__(self, facts: Facts, code: Code) -> None:
        self._facts, self._code = facts, code
        self._names, self._clients, self._remote = RouteNames(code), Clients(code), Remote(code)
        self._looked_up = LookedUp(code)
        self._served: dict[str, tuple[Endpoint, ...]] = {}

    def of(self, target: Target, uses: Iterable[Use]) -> Iterator[Use]:
        """The requests in tests that `target` answers."""
        if target.kind in ("variable", "file") or is_test_path(target.path):
            return
        uses = list(uses)
        yield from (Use(*place[:3], "call", 2 + place[3]) for place in self._looked_up.of(target))
        yield from (Use(*place, "call", 1) for place in answered_for(target, self._code))
        yield from (Use(*place, "call", 1) for place in by_subcommand(target, uses, self._code))
        yield from (Use(*place[:3], "call", 1, place[3]) for place in by_shell(target, self._code))
        yield from (Use(*place, "call") for place in rescued(target, self._code))
        named = {(target.path, 0)} | {(use.path, use.line) for use in uses if not is_test_path(use.path)}
        led = list(leading(target, self._code)) if (target.language, target.kind) == LED else []
        places = named | {(path, line) for path, line, _ in led if line}
        routes: dict[tuple[str, str], str] = {}
        pages: dict[tuple[str, str], None] = {}
        for endpoint in self._declared if target.kind == "method" and target.language in _DECLARED else ():
            if _answers(endpoint, target, 0, 0):
                routes[(endpoint.method, endpoint.route)] = endpoint.path
        around = {(use.path, use.line) for use in uses if use.by == AROUND_ROUTE}
        whole = target.language in SCRIPTS and is_root(target.path)
        for path, line in sorted(places):
            if names_all(target, path):
                continue
            file = self._code.file(path) if line else None
            first = file.opening(line) if file is not None else line
            for endpoint in self._endpoints(path):
                beside = (path, line) in around and first <= endpoint.line <= line
                if beside or _answers(endpoint, target, first, line):
                    routes[(endpoint.method, endpoint.route)] = path
            for endpoint in binds(file, line, self._endpoints(path)) if file is not None else ():
                routes[(endpoint.method, endpoint.route)] = path
            if file is not None and (one := given_with_view(file, line, target, self._endpoints(path))):
                routes[one] = path
            pages |= dict.fromkeys(given_to(file, line) if file is not None else ())
            whole = whole or (file is not None and mounts(file, line))
        known = by_convention(target, self._code, self._endpoints)
        if target.language in SCRIPTS:
            pages |= dict.fromkeys(known)
        else:
            routes |= dict.fromkeys(known, target.path)
        yield from (Use(*place, "call") for place in self._remote.calling(target, bool(routes)))
        yield from self._anywhere() if whole else ()
        for kind, route in pages:
            yield from self._visiting(route, FAR * (kind == AROUND))
        for (method, route), home in routes.items():
            yield from self._reaching(target, method, route)
            yield from self._at_home(target, method, route, home)
            if target.language == "csharp" and route != route.lower():  # routes there know no capitals
                yield from self._reaching(target, method, route.lower())
            yield from (Use(*place, "call") for place in self._clients.asking(method, route, home))
            if target.language == "ruby":
                yield from self._names.by_helper(method, route)
        yield from self._names.of(target, named, led)
        yield from documents(target, self._code, places)

    def of_module(self, path: str, lines: Collection[int]) -> Iterator[Use]:
        """The requests in tests for what `path` answers with code at `lines` that stands in no definition."""
        endpoints = sorted(self._endpoints(path), key=lambda endpoint: endpoint.line)
        asked = {bisect_right(endpoints, line, key=lambda endpoint: endpoint.line) for line in lines}
        for number in sorted(asked - {0}):
            last = endpoints[number - 1]
            for endpoint in (e for e in endpoints if e.line == last.line):
                yield from self._asking(endpoint.method, endpoint.route)

    def are_known_routes(self, file: CodeFile, lines: Collection[int], name: str) -> bool:
        """Whether each of some changed lines of `name` binds a route to something else, as one was before.

        What such a line does is done for who asks, not for who sets all routes up.
        """
        served = (one for one in self._endpoints(file.path) if one.protocol == "http" and _can_be_asked(one))
        known = {one.line for one in served if _PARTS.split(one.handler)[-1] != name.rpartition(".")[2]}
        if not known or not all(n in known or file.opening(n) in known for n in lines):
            return False
        added = {one.line for one in self._facts.endpoints.added if one.path == file.path}
        return not any(n in added or file.opening(n) in added for n in lines)

    def _endpoints(self, path: str) -> tuple[Endpoint, ...]:
        if path not in self._served:
            self._served[path] = self._serve(path)
        return self._served[path]

    def _serve(self, path: str) -> tuple[Endpoint, ...]:
        from reviewlint.facts.endpoints import routes_of
        from reviewlint.facts.endpoints.families import families_of
        from reviewlint.facts.endpoints.framework import frameworks_of
        from reviewlint.facts.endpoints.readers.files import may_route
        from reviewlint.facts.endpoints.resolvers import wanted

        file = self._code.file(path)
        if file is None:
            return ()
        if (
            frameworks_of(file.text, file.language, self._facts.settings.frameworks)
            or wanted(path, file.text, file.language)
            or families_of(file.text, file.language)
            or may_route(path)
        ):
            served = None if file.language in _COMPOSED else routes_of(self._facts, path)
            if served is None or not all(map(_can_be_asked, served)):
                served = routes_of(self._facts, path, self._around)
            return tuple(map(known_part, served))
        return ()

    @cached_property
    def _declared(self) -> tuple[Endpoint, ...]:
        """The routes of files that are no code, which say what answers them: Play's."""
        from reviewlint.facts.endpoints import routes_of

        paths = [path for path in self._facts.index.unread if _DECLARES.search(path)]
        return tuple(one for path in paths for one in routes_of(self._facts, path, self._around))

    @cached_property
    def _around(self) -> Around:
        from reviewlint.facts.endpoints.around import Around

        return Around(self._facts, "head")

    def _reaching(self, target: Target, method: str, route: str) -> Iterator[Use]:
        """The requests for a route but those that doubles answer."""
        asking = self._asking(method, route)
        return (use for use in asking if not answers_itself(self._code.file(use.path), target))

    def _at_home(self, target: Target, method: str, route: str, home: str) -> Iterator[Use]:
        """The requests for the first page, where a route declared in the file `home` is that."""
        file = self._code.file(home) if is_slash(route) else None
        if file is not None and is_first(file, self._around):
            yield from first_page(method, target.language, self._code)

    def _asking(self, method: str, route: str) -> Iterator[Use]:
        yield from self._below(route)
        pattern, words = route_pattern(route)
        if words:
            for one in asking(self._facts.scripted, method, pattern, words):
                yield Use(one.path, -1, one.line, SCRIPTED)
        for file, literal in self._literals(words):
            if (
                any(
                    asks_for(said, pattern)
                    for said in spoken(file, literal)
                    if all(word in said for word in words)
                )
                and is_asked(file, literal)
                and same_verb(method, file.line(literal.line))
                and not is_compared(file, literal)
            ):
                yield Use(file.path, literal.scope, literal.line, "call")

    def _visiting(self, route: str, cost: int) -> Iterator[Use]:
        """The tests that show the page at `route`, which no server answers for."""
        pattern, words = route_pattern(route)
        for file, literal in self._shown if route == "/" else ():
            if is_home(_ORIGIN.sub("", literal.value), self._bases):
                yield Use(file.path, literal.scope, literal.line, "call", cost, PAGE)
        for file, literal in self._literals(words):
            if shows(file, literal, pattern, below=lambda: bool(self._bases)) and not is_compared(
                file, literal
            ):
                yield Use(file.path, literal.scope, literal.line, "call", cost, PAGE)

    @cached_property
    def _bases(self) -> tuple[str, ...]:
        return bases(self._code)

    @cached_property
    def _shown(self) -> tuple[tuple[CodeFile, Literal], ...]:
        return shown(self._code)

    def _anywhere(self) -> Iterator[Use]:
        """The tests in a browser, whatever page they show: further off, as they are about that page."""
        for file, literal in self._shown:
            yield Use(file.path, literal.scope, literal.line, "call", FAR + 1, PAGE)

    def _literals(self, words: list[str]) -> Iterator[tuple[CodeFile, Literal]]:
        """The literals of the tests that say all of `words`."""
        for path in sorted(filter(is_test_path, self._code.mentioning_all(words)))[:_MOST_FILES]:
            file = self._code.file(path)
            for literal in file.outline.literals if file is not None else ():
                if file is not None:
                    yield file, literal

    def _below(self, route: str) -> Iterator[Use]:
        """The requests below the address of an object: `page.url("/export/pdf")` for `/pages/{id}/export/pdf`."""
        tail = _PARAMETER.sub("{}", route).rpartition("{}")[2].strip("/")
        words = re.findall(r"[A-Za-z_]\w+", tail)
        if not words or "{}" not in _PARAMETER.sub("{}", route):
            return
        for file, literal in self._literals(words):
            if literal.value.strip("/") == tail:
                before = file.line(literal.line).partition(literal.value)[0]
                if _OF_OBJECT.search(before):
                    yield Use(file.path, literal.scope, literal.line, "call")


def _answers(endpoint: Endpoint, target: Target, first: int, line: int) -> bool:
    """Whether the endpoint leads to the target and stands where that is used: lines `first` to `line` (0: any)."""
    parts = _PARTS.split(endpoint.handler)
    last, owner = parts[-1], parts[-2] if len(parts) > 1 else ""
    if line and not first - 1 <= endpoint.line <= line + 1:
        return False
    if target.constructs and owner == target.owner_name and not line:
        return True  # a framework makes the object for each request
    if target.kind == "class" and not line and owner == target.name:
        return True  # what a mark on it names, it has for each of its actions
    if last == target.name:
        return not (owner[:1].isupper() and target.owner_name) or owner == target.owner_name
    if target.language == "php" and parts == [target.owner_name]:
        return target.name == "__invoke" or is_action(target, endpoint)
    if last == target.owner_name and target.name.lower() in VERBS:
        return endpoint.method in (target.name.upper(), "ANY")
    whole = last in _MAKERS or (last[:1].isupper() and target.language == "python")
    if line and target.kind == "method" and whole and first <= endpoint.line <= line:
        return True  # what stands there is its class, or one that inherits from it
    hook = (
        line and target.language == "python"
    )  # used where only its class stands, it runs for each of its actions
    named_otherwise = (
        target.kind == "method" and not hook and owner == target.owner_name and last not in _MAKERS
    )
    held = bool(line) and target.kind in ("class", "method") and target.owner_name in parts != [""]
    return held and not named_otherwise


def _can_be_asked(endpoint: Endpoint) -> bool:
    """Whether its route holds a word to find a request by: `/{id}` and `/` only do with what they are mounted at."""
    return bool(route_pattern(endpoint.route)[1])


def route_pattern(route: str) -> tuple[re.Pattern[str], list[str]]:
    """What a literal that asks for `route` looks like, and the words it must hold."""
    route = _FORMAT.sub("", route.strip("^$"))
    rest = _REST.search(route)
    last = route[: rest.start()].strip("/").rpartition("/")[2] if rest else ""
    if rest and last and not _PARAMETER.search(last) and not _FRONT.match(last):
        route, end = route[: rest.start()], r"(?:/|\{\}|$|[?#])"
    else:
        end = r"(?:\.(?:json|xml|html|{}))?/?(?:$|[?#])"
    parts = [part for part in _PARAMETER.sub("{}", route).strip("/").split("/") if part]
    fixed = [part for part in parts if "{}" not in part]
    source = "/".join(re.escape(part).replace(r"\{\}", r"[^/?]+") for part in parts)
    words = [word for part in fixed for word in _WORD.findall(part)]
    return re.compile(rf"(?:^|/){source}{end}"), words
