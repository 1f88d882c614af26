"""What stands in a test in place of the real thing: a call of it runs nothing, whoever makes the call."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from typing import TYPE_CHECKING

from reviewlint.enclosed import closing
from reviewlint.facts.reach.testcode import HOOK, called, is_test_path
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reviewlint.facts.reach.code import CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.syntax.model import Definition, Reference

Span = tuple[int, int]  # offsets

_PREPARES = regex(r"(?i)^(?:set_?up|before|init|prepare|create|make|new|mock|stub|fake)")
_HOOKED = regex(r"(?i)^(?:set_?up|before|init|prepare)")
_LAST = regex(r"[.:\\/]")
_LINKED = regex(r"\s*(?:\??\.|->)")
HANDED = "?"  # before what is only a double where the code that calls it does not make one
_CLASS = regex(r"\b[A-Z]\w*")
_SIGN = regex(r"^I(?=[A-Z][a-z])")
_LINES = 6  # of one chain of calls
_BEHIND = 3  # lines from a word by which something is replaced to the end of what says so
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
    places = [found.span() for found in uses if found.start() > len(above)]
    return bool(places) and all(
        mocks["telling"].search(text[:start]) or mocks["asked"].match(text, end) for start, end in places
    )


def _above(file: CodeFile, line: int) -> str:
    """The lines above one that belong to its statement: those that it goes on from by a dot, else the nearest."""
    first = line
    while first > max(line - _LINES, 1) and (first == line or _LINKED.match(file.line(first))):
        first -= 1
    return "\n".join(file.line(number) for number in range(first, line)).rstrip()


class Doubles:
    """What tests put something else in place of. A file with many tests is read once for all of them."""

    def __init__(self) -> None:
        self._said: dict[str, list[tuple[int, str]]] = {}
        self._made: dict[tuple[str, str], list[int]] = {}

    def of(self, file: CodeFile, test: int) -> frozenset[str]:
        """The classes and functions that a test replaces, methods as `Cart.total`, modules as `/cart`; not those of
        which it makes a real one too."""
        if not file.may_double:
            return frozenset()
        if file.path not in self._said:
            self._said[file.path] = list(_doubled(file.text))
        said = self._said[file.path]
        others = _others(file, test) if said else []
        names = {name for at, name in said if not _within(at, others)}
        return frozenset(name for name in names if not self._is_made(name.lstrip(HANDED), file, others))

    def above(self, file: CodeFile, test: int, bases: Iterable[tuple[CodeFile, str]]) -> frozenset[str]:
        """The same of what classes above that of a test replace, in what they set up and in helpers that it calls."""
        own = file.outline.definitions[test]
        called_here = set(called(file.text[own.body : own.end]))
        text = "\n".join(
            base.text[d.start : d.end]
            for base, owner in bases
            if base.may_double and is_test_path(base.path)
            for last, same in base.methods.items()
            if last in called_here or _HOOKED.match(last)
            for d in same
            if d.name == f"{owner}.{last}"
        )
        names = {name for _, name in _doubled(text)}
        others = _others(file, test) if names else []
        return frozenset(
            name
            for name in names
            if not makes(name.lstrip(HANDED), text) and not self._is_made(name.lstrip(HANDED), file, others)
        )

    def _is_made(self, name: str, file: CodeFile, others: list[Span]) -> bool:
        """Whether a test that replaces a class makes a real one of it too, or has one filled in."""
        if (file.path, name) not in self._made:
            self._made[file.path, name] = makes(name, file.text)
        return not all(_within(at, others) for at in self._made[file.path, name])


def makes(name: str, text: str) -> list[int]:
    """The places where one of a class is made or filled in."""
    word = re.escape(name)
    made = (
        rf"\bnew\s+{word}\b|@(?:InjectMocks|Spy\w*|Autowired)\b[^;=]*\b{word}\b"
        rf"|(?<![\w.]){word}(?:(?:::|\.)new\b|\()"
    )
    return [found.start() for found in re.finditer(made, text)] if name in text else []


def is_behind(names: frozenset[str], step: str, file: CodeFile | None, fronts: frozenset[str]) -> bool:
    """Whether a step, named as `Cart.total`, has a double: its method, its class, its module, or one of `fronts`.

    Those are the interfaces behind which its class stands; `file` is where that does.
    """
    replaced = file is not None and any(_is_module(name, file) for name in names if "/" in name)
    return replaced or not names.isdisjoint((*_names_of(step), *fronts))


def _is_module(name: str, file: CodeFile) -> bool:
    """Whether a module that is replaced may be `file`: one that imports a package is not that package."""
    package, _, stem = name.rpartition("/")
    if stem != file.path.rpartition("/")[2].partition(".")[0]:
        return False
    return not package or not any(f"{quote}{package}{quote}" in file.text for quote in "\"'")


def is_handed(names: frozenset[str], step: str, before: CodeFile | None) -> bool:
    """Whether a step is a method of what is a double where nobody makes one, and the code `before` it does not."""
    owner = step.rpartition(".")[0].rpartition(".")[2]
    return f"{HANDED}{owner}" in names and (before is None or not makes(owner, before.text))


def names_owner(file: CodeFile, target: Target) -> bool:
    """Whether a test names the class of `target`, as one that puts a double into the real thing does."""
    owner = target.owner_name
    return owner in file.text and bool(re.search(rf"\b{re.escape(owner)}\b", file.text))


def signed(interfaces: Iterable[str]) -> frozenset[str]:
    """The names of interfaces, with and without the letter that marks one in C#."""
    return frozenset(name for one in interfaces for name in (one, _SIGN.sub("", one)))


