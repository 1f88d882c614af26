"""The definitions that answer an endpoint, also in files that the change leaves alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.facts import Facts
    from reviewlint.facts.jobs.model import Job
    from reviewlint.facts.model import Endpoint
    from reviewlint.syntax.model import Definition, Outline

_MOST = 12
_REACH = 3  # lines below the start of a route in which its handler may be named
_WORD = regex(r"\w+")


class Handler(Record):
    """A definition that answers: `calls` are the names it calls; `changed`: its file is in the diff."""

    path: str
    name: str
    calls: frozenset[str]
    changed: bool


def handlers_of(facts: Facts, endpoint: Endpoint | Job) -> Iterator[Handler]:
    """The handlers of an endpoint or job: in its own file, or where that file's imports and folder lead to."""
    if not endpoint.handler:
        return
    here = _outline(facts, endpoint.path)
    found = list(_named(here, endpoint.handler, endpoint.path, True)) if here else []
    if not found:
        for path in _elsewhere(facts, endpoint, here):
            outline = facts.index.outline(path)
            changed = any(file.path == path for file in facts.files)
            found += _named(outline, endpoint.handler, path, changed) if outline else ()
    yield from found


def _outline(facts: Facts, path: str) -> Outline | None:
    changed = next((file for file in facts.files if file.path == path), None)
    return facts.sources.outline(path, "head") if changed and changed.language else None


def _named(outline: Outline, handler: str, path: str, changed: bool) -> Iterator[Handler]:
    parts = handler.replace("::", ".").split(".")
    for definition in outline.definitions:
        name = definition.name.split(".")
        short = min(len(parts), len(name))
        if name[-short:] == parts[-short:]:
            yield Handler(path, definition.name, _calls(outline, definition), changed)


def _calls(outline: Outline, definition: Definition) -> frozenset[str]:
    """The names that a definition calls."""
    return frozenset(
        use.name for use in outline.references
        if use.kind == "call" and definition.line <= use.line <= definition.end_line
    )  # fmt: skip


def _elsewhere(facts: Facts, endpoint: Endpoint | Job, here: Outline | None) -> list[str]:
    """The files that may define the handler: one that its name or an import points to, or of its folder."""
    *qualifier, name = endpoint.handler.replace("::", ".").split(".")
    roots = {*qualifier, *(_receivers(here, name, endpoint.line) if here else ())}
    hints = {part.lower() for part in roots}
    for imported in here.imports if here else ():
        if imported.alias in (name, *roots):
            hints |= {part.lower() for part in re.split(r"[\\./:]+", imported.module)}
    folder = endpoint.path.rpartition("/")[0]
    found = [
        path for path in sorted(facts.index.mentioning([name]))
        if path != endpoint.path and (path.rpartition("/")[0] == folder or _points(hints, path))
    ]  # fmt: skip
    return found[:_MOST]


def _receivers(here: Outline, name: str, line: int) -> set[str]:
    """What stands before the handler's name where the route is bound, and what that was made from."""
    used = [use.receiver for use in here.references if use.name == name and line <= use.line <= line + _REACH]
    found = {word for receiver in used for word in _WORD.findall(receiver)}
    made = [_WORD.findall(made.value) for made in here.assignments if made.target in found]
    return found | {word for words in made for word in words}


def _points(hints: set[str], path: str) -> bool:
    *folders, file = path.lower().split("/")
    stem = file.partition(".")[0].replace("_", "")
    return stem in {hint.replace("_", "") for hint in hints} or (bool(folders) and folders[-1] in hints)
