"""What is a test, and whether it is an honest one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewlint.syntax.model import Definition, Outline

_PATH = re.compile(
    r"(^|/)(tests?|__tests__|specs?|e2e|cypress|[\w.-]*\.tests?|src/(test|\w+Test))/"
    r"|(^|/)(test_[^/]*|conftest)\.py$|_(test|spec)\.\w+$|\.(test|spec|cy)\.\w+$|(Tests?|IT|Spec|TestCase)\.\w+$"
)
_NAMED = re.compile(r"^(test|Test|Benchmark|Fuzz|Example|should)")
_MARKED = re.compile(
    r"^([\w.:]*\b)?(test|Test|ParameterizedTest|RepeatedTest|Fact|Theory|TestMethod|rstest)\b"
)
_SKIPPED = re.compile(r"\b(skip(If|Unless)?|xfail|Disabled|Ignore|ignore)\b")
_SKIPPING = re.compile(r"^\s*(xit|xtest|xdescribe|xcontext|pending|(it|test|describe)\.(skip|todo))\b")
_GIVES_UP = re.compile(r"^[^\n]*\n\s*(\w+\.Skip(Now|f)?\(|pytest\.skip\(|self\.skipTest\(|skip\b|pending\b)")
_ASSERTS = re.compile(
    r"\bassert|\bexpect|\bshould\b|\.should|\brequire\.|\bverify\w*\(|\braises\b|\.(Error|Errorf|Fatal|Fatalf|Fail)\("
    r"|\bASSERT|\bAssert|\b(mustBe|must_|wont_|is_expected|panics?)\b|\.check\(|\btoMatch|insta::|testutil\.\w+\("
)
_COMMENT = re.compile(r"^\s*(#(?!\[)|//|\*|/\*).*$", re.MULTILINE)


def is_test_path(path: str) -> bool:
    """True for a file that by every common convention holds tests or their helpers."""
    return _PATH.search(path) is not None


def test_around(outline: Outline, scope: int, in_test_file: bool) -> int:
    """The number of the test definition that holds `scope`; -1 where none does."""
    while scope >= 0:
        definition = outline.definitions[scope]
        if _is_test(definition, in_test_file):
            return scope
        scope = definition.scope
    return -1


def honest(outline: Outline, number: int, text: str) -> bool:
    """True for a test that runs and asserts something; nothing around it is skipped."""
    test = outline.definitions[number]
    body = _COMMENT.sub("", text[test.start : test.end])
    return _ASSERTS.search(body) is not None and not _skipped(outline, number, text)


def _is_test(definition: Definition, in_test_file: bool) -> bool:
    if definition.kind == "test" or any(_MARKED.match(mark) for mark in definition.decorators):
        return True
    last = definition.name.rsplit(".", 1)[-1]
    return in_test_file and definition.kind in ("function", "method") and _NAMED.match(last) is not None


def _skipped(outline: Outline, number: int, text: str) -> bool:
    if _GIVES_UP.match(text[outline.definitions[number].body :]):
        return True
    while number >= 0:
        definition = outline.definitions[number]
        head = text[definition.start : definition.start + 60]
        if _SKIPPING.match(head) or any(_SKIPPED.search(mark) for mark in definition.decorators):
            return True
        number = definition.scope
    return False
