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
_MOST_FILES, _ENOUGH = 60, 10


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


def in_settings(target: Target, code: Code) -> Iterator[Place]:
    """Where tests use the client of an application whose settings `target` is, what is around all its requests."""
    listed = target.kind == "variable" and target.language == "python"
    if listed and regex(words().around["python"]["settings"]).search(target.qualified):
        yield from _using("client", code)


def handing_over(target: Target, code: Code) -> Iterator[Place]:
    """Where tests start an application to which code hands the class of a method that runs around requests."""
    way = words().around.get(target.language, {})
    entry = target.kind == "method" and "uses" in way and regex(way["methods"]).search(target.name)
    if not entry or is_test_path(target.path):
        return
    wanted = re.compile(way["uses"].replace("CLASS", re.escape(target.owner_name)))
    files = map(code.file, sorted(code.mentioning(target.owner_name))[:_MOST_FILES])
    if any(file is not None and not is_test_path(file.path) and wanted.search(file.text) for file in files):
        for word in way["starts"].split():
            yield from _using(word, code)


def _using(word: str, code: Code) -> Iterator[Place]:
    """The first uses of a word in test files."""
    found = 0
    for path in sorted(filter(is_test_path, code.mentioning(word)))[:_MOST_FILES]:
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
