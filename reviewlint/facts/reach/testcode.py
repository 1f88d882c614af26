"""What is a test, and whether it is an honest one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reviewlint.facts.reach.words import words
from reviewlint.facts.testwords import is_test_stem, pattern, placed
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.words import Generated
    from reviewlint.syntax.model import Definition, Outline

_PATH = regex(
    r"(^|/)(tests?|testing|__tests__|specs?|e2e|cypress|[\w.-]*\.tests?|(?:integration|unit|functional)[-_]?tests?|src/(test|\w+Test)"
    r"|[\w.-]*Tests|[\w.-]*(?:Unit|Integration|Functional|Acceptance|E2E|EndToEnd|Regression|Smoke)Test(?:ing)?|[\w.-]+\.(?:Tests?|Specs?)(?:\.[\w.-]+)?|step[-_]?definitions|stepDefinitions|StepDefinitions|step_?defs)/"
    r"|^features/(?:.*\.(?:rb|py)|(?:support|steps)/.*\.[cm]?[jt]s|bootstrap/.*\.php)$"
    r"|(^|/)(test_[^/]*|tests|conftest)\.py$|_(test|spec)\.\w+$|[.-](test|spec|cy|e2e)\.(?!(?:go|py|rs|java|kt|cs)$)\w+$|(Tests?|IT|Spec|TestCase)\.\w+$"
)
_STORY = regex(r"\.(stories|story)\.[cm]?[jt]sx?$")
_NAMED = regex(r"^(test|Test|Benchmark|Fuzz|Example|should|play$)")  # a story plays
_STEP = r"\(\s*[@$ruf]{0,2}[\"'/]"  # of Cucumber and its like, which say a sentence
_MARKED = regex(
    r"^([\w.:]*\b)?(test|Test|ParameterizedTest|RepeatedTest|TestFactory|Fact|Theory|TestMethod|TestCase|rstest|test_case)\b"
    rf"|^[tT]hen{_STEP}"
)
_FIXTURE = regex(r"^(?:pytest\.|pytest_asyncio\.)?(?:yield_)?fixture\b")  # `test_client` is one, and no test
_SKIPPED = regex(r"\b(skip(If|Unless)?|xfail|Disabled|Ignore|ignore)\b")
_CONDITION = regex(r"\b(skipif|skipIf|skipUnless|skip_if|skip_unless)\b")
_SKIPPING = regex(
    r"^\s*(xit|xtest|xdescribe|xcontext|pending|(it|test|describe)\.(skip|todo)"
    r"|(?:\"[^\"\n]*\"|it|they)(?:\s+(?:should|must|can)\s*\"[^\"\n]*\")?\s+ignore)\b"
)
_GIVES_UP = regex(r"^[^\n]*\n\s*(\w+\.Skip(Now|f)?\(|pytest\.skip\(|self\.skipTest\(|skip\b|pending\b)")
_SURE = (  # forms that the pattern knows and that are quick to find
    "Assert", ".should", ".assert", " assert", "\tassert", "expect(", "\trequire.", ".Error(",
    ".Errorf(", ".Fatal(", ".Fatalf(", ".andExpect",
)  # fmt: skip
_EXPECTS = regex(r"\bshould_panic\b|\bexpected\s*=|\b[Ee]xpectedException\b")
_PRINTED = regex(
    r"^\s*//\s*(?i:(?:unordered )?output:)", re.MULTILINE
)  # by which go test compares an example
_STUB = regex(
    r"\bexpect\([\w.]+\)\.(toBeDefined|toBeTruthy|not\.toBeNull|not\.toBeUndefined)\(\)|\bexpect\(true\)\.\w+\(\w*\)"
)
_TRIVIAL = regex(r"\bassert\s+True\b|\bassertTrue\(\s*(True|true)\s*\)|\bassert!?\(true\)")
_COMMENT = regex(r"^\s*(#(?!\[|expect\b|require\b)|//|\*|/\*).*$", re.MULTILINE)
_CALLED = regex(r"([A-Za-z_]\w*)\s*[!?]?\(")
_DRIVES = regex(
    r"(?i:client|api|app|browser|page|http|session|server|request|agent|conn|mvc|this|self|site|router|driver)\w*(?:\([^()\n]*\))?"
    r"(?:\??\.|->)(?:\w+\([^()\n]*\)(?:\.|->))*(?:get|post|put|patch|delete|head|options|request|visit|goto|fetch|call|send|perform|handle)\w*\("
    r"|\b(?:render\w*|mount|shallow|fireEvent|userEvent|visit|click_\w+|fill_in|follow_redirect!?|simulate)\b\s*[(.\s]"
    r"|\b(?:Keyboard|UI|mouse|pointer|screen|cy|page|wrapper)\.\w+\("
    r"|^\s*(?:await )?(?:get|post|put|patch|delete)\s*\(?\s*(?:[:\"'/]|[a-z][\w.]*_(?:path|url)\b)"
    r"|\b(?:call_command|CliRunner|cargo_bin|assert_cmd)\b"
    r"|\b(?:subprocess|artisan)\b"
    r"|\.args?\([^()\n]*\)[\s\S]{0,800}?\.assert\(\)|\brunner\.invoke|\bexec\.Command|\bhttptest\.|\bdo_?request|\bperform_enqueued_jobs|\bperform_now",
    re.MULTILINE,
)
_BROWSER = regex(
    r"(?i)(^|/)(features?|system|e2e|browser|acceptance|end[-_]?to[-_]?end|playwright|cypress|selenium|dusk|ui)[-_]?(tests?)?/"
)
_PAGE = regex(
    r"\bselenium\.\w|\b(?:web_?|_|Web)?[dD]river\.(?:[gG]et|[fF]ind|[nN]avigate)"
    r"|\bbrowser\.(?:visit|get|find|new_page|newPage)|\$browser->(?:visit|click|press|type|waitFor)|\bchromedp\.\w"
    r"|\b[pP]age\.(?:[gG]oto|navigate|[cC]lick|[fF]ill|[lL]ocator|[wW]ait_?[fF]or|[gG]et_?[bB]y"
    r"|(?:execute|evaluate|evaluate_async)_script)"  # a driver of Capybara without a browser runs none
)
HOOK = regex(
    r"^(?:(?:asyncS|s)et_?[uU]p(?:Class|TestData|Module|BeforeClass|WithError|_class)?|setup(?:_method|_class|_module)?"
    r"|tear_?[dD]own(?:_method)?|(?:OneTime)?SetUp|Setup(?:Test|Suite)|TestMain|(?:before|after)_?(?:[eE]ach|[aA]ll|Test|Spec|Any)"
    r"|InitializeAsync|(?:Test|Class|Assembly)Initialize)$"
    r"|\b(BeforeEach|BeforeAll|Before|BeforeClass|BeforeMethod|AfterEach|After|autouse\s*=\s*True)\b"
    rf"|^(?:[gG]iven|[wW]hen|[sS]tep|And|But){_STEP}"
)
_LEFT = regex(
    r"\bif\s*\(?\s*(?:true|True|1|1\s*!=\s*0|1\s*===?\s*1|!false|not False)\s*\)?\s*[:{]?\s*return\b"
)
_DEPTH = 3  # helpers that assert for a test, and helpers of those


@lru_cache(maxsize=1 << 16)
def is_test_path(path: str) -> bool:
    """True for a file that by every common convention holds tests or their helpers."""
    return _PATH.search(placed(path)) is not None or is_test_stem(path) or is_story(path)


def is_story(path: str) -> bool:
    """True for a file of stories, each of which shows a component, and is a test of it if it plays and asserts."""
    return ".stor" in path and _STORY.search(path) is not None


def test_around(outline: Outline, scope: int, in_test_file: bool) -> int:
    """The number of the test definition that holds `scope`; -1 where none does.

    What a test defines inside of itself is no test, whatever its name: the outermost counts.
    """
    found = -1
    while scope >= 0:
        definition = outline.definitions[scope]
        if _is_test(definition, in_test_file):
            found = scope
        scope = definition.scope
    return found


def touched(file: CodeFile | None, test: int, lines: frozenset[int]) -> bool:
    """Whether a change adds one of its `lines` to a test, or to the module around one that stands beside code."""
    if file is None or is_test_path(file.path) or test < 0:
        return True
    outer = file.outline.definitions[test].scope
    around = file.outline.definitions[outer if outer >= 0 else test]
    return any(around.line <= line <= around.end_line for line in lines)


class Honesty:
    """Tells tests that run and assert from those that only look like tests."""

    def __init__(self, code: Code) -> None:
        self._code = code
        self._known: dict[tuple[str, int], bool] = {}
        self._asserting: dict[tuple[str, str], bool] = {}
        self._left: dict[str, tuple[int, ...]] = {}
        self._test_code: dict[str, str] = {}
        self._known_places: dict[tuple[str, str], list[str]] = {}

    def of(self, file: CodeFile, number: int) -> bool:
        """True for a test that runs and asserts something; nothing around it is skipped."""
        key = (file.path, number)
        if key not in self._known:
            runs = not skipped(file.outline, number, file.text) and not self._is_left_over(file, number)
            self._known[key] = runs and self._asserts(file, number, 0)
        return self._known[key]

    def _is_left_over(self, file: CodeFile, number: int) -> bool:
        """Whether a generator wrote a test, of what the program says no more: it cannot pass, and nobody runs it."""
        own = file.outline.definitions[number]
        return any(
            one.test.search(file.text, own.start, own.end) and not self._says(one, file.language)
            for one in words().generated
        )

    def _says(self, one: Generated, language: str) -> bool:
        """Whether code of the program still says what a generated test looks for."""
        paths = (p for p in self._code.mentioning(*one.words) if not is_test_path(p))
        own = (p for p in paths if (self._code.index.language(p) in SCRIPTS) == (language in SCRIPTS))
        return any(one.says.search(self._code.index.text(path) or "") for path in own)

    def has_left(self, file: CodeFile, number: int, line: int) -> bool:
        """Whether a test has always returned before one of its lines: `if 1 != 0 { return }`."""
        if file.path not in self._left:
            self._left[file.path] = tuple(
                file.text.count("\n", 0, found.end()) + 1 for found in _LEFT.finditer(file.text)
            )
        first = file.outline.definitions[number].line
        return any(first <= at < line for at in self._left[file.path])

    def _asserts(self, file: CodeFile, number: int, depth: int) -> bool:
        definition = file.outline.definitions[number]
        source = file.text[definition.start : definition.end]
        if file.language == "go" and definition.name.startswith("Example") and _PRINTED.search(source):
            return True
        body = _plain(source)
        if _asserts(body) or any(_EXPECTS.search(mark) for mark in definition.decorators):
            return True
        if depth >= _DEPTH:
            return False
        return any(self._helps(file, name, depth) for name in called(body))

    def _helps(self, file: CodeFile, name: str, depth: int) -> bool:
        """Whether a helper of that name, in this test file or another one, asserts."""
        key = (file.path, name)
        if key not in self._asserting:
            self._asserting[key] = False  # against circles
            self._asserting[key] = any(self._asserts(f, n, depth + 1) for f, n in self._helpers(file, name))
        return self._asserting[key]

    def _places(self, name: str, language: str) -> list[str]:
        """The files of a language in which a helper of that name may be defined."""
        key = (name, language)
        if key not in self._known_places:
            known = (p for p in self._code.mentioning(name) if self._code.index.language(p) == language)
            self._known_places[key] = [
                p for p in known if is_test_path(p) or (language == "rust" and self._is_told(p, name))
            ]
        return self._known_places[key]

    def _is_told(self, path: str, name: str) -> bool:
        """Whether a file of Rust defines a helper in a module or crate for tests, which need no place of their own."""
        if path not in self._test_code:
            text = self._code.index.text(path) or ""
            self._test_code[path] = text if "cfg(test)" in text or "test" in path else ""
        return f"fn {name}" in self._test_code[path]

    def _helpers(self, file: CodeFile, name: str) -> list[tuple[CodeFile, int]]:
        here = [(file, number) for number in _named(file, name)]
        if here:
            return here
        paths = [path for path in self._places(name, file.language) if path != file.path]
        if len(paths) > 60:
            paths = [p for p in paths if p.rpartition("/")[0] == file.path.rpartition("/")[0]][:60]
        found: list[tuple[CodeFile, int]] = []
        for path in sorted(paths):
            other = self._code.file(path)
            if other is not None:
                found += [(other, number) for number in _named(other, name)]
        return found[:4]


def asserts(body: str) -> bool:
    """True where the source of a test asserts something that could fail for another reason than its set-up."""
    return _asserts(_plain(body))


def _asserts(body: str) -> bool:
    if "expect(" in body:
        body = _STUB.sub("", body)
    if "assert" in body and ("True" in body or "true" in body):
        body = _TRIVIAL.sub("", body)
    inside = body.partition("\n")[2] or body.partition("{")[2] or body
    return any(form in inside for form in _SURE) or pattern("assertions").search(inside) is not None


def called(body: str) -> tuple[str, ...]:
    """The names that the source of a test calls, each once."""
    return tuple(dict.fromkeys(_CALLED.findall(body)))


def named(file: CodeFile, name: str) -> list[Definition]:
    """The functions and methods of that name in one file."""
    return [file.outline.definitions[number] for number in _named(file, name)]


@lru_cache(maxsize=1 << 12)  # a path is asked for with each of its tests
def in_browser(path: str) -> bool:
    """True for a test file that by its folder drives a browser, whatever the language of the page's code."""
    return _BROWSER.search(path) is not None


