"""The tests of one side of a file: what each asserts, and whether it runs at all."""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING

from reviewlint.facts.reach.testcode import test_around
from reviewlint.facts.testwords import pattern
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.syntax.model import BLOCKS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reviewlint.syntax.model import Definition, Outline

_COMMENT = regex(r"^\s*(#(?!\[)|//|\*|/\*).*$", re.MULTILINE)
_TRAILING = regex(r"(?<=\s)(//|#)\s[^\n\"'`]*$", re.MULTILINE)
_WORD = regex(r"[A-Za-z_]\w{2,}")
_NAME = regex(r"[A-Za-z_$]\w*")
_OPENING = regex(r"^\W*\w+(\.\w+)*")  # the word that opens a block: `it`, `test.each`
_ABOVE = 300
_PASSES_T = regex(r"\w\(\s*(t|tb|b|test|s\.T\(\))\s*[,)]")
_HEAD = 200
_LONGEST = 12  # lines of an assertion
_STEPS = 3  # from a helper to the one that asserts


class Case(Record):
    """A test on one side.

    `text` is its body without comments, `head` what stands before it but its name: marks, rows it is run for; `words`
    are all words of both; `helped` are the lines that leave it to a helper to assert: `waitForCount(t, 3, sent)`.
    """

    path: str
    name: str
    line: int
    text: str
    assertions: tuple[str, ...]
    skipped: bool
    focused: bool
    asserts: bool
    words: frozenset[str]
    head: str = ""
    helped: tuple[str, ...] = ()

    @property
    def last(self) -> str:
        """The name without that of its class or group."""
        return self.name.rpartition(".")[2]


def cases(path: str, outline: Outline, text: str, in_test_file: bool) -> list[Case]:
    """The tests in the file at `path`, outermost only, in source order."""
    found = []
    called_at = _called_at(outline)
    asserting = cache(partial(_asserting, outline, text, called_at))
    helped = cache(partial(_is_helped, outline, text, asserting, called_at))
    off = pattern("skip_files").search(text) is not None
    for number, definition in enumerate(outline.definitions):
        if test_around(outline, number, in_test_file) != number:
            continue
        if definition.scope >= 0 and test_around(outline, definition.scope, in_test_file) >= 0:
            continue
        if definition.scope >= 0 and definition.name == _constructor(
            outline.definitions[definition.scope].name
        ):
            continue
        found.append(_case(path, outline, text, number, helped, off))
    return found


def _constructor(owner: str) -> str:
    """The qualified name of what makes an object of a class: `TestServer.TestServer`."""
    return f"{owner}.{owner.rpartition('.')[2]}"


def words_of(text: str) -> frozenset[str]:
    """The words of a text, those of three letters and more."""
    return frozenset(_WORD.findall(text))


def _case(
    path: str, outline: Outline, text: str, number: int, helped: Callable[[int], bool], off: bool
) -> Case:  # fmt: skip
    test = outline.definitions[number]
    body = _TRAILING.sub("", _COMMENT.sub("", text[test.body : test.end]))
    lines = [line.strip() for line in body.split("\n")]
    asserted = _assertions(tuple(lines))
    whole = _COMMENT.sub("", text[test.start : test.end])
    proves = (
        bool(asserted) or bool(_PASSES_T.search(body)) or _marks_expect(test.decorators) or helped(number)
    )
    return Case(
        path, test.name, test.line, "\n".join(filter(None, lines)), asserted,
        off or _skipped(outline, number, text), _focused(outline, number, text),
        proves or pattern("runs_through").search(test.name) is not None, words_of(whole),
        _COMMENT.sub("", text[test.start : test.body]).replace(test.name.rpartition(".")[2], "", 1),
        tuple(line for line in lines if _PASSES_T.search(line)),
    )  # fmt: skip


@lru_cache(maxsize=1_000)  # most tests are the same on both sides
def _assertions(lines: tuple[str, ...]) -> tuple[str, ...]:
    assertion, vacuous = pattern("assertions").search, pattern("vacuous").search
    asserting = [n for n, line in enumerate(lines) if assertion(line)]
    return tuple(_whole(lines, n) for n in asserting if not vacuous(lines[n]))


def _called_at(outline: Outline) -> dict[int, set[str]]:
    """The names that stand on each line."""
    found: dict[int, set[str]] = {}
    for reference in outline.references:
        found.setdefault(reference.line, set()).add(reference.name)
    return found


def _is_helped(
    outline: Outline, text: str, helpers: Callable[[], frozenset[str]], called_at: dict[int, set[str]],
    number: int,
) -> bool:  # fmt: skip
    """Whether a test calls something that asserts for it, in this file or by its name."""
    called = _called_in(outline.definitions[number], text, called_at)
    # the signature has names of its own: `testing.T`, `@Test`
    return not helpers().isdisjoint(called) or any(pattern("asserting_helpers").search(c) for c in called)