def _doubled(text: str) -> Iterator[tuple[int, str]]:
    """The classes and functions that are replaced in `text`, and where: methods as `Cart.total`, modules as `/cart`,
    those that are named as packages are as `cart/cart`."""
    for found in words().mocks["modules"].finditer(text):
        package = "" if found[1].startswith(".") else found[1]
        yield found.start(), f"{package}/" + found[1].rpartition("/")[2].partition(".")[0]
    for found in words().mocks["factories"].finditer(text):
        end = closing(text, found.end() - 1)
        yield from ((one.start(), one[1]) for one in words().mocks["given"].finditer(text, found.end(), end))
    near = list(_near(text))
    for kind, naming in _NAMES.items():
        for start, end in near:
            for found in words().mocks[kind].finditer(text, start, end):
                names = () if _is_partial(text, found) else naming(found)
                yield from ((found.start(), name) for name in names if len(name) > _SHORT)


def _near(text: str) -> Iterator[Span]:
    """The lines that hold a word by which something is replaced, with the next ones: the rest need not be searched."""
    done = 0
    for found in words().mocks["hint"].finditer(text):
        if found.end() > done:
            start = max(text.rfind("\n", 0, max(text.rfind("\n", 0, found.start()), 0)) + 1, done)
            done = found.end()
            for _ in range(_BEHIND):
                done = text.find("\n", done + 1) % (len(text) + 1)
            yield start, done


def _is_partial(text: str, found: re.Match[str]) -> bool:
    """Whether the line that replaces something says that the real code runs all the same."""
    line = text[found.start() : text.find("\n", found.end()) % (len(text) + 1)]
    return words().mocks["partial"].search(line) is not None


def _written(found: re.Match[str]) -> tuple[str, ...]:
    """What is replaced, as it is written; who replaces `new` replaces all that an object does."""
    parts = [_LAST.split(part)[-1] for part in found.groups() if part]
    return (".".join(parts[:-1] if parts[1:] and parts[-1] == "new" else parts),)


def _spied(found: re.Match[str]) -> tuple[str, ...]:
    """A function, or a method of an object that is called for its class."""
    holder, last = filter(None, found.groups())
    return last, f"{_camel(holder)}.{last}"


def _camel(name: str) -> str:
    """The class that a variable is called for: `order_prices` for `OrderPrices`."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


_NAMES: dict[str, Callable[[re.Match[str]], tuple[str, ...]]] = {  # by the kinds of words
    "made": _written,
    "owned": _written,
    "lists": lambda found: tuple(_CLASS.findall(found[1])),
    "spied": _spied,
    "named": lambda found: tuple(HANDED + _camel(name) for name in found.groups() if name),
}


def _names_of(step: str) -> tuple[str, ...]:
    """What may be replaced of a step: its method, its class, and the interface that such a class stands for."""
    owner, _, last = step.rpartition(".")
    owner = owner.rpartition(".")[2]
    if not owner:
        return (last,)
    names = (f"{owner}.{last}", owner, owner.removesuffix("Impl"), owner.removeprefix("Default"))
    return (*names, last) if owner[:1].islower() else names  # of a function, its module goes before it


def _others(file: CodeFile, test: int) -> list[Span]:
    """Where the other tests beside a test stand, in the order of the file; what they set up for it is none."""
    definitions = file.outline.definitions
    own = definitions[test]
    found: list[Span] = []
    for number, other in enumerate(definitions):
        beside = other.scope == own.scope and other.kind == own.kind and number != test
        is_after = not found or other.start >= found[-1][1]
        if beside and is_after and not _prepares(other):
            found.append((other.start, other.end))
    return found


def _prepares(definition: Definition) -> bool:
    """Whether a definition beside a test is there for the others: by its name, or by a mark of set-ups."""
    named = _PREPARES.match(definition.name.rpartition(".")[2])
    return named is not None or any(map(HOOK.search, definition.decorators))


def _within(at: int, spans: list[Span]) -> bool:
    """Whether a place is in one of `spans`, which follow each other."""
    number = bisect_right(spans, (at, sys.maxsize)) - 1
    return number >= 0 and at < spans[number][1]
