"""Components that tests look up by an id which is there for tests: `data-testid="total"`, `{...cypressId("total")}`.

Or by the class of an element, `cy.get(".cart-total b")`, where only one component draws elements of it.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from reviewlint.facts.reach.browser.browsertests import command_around
from reviewlint.facts.reach.testcode import is_test_path, test_around
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.syntax.model import Literal

Place = tuple[str, int, int, int]  # path, scope, line, steps that make it doubtful
_MOST_FILES, _MOST_IDS, _MOST_CLASSES = 60, 12, 30
_MOST_SETTING = 3  # files that set one id: of more, nobody knows which one a test sees
_CLASS = regex(r"(?<![\w:.-])class(?:Name)?=\{?[\"']([^\"'{}<>\n]+)[\"']")
_WORD = regex(r"[A-Za-z_]\w+")
_COMPOUND = regex(r"[a-z][a-z0-9]*[a-z](?:(?:--?|__?)[a-z0-9]*[a-z]{3,}[a-z0-9]*)+")
_SELECTOR, _OF_CLASS = regex(r"[\"'`][^\"'`\n]*\.[a-z][^\"'`\n/]*[\"'`]"), regex(r"\.([a-z][\w-]*)")
_WAYS = (
    "cy",
    "locator",
    "querySelector",
    "querySelectorAll",
    "waitForSelector",
    "cssSelector",
    "CSS_SELECTOR",
    "find",
    "click",
)
_MOST_SELECTING = 300
_FINDS = regex(
    r"(?i)(?:\b(?:get|find|locator|\w*selector\w*|\w*elements?\w*|css|click|fill|all|first|wait_?for\w*)|\$\$?)\(\s*$"
)


class LookedUp:
    """Finds such tests over one repository."""

    def __init__(self, code: Code) -> None:
        self._code = code

    def of(self, target: Target) -> Iterator[Place]:
        """Where tests look up an element that a component marks with an id of its own, or a class of its own."""
        code = self._code
        own = code.file(target.path) if target.language in SCRIPTS and not is_test_path(target.path) else None
        text = _drawn(target, own) if own is not None else ""
        for mark in dict.fromkeys(islice(_ids(text), _MOST_IDS)):
            for file in _tests_with(mark, code, _ids, _MOST_SETTING):
                yield from _places(file, mark, self._looks_up, 0)
                yield from _places(file, mark, _may_look_up, 1)
        classes = dict.fromkeys(_classes(text)) if _has_class(text) else {}
        for name in islice((name for name in classes if name in self._selected), _MOST_CLASSES):
            for file in _tests_with(name, code, _classes, 1) if _is_alone(name, code) else ():
                yield from _places(file, name, _selects, 0)

    def _looks_up(self, file: CodeFile, literal: Literal, mark: str) -> bool:
        """Whether a literal looks the id up, by a function for that or in a selector, and expects it to be there."""
        if literal.value == mark:
            return _is_given_to(words().testids["asks"], file, literal, mark) or (
                self._own is not None and _is_given_to(self._own, file, literal, mark)
            )
        absent = words().testids["absent"].search(file.line(literal.line))
        return not absent and any(
            found[1] == mark for found in words().testids["selects"].finditer(literal.value)
        )

    @cached_property
    def _own(self) -> re.Pattern[str] | None:
        """Calls of what tests have of their own to look up such an id, as `Cypress.Commands.add("byCy", id => …)`."""
        builds = words().testids["builds"]
        paths = self._code.tests_mentioning(*_WAYS)[:_MOST_SELECTING]
        texts = ((path, self._code.index.text(path) or "") for path in paths)
        names = set[str]()
        for file in filter(None, (self._code.file(path) for path, text in texts if builds.search(text))):
            for found in builds.finditer(file.text):
                names.add(_named_around(file, file.text.count("\n", 0, found.start()) + 1))
        known = "|".join(map(re.escape, sorted(names - {""})))
        return re.compile(rf"(?<![\w$])(?:{known})\(\s*$") if known else None

    @cached_property
    def _selected(self) -> frozenset[str]:
        """The classes of several words that tests in a browser select."""
        paths = self._code.tests_mentioning(*_WAYS)[:_MOST_SELECTING]
        texts = (self._code.index.text(path) or "" for path in paths)
        quoted = (found[0] for text in texts for found in _SELECTOR.finditer(text))
        return frozenset(
            name for one in quoted for name in _OF_CLASS.findall(one) if _COMPOUND.fullmatch(name)
        )


def _drawn(target: Target, own: CodeFile) -> str:
    """The text in which a component says what it draws: its function, or the whole of its file."""
    if target.kind == "component":
        return own.text
    bodies = (own.text[d.body : d.end] for d in own.outline.definitions if d.name == target.qualified)
    return "\n".join(bodies)


def _is_alone(name: str, code: Code) -> bool:
    """Whether one file of code alone says the name of a class: `is-primary` is no component's own."""
    paths = code.mentioning_all(_WORD.findall(name))
    said = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    own = (path for path in sorted(paths) if not is_test_path(path))
    return sum(said.search(code.index.text(path) or "") is not None for path in islice(own, _MOST_FILES)) < 2


