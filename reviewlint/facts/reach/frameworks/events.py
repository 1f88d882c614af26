"""Methods that run because an event, a command or a query is sent to whoever handles its class."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.syntax.model import Definition

Place = tuple[str, int, int]  # path, scope, line
_MOST_FILES, _MOST_EVENTS = 60, 12
_BEFORE, _AFTER = 600, 200  # characters around a mark in which a way of writing it stands
_TYPES = regex(r"([A-Z]\w*)(?:<[^<>]*>)?\s+\$?\w+\s*[,)=]")
_DISPATCHED = regex(r"\buse\s[^;\n]*\bDispatchable\b|\buse\s[^;\n]*\bQueueable\b")  # a job of Laravel
_HANDLING = ("handle", "Handle", "HandleAsync", "__invoke", "execute", "Consume", "onApplicationEvent")


def raising(target: Target, code: Code) -> Iterator[Place]:
    """Where objects of the classes that the method `target` handles are made and sent."""
    table = words().events
    own = code.file(target.path) if target.kind == "method" and target.language in table["handlers"] else None
    if own is None or is_test_path(target.path):
        return
    for event in sorted(_handled(target, own, code))[:_MOST_EVENTS]:
        for path in sorted(code.mentioning(event) - {target.path})[:_MOST_FILES]:
            file = code.file(path)
            if file is not None and not (is_test_path(path) and fakes(file)):
                yield from _sent(file, event)


def fakes(file: CodeFile) -> bool:
    """Whether a test file puts something else in the place of what hands events on."""
    return words().contexts["fakes"].search(file.text) is not None


def _handled(target: Target, own: CodeFile, code: Code) -> set[str]:
    """The names of the classes whose objects lead to the method: as its own class says, or a table elsewhere."""
    definition = next((d for d in own.outline.definitions if d.name == target.qualified), None)
    if definition is None:
        return set()
    found = _by_marks(definition, own, target)
    found |= _said(own, target, words().events["handlers"][target.language], "handler_hints")
    tables = words().events["tables"].get(target.language, [])
    for path in sorted(code.mentioning(target.owner_name))[:_MOST_FILES] if tables else ():
        file = code.file(path) if not is_test_path(path) else None
        found |= _said(file, target, tables, "table_hints") if file is not None else set()
    itself = {target.owner_name} if target.name == "handle" and _DISPATCHED.search(own.text) else set()
    return (found - {target.owner_name, "self", "static"}) | itself


def _by_marks(definition: Definition, own: CodeFile, target: Target) -> set[str]:
    """The types of the parameters of a method that is marked as a handler, or stands where those are looked for."""
    mark = words().contexts["listens"]
    place = words().contexts["listeners"].search(target.path) and target.name in _HANDLING
    head = own.text[definition.start : definition.body]
    if place or mark.search(head) or any(mark.match(one) for one in definition.decorators):
        return set(_TYPES.findall(head.partition("(")[2] if place else head))
    return set()


def _said(file: CodeFile, target: Target, ways: list[str], hints: str) -> set[str]:
    """The classes that one of the `ways` of writing it names for the method, in `file`, near one of the `hints`."""
    marks = words().events[hints].get(target.language, [])
    near = _around(
        [one.replace("CLASS", target.owner_name).replace("METHOD", target.name) for one in marks], file
    )
    if not near:
        return set()
    owner, name = re.escape(target.owner_name), re.escape(target.name)
    whole = target.name in _HANDLING
    sources = (
        way.replace("CLASS", owner).replace("METHOD", name) for way in ways if "METHOD" in way or whole
    )
    return {found for source in sources for found in regex(source).findall(near)}


def _around(marks: list[str], file: CodeFile) -> str:
    """What stands near the marks in a file; all of it where there are none to look for."""
    places = [found.start() for mark in marks for found in re.finditer(re.escape(mark), file.text)]
    near = (file.text[max(at - _BEFORE, 0) : at + _AFTER] for at in places[:_MOST_FILES])
    return "\n".join(near) if marks else file.text


def _sent(file: CodeFile, event: str) -> Iterator[Place]:
    """The uses of a class in functions that send something."""
    sends = words().contexts["sends"]
    for reference in file.references.get(event, ()):
        around = file.function_around(reference.scope)
        definition = file.outline.definitions[around] if around >= 0 and reference.kind != "type" else None
        if definition is None or not sends.search(file.text, definition.body, definition.end):
            continue
        line = file.line(reference.line)
        if re.search(
            rf"\bnew\s+[\w\\.]*{event}\b|\b{event}::(?:dispatch|fire|broadcast)|(?<!new )\b{event}\(", line
        ):
            yield file.path, reference.scope, reference.line
