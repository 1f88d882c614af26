"""Tests of the change that say what a unit newly says: a message, a key, a field that few other files know.

Syntax alone does not lead from a test to a handler that a framework finds, a rule that a table holds or a page that a
browser opens. That both sides of one change speak of the same new thing does.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from reviewlint.facts.model import TestUse
from reviewlint.facts.reach.suites.setups import only_sets_up
from reviewlint.facts.reach.testcode import browses, in_browser, test_around
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import File, Unit
    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.testcode import Honesty

STEPS = 2  # the way between them is not known
_LITERAL = regex(r"\"([^\"\n]*)\"|'([^'\n]*)'|`([^`\n]*)`")
_MEMBER = regex(r"(?:\.|->|::)\$?([A-Za-z_]\w*)\b(?!\s*\()|([A-Za-z_]\w*)\s*(?:=(?![=>])|:(?!:))")
_WORD = regex(r"[A-Za-z_][\w-]*\w")
_COMPOUND = regex(r"[a-z0-9](?:[_-]+\w|[A-Z])")
_FEW, _SOME = 6, 25  # files that may know a plain word, or one made of several
_SENTENCE = 15
_JOINS = ("_", "-")
_PAGES = (".tsx", ".jsx", ".vue", ".svelte")
_FAILS = regex(
    r"\s*(?:\([^()]*\)|\{[^{}]*\})?\s*[=-]>\s*\{?\s*(?:panic!|unreachable!|todo!|unimplemented!|throw\b|error\(|fail\()"
)
_RENDERS = regex(
    r"(?i)\b(?:render|mount|shallow|screen|snapshot|page|browser|driver|cy)\w*\s*[.(]|testing-library|\bdom\b"
)


class _Said(Record):
    """What the changed lines of a test file say; `lines` are the added ones by number."""

    file: File
    lines: tuple[tuple[int, str], ...]
    text: str
    whole: str


class Shared:
    """Finds such tests over one change."""

    def __init__(self, facts: Facts, code: Code, honesty: Honesty) -> None:
        self._facts, self._code, self._honesty = facts, code, honesty
        self._tests: list[_Said] | None = None

    def of(self, unit: Unit) -> Iterator[TestUse]:
        """The tests of the change that say what `unit` newly says, or no longer say what it no longer does."""
        if self._tests is None:
            self._tests = [_said(self._facts, file) for file in self._facts.files if file.role == "test"]
        language = self._languages[unit.path]
        words: list[str] | None = None
        for said in self._tests:
            if said.file.status == "removed" or not speaks(said.file.language, language):
                continue
            if unit.path.endswith(_PAGES) and said.file.language and not _draws(said):
                continue
            words = self._new(unit) if words is None else words
            word = next((word for word in words if word in said.text and _in(word, said.text)), "")
            counts = word and not only_sets_up(said.file.path, word, self._facts)
            line = self._honest(said, word) if counts else 0
            if line:
                place = said.file.path
                yield TestUse(
                    place, line, "in-diff", STEPS, (f"{place}:{line}", f'the words "{word}"', unit.name)
                )

    @cached_property
    def _languages(self) -> dict[str, str]:
        return {file.path: file.language for file in self._facts.files}

    def _new(self, unit: Unit) -> list[str]:
        """Those words, the longest first."""
        sources = self._facts.sources
        head = _within(sources.text(unit.path, "head"), unit.line, unit.end_line)
        base = "".join(
            _within(sources.text(unit.path, "base"), d.line, d.end_line)
            for d in sources.definitions(unit.path, "base")
            if d.name == unit.name
        )
        came, gone = _beyond(head, base), _beyond(base, head)
        words = _only_in(_distinct(came), base) | _only_in(_distinct(gone), head)
        defined = {one.name.rpartition(".")[2] for one in self._facts.changed_units.units}
        rare = (word for word in words if word not in defined and self._is_rare(word))
        return sorted(rare, key=lambda word: (-len(word), word))

    def _is_rare(self, word: str) -> bool:
        if " " in word:
            return True
        known = len(self._code.mentioning(word))
        return known <= (_SOME if _COMPOUND.search(word) else _FEW)

    def _honest(self, said: _Said, word: str) -> int:
        """The line of an honest test that says it; 0 where none does. What is no code is taken as it is."""
        every = [(number, line) for number, line in said.lines if word in line and _in(word, line)]
        found = [number for number, line in every if not _is_ruled_out(word, line)]
        if every and not found:
            return 0
        file = self._code.file(said.file.path) if said.file.language else None
        if file is None:
            return (found or [1])[0]
        tests = [number for number, _ in enumerate(file.outline.definitions) if self._is_honest(file, number)]
        for line in found:
            around = [n for n in tests if _holds(file, n, line)]
            if around:
                return line
            if not any(
                _is_test(file, n) and _holds(file, n, line) for n in range(len(file.outline.definitions))
            ):
                return line if tests else 0
        return file.outline.definitions[tests[0]].line if tests and not found else 0

    def _is_honest(self, file: CodeFile, number: int) -> bool:
        return _is_test(file, number) and self._honesty.of(file, number)


def _is_ruled_out(word: str, line: str) -> bool:
    """Whether a test fails where it meets the word, `Kind::Sum => panic!()`: that never runs what says it."""
    return _FAILS.match(line.rpartition(word)[2]) is not None


def _is_test(file: CodeFile, number: int) -> bool:
    return test_around(file.outline, number, True) == number


def _holds(file: CodeFile, number: int, line: int) -> bool:
    definition = file.outline.definitions[number]
    return definition.line <= line <= definition.end_line


def _draws(said: _Said) -> bool:
    """Whether tests may draw a page or a part of one: they render it, open it in a browser, or are written as one."""
    path = said.file.path
    return (
        path.endswith(_PAGES) or in_browser(path) or browses(said.whole) or bool(_RENDERS.search(said.whole))
    )


def _said(facts: Facts, file: File) -> _Said:
    sources = facts.sources
    head, base = sources.text(file.path, "head") or "", sources.text(file.path, "base") or ""
    added = sources.added(file.path)
    lines = tuple((n, line) for n, line in enumerate(head.split("\n"), 1) if n in added)
    return _Said(file, lines, "\n".join((*(line for _, line in lines), _beyond(base, head))), head)


def _within(text: str | None, first: int, last: int) -> str:
    return "\n".join((text or "").split("\n")[first - 1 : last])


def _beyond(text: str, other: str) -> str:
    """The lines of `text` that `other` does not have."""
    known = Counter(line.strip() for line in other.split("\n"))
    left = []
    for line in text.split("\n"):
        if known[line.strip()]:
            known[line.strip()] -= 1
        else:
            left.append(line)
    return "\n".join(left)


def _distinct(text: str) -> set[str]:
    """The literals that are sentences, and the words of literals and members that mean something by themselves."""
    literals = ["".join(found) for found in _LITERAL.findall(text)]
    words = [*_words(literals), *("".join(found) for found in _MEMBER.findall(text))]
    sentences = {
        literal.strip() for literal in literals if len(literal) >= _SENTENCE and " " in literal.strip()
    }
    return sentences | {word for word in words if len(word) >= 5 and not word.startswith("__")}


def _only_in(words: set[str], text: str) -> set[str]:
    """The words that are not among the distinct ones of `text`."""
    return words - _distinct(text) if words else words


def _words(literals: Iterable[str]) -> Iterator[str]:
    for literal in literals:
        yield from _WORD.findall(literal)


def _in(word: str, text: str) -> bool:
    """Whether a text holds the word as a whole, not as a part of a longer or hyphened one."""
    at = text.find(word)
    while at >= 0:
        if not (_joins(text[at - 1 : at]) or _joins(text[at + len(word) : at + len(word) + 1])):
            return True
        at = text.find(word, at + 1)
    return False


def _joins(character: str) -> bool:
    return character.isalnum() or character in _JOINS


def speaks(test: str, unit: str) -> bool:
    """Whether a test in one language may be one of code in another; fixtures and snapshots have none."""
    jvm, native = ("java", "kotlin", "scala"), ("c", "cpp")
    return (
        not test or test == unit or any(test in group and unit in group for group in (SCRIPTS, jvm, native))
    )
