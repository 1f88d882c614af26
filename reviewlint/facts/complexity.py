"""Functions that a change made more complex: the ways through each, before and after.

Counted in the syntax trees that other facts have parsed already: one for the function, one for each node that
`config/complexity.toml` calls a branch. What a function inside of it does is that function's own.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reviewlint.facts.model import Unseen
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.change.model import Side
    from reviewlint.facts.facts import Facts
    from reviewlint.syntax.model import Definition

_FORKS = regex(  # a line that makes no way through a function fork makes none more complex
    r"\b(?:if|elif|elsif|else|unless|for|foreach|while|until|do|loop|case|when|match|select|switch|in|catch|except|rescue"
    r"|guard|and|or|default)\b|&&|\|\||\?|->|=>"
)
_FUNCTIONS = frozenset(("function", "method"))


class Grown(Record):
    """A function with more ways through it than before; `before` is None for a new one."""

    path: str
    name: str
    line: int
    end_line: int
    before: int | None
    after: int


class Complexity(Record):
    """The functions that grew, in path and line order."""

    grown: tuple[Grown, ...] = ()
    unseen: tuple[Unseen, ...] = ()


def establish(facts: Facts) -> Complexity:
    """The changed functions of production code that are more complex now."""
    files = [f for f in facts.files if f.role == "source" and f.language and f.status != "removed"]
    files = [f for f in files if _branches(f.language)[0] and _FORKS.search(facts.sources.added_text(f.path))]
    unseen = [Unseen(f.path, problem) for f in files if (problem := facts.sources.problem(f.path, "head"))]
    grown = [one for f in files for one in _grown(facts, f.path, f.language)]
    if grown and any(one.before is None for one in grown):
        moved = _everywhere(facts)
        grown = [one for one in grown if one.before is not None or moved.get(one.name, 0) < one.after]
    return Complexity(tuple(sorted(grown)), tuple(unseen))


def _grown(facts: Facts, path: str, language: str) -> Iterator[Grown]:
    added = facts.sources.added(path)
    after = _counted(facts, path, language, "head")
    touched = [
        (d, n) for d, n in after if not added.isdisjoint(range(d.line, d.end_line + 1))
    ]  # fmt: skip
    if not touched:
        return
    before: dict[str, list[int]] = {}
    for definition, number in _counted(facts, path, language, "base"):
        before.setdefault(definition.name, []).append(number)
    for (
        definition,
        number,
    ) in after:  # functions of one name (overloads): those that stayed stand for themselves
        if number in before.get(definition.name, ()):
            before[definition.name].remove(number)
            touched = [one for one in touched if one[0] is not definition]
    for definition, number in touched:
        old = max(before.get(definition.name, ()), default=None)
        if old is None or number > old:
            yield Grown(path, definition.name, definition.line, definition.end_line, old, number)


def _everywhere(facts: Facts) -> dict[str, int]:
    """The complexity of every function of the base side, by name: one that moved is not new."""
    found: dict[str, int] = {}
    for file in facts.files:
        for definition, number in _counted(facts, file.path, file.language, "base") if file.language else ():
            found[definition.name] = max(number, found.get(definition.name, 0))
    return found


def _counted(facts: Facts, path: str, language: str, side: Side) -> list[tuple[Definition, int]]:
    """Each function of one side with the ways through it."""
    root = facts.sources.tree(path, side)
    if root is None or not _branches(language)[0]:
        return []
    from reviewlint.syntax.tree import find

    branches, logical = _branches(language)
    functions = [d for d in facts.sources.definitions(path, side) if d.kind in _FUNCTIONS]
    numbers = [1] * len(functions)
    opened: list[int] = []
    waiting = sorted(range(len(functions)), key=lambda n: -functions[n].start)
    for node in find(root, {"any": [{"kind": kind} for kind in (*branches, *logical)]}):
        if node.kind() in logical and not any(child.text() in _operators() for child in node.children()):
            continue
        at = node.range().start.index
        while waiting and functions[waiting[-1]].start <= at:
            opened.append(waiting.pop())
        while opened and functions[opened[-1]].end <= at:
            opened.pop()
        if opened:
            numbers[opened[-1]] += 1
    return list(zip(functions, numbers, strict=True))


@cache
def _table() -> dict[str, object]:
    from reviewlint.data import bundled_toml

    return bundled_toml("complexity.toml")


def _operators() -> list[str]:
    words = _table()["operators"]
    return words if isinstance(words, list) else []


def _branches(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The node kinds that fork, and those that do with the right operator; () for a language without any."""
    row = _table().get(language)
    table = row if isinstance(row, dict) else {}
    return tuple(table.get("branches", ())), tuple(table.get("logical", ()))
