"""Files of the change that a test reads by their folder, and that quote a unit: what goes in, and what is expected."""

from __future__ import annotations

import posixpath
from functools import cached_property
from typing import TYPE_CHECKING

from reviewlint.facts.model import TestUse
from reviewlint.facts.reach.suites.setups import only_sets_up
from reviewlint.facts.reach.testcode import test_around
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import File, Unit
    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.testcode import Honesty

STEPS = 2  # the way between them is not known
_ROLES = frozenset(("source", "config", "test", "asset"))
_TEXT = regex(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`([^`]*)`")
_HOLE = regex(r"%[-+#0 ]*[\d.]*[a-zA-Z]|\$?\{[^{}]*\}|\\.")
_PATTERN = regex(r"[*{]")
_COMPOUND = regex(r"[A-Za-z][a-z0-9]+(?:[_-]\w+|[A-Z]\w+)+")
_SENTENCE, _MOST_FILES, _MOST_ABOVE = 12, 40, 3
_SNAPSHOT = regex(r"^(.*/|)__snapshots__/([^/]+)\.(snap|ambr)$")  # of Jest and Vitest, and of syrupy
_PLAIN = frozenset(("src", "test", "tests", "main", "lib", "app", "data"))


class Golden:
    """Finds such files over one change."""

    def __init__(self, facts: Facts, code: Code, honesty: Honesty) -> None:
        self._facts, self._code, self._honesty = facts, code, honesty
        self._readers: dict[str, str] = {}

    def of(self, unit: Unit) -> Iterator[TestUse]:
        """The lines of such files that say what `unit` says."""
        quotes = _quotes(self._facts, unit) if self._data else ()
        for file in self._data:
            number, quote = self._said(file, quotes)
            counts = number and not only_sets_up(file.path, quote, self._facts)
            reader = self._reader(file.path) if counts else ""
            if reader:
                way = (
                    f"{file.path}:{number}",
                    f'{reader}, which reads it, by the words "{quote}"',
                    unit.name,
                )
                yield TestUse(file.path, number, "in-diff", STEPS, way)

    @cached_property
    def _data(self) -> list[File]:
        return [f for f in self._facts.files if f.added and (_is_data(f) or _SNAPSHOT.match(f.path))]

    def _said(self, file: File, quotes: tuple[str, ...]) -> tuple[int, str]:
        """The first line that the diff adds to `file` and that holds a quote, and that; (0, "") for none."""
        sources = self._facts.sources
        added = sources.added_text(file.path)
        heard = [quote for quote in quotes if quote in added]
        if not heard:
            return 0, ""
        lines = zip(sorted(sources.added(file.path)), added.split("\n"), strict=False)
        return next(((n, quote) for n, line in lines for quote in heard if quote in line), (0, ""))

    def _reader(self, path: str) -> str:
        """The test file that `path` is a snapshot of, or that names a folder around it, and asserts; "" for none."""
        if snapshot := _SNAPSHOT.match(path):
            place = snapshot[1] + snapshot[2] + ".py" * (snapshot[3] == "ambr")
            file = self._code.file(place)
            return place if file is not None and self._is_honest(file) else ""
        folder = posixpath.dirname(path)
        if folder not in self._readers:
            self._readers[folder] = self._found(folder)
        return self._readers[folder]

    def _found(self, folder: str) -> str:
        for _ in range(_MOST_ABOVE):
            name = folder.rpartition("/")[2]
            if len(name) > 3 and name not in _PLAIN:
                for place in self._code.tests_mentioning(name)[:_MOST_FILES]:
                    file = self._code.file(place)
                    if file is not None and self._names(file, folder) and self._is_honest(file):
                        return place
            folder = posixpath.dirname(folder)
        return ""

    @staticmethod
    def _names(file: CodeFile, folder: str) -> bool:
        """Whether a literal of `file` leads to `folder` from its own place, or from one above it."""
        around = [posixpath.dirname(file.path)]
        while around[-1]:
            around.append(posixpath.dirname(around[-1]))
        for literal in file.outline.literals:
            value = _PATTERN.split(literal.value, maxsplit=1)[0].rstrip("/")
            if not folder.endswith(value.lstrip("./")):  # whatever it starts from, this is where it ends
                continue
            if value and any(posixpath.normpath(posixpath.join(one, value)) == folder for one in around):
                return True
        return False

    def _is_honest(self, file: CodeFile) -> bool:
        tests = (n for n, _ in enumerate(file.outline.definitions) if test_around(file.outline, n, True) == n)
        return any(self._honesty.of(file, number) for number in tests)


def _is_data(file: File) -> bool:
    """Whether a file is none that runs: no code, and no template of a page that a test may name as well."""
    from reviewlint.facts.units.unread import kind_of

    return file.role in _ROLES and not file.language and not kind_of(file.path)


def _quotes(facts: Facts, unit: Unit) -> tuple[str, ...]:
    """What a unit says that few others do: sentences, names made of several words, and its own name."""
    lines = (facts.sources.text(unit.path, "head") or "").split("\n")[unit.line - 1 : unit.end_line]
    texts = ["".join(found) for found in _TEXT.findall("\n".join(lines))]
    pieces = (piece.strip() for text in texts for piece in _HOLE.split(text))
    sentences = {piece for piece in pieces if len(piece) >= _SENTENCE and " " in piece}
    names = {name for text in texts for name in _COMPOUND.findall(text)}
    last = unit.name.rpartition(".")[2]
    own = {last} if _COMPOUND.fullmatch(last) else set[str]()
    return tuple(sorted(sentences | names | own, key=lambda quote: (-len(quote), quote)))
