"""Code that an application runs around each request: Flask's `@app.before_request`, Django's middleware, ASP.NET's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.target import Target
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.users import Use

Place = tuple[str, int, int]  # path, scope, line
AROUND_ROUTE = "around"  # how a use is marked that stands beside a route and runs around what answers it
_MOST_FILES, _ENOUGH = 60, 10


def around_requests(target: Target, code: Code) -> Iterator[tuple[str, int, int, str, int, str]]:
    """What leads to a list of settings, or to a method of a class that is handed to an application: a use's fields."""
    yield from ((*place, "value", 1, "route") for place in _in_settings(target, code))
    yield from ((*place, "call", 1, "route") for place in _handing_over(target, code))
    yield from ((*place, "value", 1, AROUND_ROUTE) for place in _beside_routes(target, code))


def of_objects(target: Target, code: Code, uses: Callable[[Target], Iterator[Use]]) -> Iterator[Use]:
    """The uses of what runs a function of Python around its requests; of a part of an application, by its own views.

    `uses` gives those of a variable.
    """
    file = code.file(target.path) if target.language == "python" and target.kind == "function" else None
    if file is None or is_test_path(target.path):
        return
    for name, is_part in _handed_to(target, file):
        for use in uses(Target(target.path, name, "variable", target.language)):
            place = code.file(use.path) if is_part else None
            if place is None or _is_view_of(name, place, use.line):
                yield use._replace(cost=1, by="route")


def _in_settings(target: Target, code: Code) -> Iterator[Place]:
    """Where tests use the client of an application whose settings `target` is, what is around all its requests."""
    listed = target.kind == "variable" and target.language == "python"
    if listed and regex(words().around["python"]["settings"]).search(target.qualified):
        yield from _using("client", code)


def is_handed_over(target: Target, code: Code) -> bool:
    """Whether code hands the class of a method, which runs around requests, to an application."""
    wanted = _written(target, "uses")
    files = _files(target, code) if wanted is not None else ()
    return wanted is not None and any(wanted.search(file.text) for file in files)


def _handing_over(target: Target, code: Code) -> Iterator[Place]:
    """Where tests start an application to which code hands the class of a method that runs around requests."""
    if is_handed_over(target, code):
        module = target.path.partition("src/main/")[0] if "src/main/" in target.path else ""
        for word in words().around[target.language]["starts"].split():
            yield from (place for place in _using(word, code) if place[0].startswith(module))


def _beside_routes(target: Target, code: Code) -> Iterator[Place]:
    """Where a route is given the class of a method that runs around what answers it."""
    wanted = _written(target, "beside")
    for file in _files(target, code) if wanted is not None else ():
        for found in wanted.finditer(file.text) if wanted is not None else ():
            yield file.path, -1, file.text.count("\n", 0, found.end()) + 1


def _written(target: Target, way: str) -> re.Pattern[str] | None:
    """How code hands over the class of a method that runs around requests; None for any other method."""
    table = words().around.get(target.language, {})
    entry = target.kind == "method" and way in table and regex(table["methods"]).search(target.name)
    if not entry or is_test_path(target.path):
        return None
    source = table[way].replace("CLASS", re.escape(target.owner_name))
    return re.compile(source.replace("METHOD", re.escape(target.name)))


def _files(target: Target, code: Code) -> Iterator[CodeFile]:
    """The files of the program that say the name of the method's class."""
    for path in sorted(p for p in code.mentioning(target.owner_name) if not is_test_path(p))[:_MOST_FILES]:
        file = code.file(path)
        if file is not None:
            yield file


def _using(word: str, code: Code) -> Iterator[Place]:
    """The first uses of a word in test files."""
    found = 0
    for path in code.tests_mentioning(word)[:_MOST_FILES]:
        file = code.file(path)
        references = file.references.get(word, ()) if file is not None and found < _ENOUGH else ()
        for reference in references:
            yield path, reference.scope, reference.line
            found += 1


def _handed_to(target: Target, file: CodeFile) -> Iterator[tuple[str, bool]]:
    """The objects to which marks hand the function: the name, and whether it is but a part of an application."""
    mark, parts = (regex(words().around["python"][key]) for key in ("marks", "parts"))
    for definition in file.outline.definitions:
        for found in map(mark.match, definition.decorators) if definition.name == target.qualified else ():
            if found is not None:
                made = {one.value for one in file.assignments.get(found[1], ())}
                yield found[1], "app_" not in found[2] and any(map(parts.search, made))


def _is_view_of(name: str, file: CodeFile, line: int) -> bool:
    """Whether the line marks a function with a route of the object `name`."""
    return re.match(rf"\s*@(?:\w+\.)*{re.escape(name)}\.", file.line(line)) is not None
