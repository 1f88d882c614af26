"""What the facts say about each topic of a template: what is in the diff, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from reviewlint.facts.template.words import fill, topics
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable

    from reviewlint.facts.facts import Facts

_MOST = 12
_TICKET = regex(
    r"(?<![\w/])(?:(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?) )?(?:#\d+|[A-Z][A-Z\d]+-\d+|[\w.-]+/[\w.-]+#\d+)\b",
    re.I,
)
_CHANGE = {
    "added": "New",
    "modified": "Changed",
    "renamed": "Renamed",
    "copied": "New",
    "type-changed": "Changed",
}


class Item(Record):
    """A line about the change: what it is, its name (source text, not Markdown), and where it stands."""

    label: str
    name: str = ""
    path: str = ""
    line: int = 0


def topic_of(title: str) -> str:
    """The topic of the section with that title, "" when the facts have nothing to say about it."""
    return next((topic for topic in topics() if fill(topic).search(title)), "")


def _tests(facts: Facts) -> Iterator[Item]:
    for file in facts.files:
        if file.role == "test" and file.language and file.status != "removed":
            yield Item(f"{_CHANGE[file.status]} test file", "", file.path)


def _endpoints(facts: Facts) -> Iterator[Item]:
    for word, side in (("New", facts.endpoints.added), ("Removed", facts.endpoints.removed)):
        for one in side:
            if one.protocol != "page":
                yield Item(f"{word} endpoint", f"{one.method} {one.route}", one.path, one.line)


def _migrations(facts: Facts) -> Iterator[Item]:
    for file in facts.files:
        if file.role == "migration" and file.status != "removed":
            yield Item(f"{_CHANGE[file.status]} migration", "", file.path)


def _dependencies(facts: Facts) -> Iterator[Item]:
    for word, side in (("New", facts.dependencies.added), ("Removed", facts.dependencies.removed)):
        for one in side:
            gap = " " if one.version[:1].isalnum() else ""
            yield Item(f"{word} dependency", f"{one.name}{gap}{one.version}", one.path, one.line)


def _jobs(facts: Facts) -> Iterator[Item]:
    for word, side in (("New", facts.jobs.added), ("Removed", facts.jobs.removed)):
        for one in side:
            yield Item(f"{word} job ({one.kind})", one.name, one.path, one.line)


def _telemetry(facts: Facts) -> Iterator[Item]:
    for word, side in (("New", facts.telemetry.added), ("Removed", facts.telemetry.removed)):
        for one in side:
            yield Item(f"{word} {one.kind}", one.name, one.path, one.line)


def _docs(facts: Facts) -> Iterator[Item]:
    for one in facts.docs.changed:
        yield Item("Updated", "", one.path, one.line)


def _tickets(facts: Facts) -> Iterator[Item]:
    for text in facts.text.commits:
        for found in _TICKET.finditer(text):
            yield Item(found[0])


_ITEMS: Mapping[str, Callable[[Facts], Iterator[Item]]] = {
    "tests": _tests,
    "tickets": _tickets,
    "endpoints": _endpoints,
    "jobs": _jobs,
    "migrations": _migrations,
    "dependencies": _dependencies,
    "telemetry": _telemetry,
    "docs": _docs,
}
_SUMMARY = ("endpoints", "jobs", "migrations", "dependencies", "telemetry")


def items(facts: Facts, topic: str, elsewhere: Collection[str] = ()) -> tuple[tuple[Item, ...], int]:
    """(what the diff holds on a topic, each once, not too many; how many more there are).

    The topic "summary" is all of them save those that have a section `elsewhere`.
    """
    wanted = [one for one in _SUMMARY if one not in elsewhere] if topic == "summary" else [topic]
    found = tuple(dict.fromkeys(item for one in wanted for item in _ITEMS[one](facts)))
    return found[:_MOST], max(len(found) - _MOST, 0)


def subjects(facts: Facts) -> tuple[str, ...]:
    """The first lines of the commits, oldest first, each once; merges and corrections of a commit left out."""
    first = (text.strip().partition("\n")[0].strip() for text in reversed(facts.text.commits))
    return tuple(
        dict.fromkeys(s for s in first if s and not re.match(r"(?:Merge |fixup!|squash!|amend!)", s))
    )


def reasons(facts: Facts) -> tuple[str, ...]:
    """The first paragraph of prose in each commit message, oldest first."""
    found = (_prose(text) for text in reversed(facts.text.commits) if not text.startswith("Merge "))
    return tuple(dict.fromkeys(text for text in found if text))


def _prose(message: str) -> str:
    for paragraph in message.strip().partition("\n")[2].split("\n\n"):
        text = " ".join(paragraph.split())
        if re.match(r"\w", text) and not re.match(r"[\w-]+: |\d+[.)]", text):
            return text
    return ""