def _tests_with(
    mark: str, code: Code, marks: Callable[[str], Iterator[str]], most: int
) -> Iterator[CodeFile]:
    """The tests that say a mark which at most so many files set; none that puts an element with it there itself."""
    paths = code.mentioning_all(_WORD.findall(mark))
    tests = sorted(path for path in paths if is_test_path(path) and mark in (code.index.text(path) or ""))
    others = (code.index.text(path) or "" for path in sorted(paths - {*tests})) if tests else ()
    if sum(mark in text and mark in marks(text) for text in others) > most:
        return
    for file in filter(None, map(code.file, tests[:_MOST_FILES])):
        if mark not in marks(file.text):  # by a double of the component
            yield file


def _places(
    file: CodeFile, mark: str, looks: Callable[[CodeFile, Literal, str], bool], cost: int
) -> Iterator[Place]:
    for literal in file.outline.literals:
        if mark in literal.value and looks(file, literal, mark):
            yield file.path, literal.scope, literal.line, cost


def _ids(text: str) -> Iterator[str]:
    """The ids that a text writes down whole."""
    yield from (found[1] or found[2] for found in words().testids["sets"].finditer(text))


def _has_class(text: str) -> bool:
    return "class=" in text or "className=" in text


def _classes(text: str) -> Iterator[str]:
    """The names of classes of several words that a text gives to its elements."""
    for found in _CLASS.finditer(text) if _has_class(text) else ():
        yield from (name for name in found[1].split() if _COMPOUND.fullmatch(name))


def _selects(file: CodeFile, literal: Literal, name: str) -> bool:
    """Whether a literal is a selector of a class that a test in a browser gives to what finds elements."""
    line = file.line(literal.line)
    if words().testids["absent"].search(line) or not re.search(rf"\.{name}(?![\w-])", literal.value):
        return False
    before = line[: max(line.find(literal.value[:20]), 0)].rstrip("\"'`")
    return _FINDS.search(before) is not None


def _may_look_up(file: CodeFile, literal: Literal, mark: str) -> bool:
    """Whether a literal looks up an id of that name, of whatever kind: `byId("total")`."""
    return literal.value == mark and _is_given_to(words().testids["perhaps"], file, literal, mark)


def _named_around(file: CodeFile, line: int) -> str:
    """The name of the command, or of the function, that a line stands in; "" for a test."""
    if command := command_around(file, line):
        return command
    around = file.function_around(file.scope_at(line))
    if around < 0 or test_around(file.outline, around, True) >= 0:
        return ""
    return file.outline.definitions[around].name.rpartition(".")[2]


def _is_given_to(way: re.Pattern[str], file: CodeFile, literal: Literal, mark: str) -> bool:
    line = file.line(literal.line)
    before = line[: max(line.find(mark), 0)].rstrip("\"'`")
    return not words().testids["absent"].search(line) and way.search(before) is not None
