"""What stands in a test in place of the real thing: a call of it runs nothing, whoever makes the call."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.testcode import called, is_test_path
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reviewlint.facts.reach.code import CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.syntax.model import Reference

_PREPARES = regex(r"(?i)^(?:set_?up|before|init|prepare|create|make|new|mock|stub|fake)")
_HOOKED = regex(r"(?i)^(?:set_?up|before|init|prepare)")
_LAST = regex(r"[.:\\/]")
_LINKED = regex(r"\s*(?:\??\.|->)")
_LINES = 6  # of one chain of calls
_SHORT = 3  # a name so short is replaced in many a module


def is_stubbed(file: CodeFile, reference: Reference) -> bool:
    """Whether a call in a test only tells a double what to answer, or asks it whether it was called."""
    mocks = words().mocks
    if not file.may_double or not is_test_path(file.path):
        return False
    line, above = file.line(reference.line), _above(file, reference.line)
    if mocks["told"].search(reference.receiver) or (_LINKED.match(line) and mocks["told"].search(above)):
        return True
    text = f"{above}\n{line}"
    uses = re.finditer(rf"(?<![\w$]){re.escape(reference.name)}(?![\w$])", text)
    places = [found.start() for found in uses if found.start() > len(above)]
    return bool(places) and all(mocks["telling"].search(text[:at]) for at in places)


def _above(file: CodeFile, line: int) -> str:
    """The lines above one that belong to its statement: those that it goes on from by a dot, else the nearest."""
    first = line
    while first > max(line - _LINES, 1) and (first == line or _LINKED.match(file.line(first))):
        first -= 1
    return "\n".join(file.line(number) for number in range(first, line)).rstrip()


def doubled(file: CodeFile, test: int) -> frozenset[str]:
    """The classes and functions that a test has put something else in place of, methods as `Cart.total`, modules as
    `/cart`; not those of which it makes a real one too."""
    if not file.may_double:
        return frozenset()
    text = _around(file, test)
    return frozenset(name for name in dict.fromkeys(_doubled(text)) if not _is_made(name, text))


def doubled_above(file: CodeFile, test: int, bases: Iterable[tuple[CodeFile, str]]) -> frozenset[str]:
    """The same of what the classes above that of a test put there: in what they set up, in helpers that it calls."""
    own = file.outline.definitions[test]
    names = set(called(file.text[own.body : own.end]))
    parts = [
        base.text[d.start : d.end]
        for base, owner in bases
        if base.may_double and is_test_path(base.path)
        for last, same in base.methods.items()
        if last in names or _HOOKED.match(last)
        for d in same
        if d.name == f"{owner}.{last}"
    ]
    text = "\n".join(parts)
    real = f"{text}\n{_around(file, test)}" if text else ""
    return frozenset(name for name in dict.fromkeys(_doubled(text)) if not _is_made(name, real))


def is_behind(names: frozenset[str], chain: tuple[str, ...], start: Target, fronts: frozenset[str]) -> bool:
    """Whether something that is `doubled` stands on the way to `start`.

    `chain` names the way, as `Cart.total`; `fronts` are the interfaces behind which `start` stands.
    """
    stem = start.path.rpartition("/")[2].partition(".")[0]
    on_the_way = (one for step in chain for one in _names_of(step))
    return not names.isdisjoint((*on_the_way, *fronts, f"/{stem}"))


def _doubled(text: str) -> Iterator[str]:
    """The classes and functions that are replaced in `text`, methods as `Cart.total`, modules as `/cart`."""
    mocks = words().mocks
    for kind in ("made", "owned", "modules"):
        for found in mocks[kind].finditer(text):
            line = text[found.start() : text.find("\n", found.end()) % (len(text) + 1)]
            if mocks["partial"].search(line):
                continue
            parts = [_LAST.split(part)[-1] for part in found.groups() if part]
            if kind == "modules":
                yield "/" + found[1].rpartition("/")[2].partition(".")[0]
            elif len(parts[-1]) > _SHORT:
                yield ".".join(parts)


def _names_of(step: str) -> tuple[str, ...]:
    """What may be replaced of a step: its method, its class, and the interface that such a class stands for."""
    owner, _, last = step.rpartition(".")
    owner = owner.rpartition(".")[2]
    if not owner:
        return (last,)
    return f"{owner}.{last}", owner, owner.removesuffix("Impl"), owner.removeprefix("Default")


def _is_made(name: str, text: str) -> bool:
    """Whether a real one of a class that is doubled too is made or filled in."""
    word = re.escape(name)
    return (
        re.search(rf"\bnew\s+{word}\b|@(?:InjectMocks|Spy\w*|Autowired)\b[^;=]*\b{word}\b", text) is not None
    )


def _around(file: CodeFile, test: int) -> str:
    """The source of a test with what its file sets up, without the other tests."""
    definitions = file.outline.definitions
    own = definitions[test]
    parts, at = [], 0
    for number, other in enumerate(definitions):
        beside = other.scope == own.scope and other.kind == own.kind and number != test
        if beside and other.start >= at and not _PREPARES.match(other.name.rpartition(".")[2]):
            parts.append(file.text[at : other.start])
            at = other.end
    return "".join((*parts, file.text[at:]))