def _own_lines(test: Definition, text: str) -> str:
    """The body of a test without the word that opens it, and without assertions that hold always."""
    body = text[test.body : test.end]
    body = _OPENING.sub("", body) if test.kind == "test" else body
    return "\n".join(line for line in body.split("\n") if not pattern("vacuous").search(line))


def _whole(lines: Sequence[str], number: int) -> str:
    """The assertion that starts on a line, with the lines up to its last bracket."""
    found = lines[number]
    for line in lines[number + 1 : number + _LONGEST]:
        if found.count("(") + found.count("[") + found.count("{") <= sum(map(found.count, ")]}")):
            break
        found += f" {line}"
    return found


def _marks_expect(marks: tuple[str, ...]) -> bool:
    return any(
        re.search(r"expected\s*=|should_panic|ExpectedException|expectedException", mark) for mark in marks
    )


def _asserting(outline: Outline, text: str, called_at: dict[int, set[str]]) -> frozenset[str]:
    """The names of this file's own functions that assert, themselves or through one another."""
    own = [d for d in outline.definitions if d.kind in ("function", "method")]
    known = {_plain(d) for d in own if pattern("assertions").search(text[d.body : d.end])}
    rest = [d for d in own if _plain(d) not in known] if known else []
    for _ in range(_STEPS):
        more = {_plain(d) for d in rest if not known.isdisjoint(_called_in(d, text, called_at))}
        rest = [d for d in rest if _plain(d) not in more]
        known |= more
    return frozenset(known)


def _plain(definition: Definition) -> str:
    return definition.name.rpartition(".")[2]


def _called_in(definition: Definition, text: str, called_at: dict[int, set[str]]) -> set[str]:
    """The names that are called in the body of a definition."""
    lines = range(definition.line, definition.end_line + 1)
    called = set[str]().union(*(called_at.get(line, ()) for line in lines))
    return called & set(_NAME.findall(_own_lines(definition, text)))


def _skipped(outline: Outline, number: int, text: str) -> bool:
    test = outline.definitions[number]
    body = _COMMENT.sub("", text[test.body : min(test.end, test.body + 600)]).lstrip("{ \n")
    top = [line for line in body.split("\n")[:6] if pattern("skip_calls").search(line)]
    if top and not re.search(r"^\s*(if|unless)\b", body.partition(top[0])[0].rstrip().rpartition("\n")[2]):
        return True
    if _closed(outline, number, text, "skip_ends", "skip_tails") or _tagged(outline, number, text):
        return True
    return _marked(outline, number, text, "skip_marks", "skip_blocks") or _starved(outline, number, text)


def _closed(outline: Outline, number: int, text: str, ends: str, tails: str) -> bool:
    """Whether the test ends with an option, or something is called on it."""
    test = outline.definitions[number]
    last = text[max(test.end - _HEAD, test.start) : test.end]
    return (
        pattern(ends).search(last) is not None
        or pattern(tails).match(text[test.end : test.end + _HEAD]) is not None
    )


def _tagged(outline: Outline, number: int, text: str) -> bool:
    """Whether a line of marks right above the test, which is no part of it, takes it out; or its own first line."""
    test = outline.definitions[number]
    above = text[max(test.start - _ABOVE, 0) : test.start].rstrip(" \t").removesuffix("\n").split("\n")
    for line in reversed(above):
        if not line.lstrip().startswith("@"):
            break
        if pattern("skip_tags").search(line):
            return True
    return pattern("skip_heads").search(text[test.start : test.start + _HEAD].partition("\n")[0]) is not None


def _starved(outline: Outline, number: int, text: str) -> bool:
    """Whether the test is run for each row of a table that has none, so that it never runs."""
    if _marked(outline, number, text, "empty_marks", "empty_blocks"):
        return True
    test = outline.definitions[number]
    above = text[max(test.start - _HEAD, 0) : test.start].rpartition("}")[2]
    named = {found[1] for mark in (*test.decorators, above) for found in pattern("providers").finditer(mark)}
    givers = (d for d in outline.definitions if d.name.rpartition(".")[2] in named)
    return any(pattern("empty_bodies").search(_COMMENT.sub("", text[d.body : d.end])) for d in givers)


def _focused(outline: Outline, number: int, text: str) -> bool:
    if _closed(outline, number, text, "focus_ends", "focus_tails"):
        return True
    return _marked(outline, number, text, "", "focus_blocks")


def _marked(outline: Outline, number: int, text: str, marks: str, blocks: str) -> bool:
    """Whether the test, or anything around it, bears a mark or opens as such a block."""
    while number >= 0:
        definition = outline.definitions[number]
        if marks and any(pattern(marks).search(mark) for mark in definition.decorators):
            return True
        head = text[definition.start : definition.start + _HEAD].partition("\n")[0]
        if definition.kind in BLOCKS and pattern(blocks).search(head):
            return True
        number = definition.scope
    return False
