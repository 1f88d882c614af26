"""Examples in comments that run as tests: Rust's always, Python's and Elixir's where a setting or a test says so.

Each is a test of what it calls by its name, in the file in which it stands.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from reviewlint.facts.model import TestUse
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import Unit
    from reviewlint.facts.reach.code import Code
    from reviewlint.facts.reach.target import Target

_HINTS = {"rust": "```", "python": ">>>", "elixir": "iex>"}
_FENCED = regex(
    r"(?m)^[ \t]*//[/!][ \t]*```(?P<flags>[\w, ]*)\n(?P<code>(?:[ \t]*//[/!](?![ \t]*```)[^\n]*\n)+)"
)
_NOT_RUN = regex(r"\b(?:ignore|no_run|compile_fail|text|sh|bash|toml|json|console|c|python|should_panic)\b")
_ASSERTS = regex(r"\b(?:debug_)?assert(?:_eq|_ne)?!")
_PROMPT = {
    "python": regex(  # what leads up to what is compared, too: `>>> cart = fill(2)`
        r"(?m)^[ \t]*>>> (?P<code>[^\n]*(?:\n[ \t]*(?:\.\.\.|>>>) [^\n]*)*)\n"
        r"(?![ \t]*(?:>>>|\.\.\.|\n|\"\"\"|'''))"
    ),
    "elixir": regex(
        r"(?m)^[ \t]*iex(?:\(\d+\))?> ?(?P<code>[^\n]*(?:\n[ \t]*\.\.\.(?:\(\d+\))?> ?[^\n]*)*)\n"
        r"(?![ \t]*(?:iex|\n|\"\"\"))"
    ),
}
_RUNS_ALL = regex(r"--doctest-modules|doctest_plus\s*=|\bdoctest-glob\b")
_RUNS = regex(r"\bdoctest\.(?:testmod|DocTestSuite)\b")
_MOST_CALLERS = 40
_SETTINGS = ("setup.cfg", "pytest.ini", "tox.ini", "pyproject.toml", "conftest.py", "Makefile", ".coveragerc")


class Doctests:
    """Finds examples that run, over one repository."""

    def __init__(self, facts: Facts, code: Code) -> None:
        self._facts, self._code = facts, code
        self._runs_all: bool | None = None

    def of(self, unit: Unit) -> Iterator[TestUse]:
        """The examples of the unit's own file that call it and compare what it gives."""
        text = self._code.index.text(unit.path) or ""
        language = self._code.index.language(unit.path)
        hint = _HINTS.get(language)
        if not unit.name or hint is None or hint not in text or not self._run(unit.path, language, text):
            return
        called = re.compile(rf"\b{re.escape(unit.name.rpartition('.')[2])}[?!]?\s*(?:::<[^<>]*>)?\(")
        for found in _examples(text, language):
            if called.search(found["code"]):
                line = text.count("\n", 0, found.start()) + 1
                last = line + found[0].count("\n")
                new = any(line <= one <= last for one in self._facts.sources.added(unit.path))
                way = (f"{unit.path}:{line}", unit.name)
                yield TestUse(unit.path, line, "in-diff" if new else "existing", 1, way)
                return

    def of_callers(self, unit: Unit, callers: Iterable[Target]) -> Iterator[TestUse]:
        """The examples of the nearest of some definitions that lead to the unit and have examples of their own."""
        for caller in islice((one for one in callers if one.name), _MOST_CALLERS):
            named = unit._replace(path=caller.path, name=caller.qualified)
            for test in self.of(named):
                yield test._replace(steps=test.steps + 1, via=(*test.via, unit.name))
                return

    def _run(self, path: str, language: str, text: str) -> bool:
        """Whether the examples of a file are run."""
        if language == "rust":
            return True
        if language == "elixir":
            return self._is_told(re.findall(r"\bdefmodule\s+[\w.]*?(\w+)\s+do\b", text))
        stem = path.rpartition("/")[2].removesuffix(".py")
        return self._all() or self._is_told([stem]) or _RUNS.search(text) is not None

    def _is_told(self, names: list[str]) -> bool:
        """Whether a test file says that it runs the examples of one of these modules."""
        way = re.compile(rf"\bdoctest\b[^\n]*\b(?:{'|'.join(map(re.escape, names))})\b") if names else None
        paths = self._code.tests_mentioning(*names) if names else []
        texts = (self._code.index.text(path) or "" for path in paths[:40])
        return way is not None and any("doctest" in text and way.search(text) is not None for text in texts)

    def _all(self) -> bool:
        if self._runs_all is None:
            texts = (self._code.index.text(path) or "" for path in _SETTINGS)
            self._runs_all = any(_RUNS_ALL.search(text) for text in texts)
        return self._runs_all


def _examples(text: str, language: str) -> Iterator[re.Match[str]]:
    if language != "rust":
        yield from _PROMPT[language].finditer(text)
        return
    for found in _FENCED.finditer(text):
        if not _NOT_RUN.search(found["flags"]) and _ASSERTS.search(found["code"]):
            yield found