def browses(body: str) -> bool:
    """True where the source of a test works on a page that a browser shows."""
    return _PAGE.search(_plain(body)) is not None


def drives(body: str) -> bool:
    """True where the source of a test makes a request, renders something, or runs a command."""
    return _DRIVES.search(_plain(body)) is not None


def skipped(outline: Outline, number: int, text: str) -> bool:
    """True for a test that does not run, or stands in something that does not."""
    if _GIVES_UP.match(text[outline.definitions[number].body :]):
        return True
    while number >= 0:
        definition = outline.definitions[number]
        head = text[definition.start : definition.start + 60]
        names = (mark.partition("(")[0] for mark in definition.decorators)
        marks = (name for name in names if not _CONDITION.search(name))
        if _SKIPPING.match(head) or any(_SKIPPED.search(mark) for mark in marks):
            return True
        number = definition.scope
    return False


def _plain(body: str) -> str:
    return _COMMENT.sub("", body)


def _named(file: CodeFile, name: str) -> list[int]:
    return [
        number
        for number, d in enumerate(file.outline.definitions)
        if d.kind in ("function", "method") and d.name.rpartition(".")[2] == name
    ]


def _is_test(definition: Definition, in_test_file: bool) -> bool:
    if definition.kind == "test" or any(_MARKED.match(mark) for mark in definition.decorators):
        return True
    last = definition.name.rsplit(".", 1)[-1]
    named = in_test_file and definition.kind in ("function", "method") and _NAMED.match(last) is not None
    return named and not any(_FIXTURE.match(mark) for mark in definition.decorators)
