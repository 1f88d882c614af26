"""Test blocks: calls that hold a test or a group of them (`it("adds", …)`, `describe "x" do`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS
from reviewlint.syntax.pest import chained

if TYPE_CHECKING:
    from ast_grep_py import SgNode

_TESTS = frozenset(
    (
        "it", "test", "specify", "fit", "xit", "xtest", "scenario", "example", "should", "in", "specify_", "given",
        "property", "prop", "testWidgets", "blocTest", "testGoldens", "patrolTest", "testCase", "testProperty",
        "TEST_CASE", "TEST_CASE_METHOD",
        "TEMPLATE_TEST_CASE", "SCENARIO", "its", "ignore", "expect", "it_behaves_like", "it_should_behave_like",
        "include_examples", "describetable",
    )
)  # fmt: skip
_SUITES = frozenset(
    (
        "describe", "context", "suite", "fdescribe", "xdescribe", "feature", "fcontext", "xcontext", "shared_examples",
        "shared_examples_for", "group", "testGroup", "when",
    )
)  # fmt: skip
# Kotest's styles of specification, where the same words hold a test in one and a group in another
_KOTLIN_TESTS = frozenset(("test", "it", "should", "expect", "then", "Then", "scenario"))
_KOTLIN_SUITES = frozenset(("describe", "context", "given", "Given", "when", "When", "feature"))
_GIVEN = r"(?:<[^<>()]{1,120}(?:<[^<>()]{0,80}>[^<>()]{0,80}){0,3}>)?"  # types, as of a context: `test<Shop>("adds", …`
_JS = regex(
    r"(?P<word>[A-Za-z]\w*)(?:\.\w+)*" + _GIVEN + r"(?:\([^()]*\)|`[^`]*`)?\(\s*"
    r"(?:(?P<title>\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`|\w[\w.]*)\s*,"
    r"|(?:async\s+)?function\s+(?P<named>\w+)|\{\s*name:\s*(?P<entry>\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`))"
)
_ANY = regex(  # a title that is put together: what follows it is the function
    r"(?P<word>[fx]?(?:it|test|specify|describe))\b(?:\.\w+)*"
    + _GIVEN
    + r"(?:\([^()]*\)|`[^`]*`)?\(\s*(?P<title>\S[^\n]*?)\s*,"
    r"\s*(?:\{[^{}\n]*\}\s*,\s*)?(?:async\b\s*)?(?:function\b|\([^()]*\)\s*(?::\s*[\w<>]+\s*)?=>|\w+\s*=>)"
)
_RUNNER = regex(
    r"(?:Deno|QUnit|Bun|tap|tape|lab|t)\.(?=(?:test|it|describe)\b)"
)  # objects that hold the words
_PEST = regex(r"(?P<word>it|test|describe)\(\s*(?P<title>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')\s*,")
_RUBY = regex(r"(?:RSpec\.)?(?P<word>\w+)[ (]+(?P<title>\"[^\"\n]*\"|'[^'\n]*'|[A-Z][\w:]*|:\w+)")
_RUBY_BARE = regex(
    r"(?P<word>it|specify|example)\s*(?:\{|do\b)\s*(?P<title>[^\n}]*)"
)  # `it { is_expected.to be 1 }`
_RUBY_SHARED = frozenset(("it_behaves_like", "it_should_behave_like", "include_examples"))
_SCALA = regex(
    r"(?P<word>test|it|describe|scenario|feature|property|ignore)\(\s*(?P<title>\"[^\"\n]*\")"
    r"|(?P<infix>\"[^\"\n]*\"|it|they|behavior|ignore)\s+(?P<verb>in|should|must|can|when|which|ignore)\b"
    r"(?:\s*(?P<rest>\"[^\"\n]*\")\s*(?:taggedAs\s*[(\w.]+\)?\s+)?(?P<ends>in\b|ignore\b|should\b|must\b|can\b|when\b|\{)?)?"
)
_KOTLIN = regex(
    r"(?:`?(?P<word>\w+)`?\(\s*)?(?P<title>\"(?:[^\"\\\n]|\\.)*\")\s*\)?\s*(?:\.config\([^()]*(?:\([^()]*\)[^()]*)*\)\s*)?\{"
)
_GINKGO = regex(
    r"(?P<word>[FPX]?(?:It|Specify|Describe|Context|When|DescribeTable))\(\s*(?P<title>\"[^\"\n]*\"|`[^`]*`)\s*,"
)
_ELIXIR = regex(r"(?P<word>test|describe|property)\s*\(?\s*(?P<title>\"[^\"\n]*\").*\bdo\b", re.DOTALL)
_HASKELL = regex(r"(?P<word>\w+)\s+(?P<title>\"[^\"\n]*\")\s*\$")
_PLAIN = regex(r"(?P<word>\w+)\(\s*(?P<title>\"[^\"\n]*\")")
_FAMILY = {
    "dart": _JS, "lua": _JS, "elixir": _ELIXIR, "haskell": _HASKELL, "cpp": _PLAIN, "swift": _PLAIN,
    "vue": _JS, "svelte": _JS, "php": _PEST,
    "javascript": _JS, "typescript": _JS, "tsx": _JS, "go": _GINKGO,
}  # fmt: skip
_HEAD = 300  # of a call's source, where its title stands
_EACH = regex(r"\w+(?:\.\w+)*\.(?:each|for|cases)[<(]")
Block = tuple[Literal["test", "suite"], str]


def block_of(
    node: SgNode, language: str, source: str, text: str, end: int
) -> tuple[Literal["test", "suite"], str, int] | None:
    """(kind, title, end) of the test block that a call opens, whose `source` ends at `end`; `text`: of its file."""
    block = block_kind(language, head(node, source))
    if block:
        return *block, with_block(node, end)
    test = chained(node, text) if language == "php" else None
    return ("test", *test) if test else None


def block_kind(language: str, source: str) -> Block | None:
    """(kind, title) of the test block that the call `source` opens; None for any other call."""
    source = source[:_HEAD]
    if language == "ruby":
        return _ruby(source)
    if language == "scala":
        return _scala(source)
    if language == "kotlin":
        return _kotlin(source)
    if language in SCRIPTS:
        source = _RUNNER.sub("", source, count=1) if _RUNNER.match(source) else source
        found = _JS.match(source) or _ANY.match(source)
    else:
        pattern = _FAMILY.get(language)
        found = pattern.match(source) if pattern else None
    if not found:
        return None
    title = next((text for name, text in found.groupdict().items() if name != "word" and text), "")
    return _by_word(found["word"], title)


def _by_word(word: str, title: str) -> Block | None:
    title = title.strip("\"'`")
    plain = word if word in _SUITES or word in _TESTS else _plain(word)
    if plain in _SUITES:
        return "suite", title
    return ("test", title) if plain in _TESTS else None


def _plain(word: str) -> str:
    """A word without the letter before it that focuses or skips: `FDescribe`, `xit`, `PIt`."""
    bare = word.lstrip("FPXfx")
    return bare if bare == word and word[:1] not in "ISDCW" else bare.lower()


def _ruby(source: str) -> Block | None:
    bare = _RUBY_BARE.match(source)
    if bare:
        return "test", bare["title"].replace(".", " ").strip()[:60] or bare["word"]
    found = _RUBY.match(source)
    if not found or (found["word"] not in _RUBY_SHARED and not re.search(r"\bdo\b|\{", source)):
        return None
    return _by_word(found["word"], found["title"])


def _scala(source: str) -> Block | None:
    """`test("x")`, and sentences: `"A cart" should "be empty" in {`, `it should "add" in {`, `"A cart" should {`."""
    found = _SCALA.match(source)
    if not found or found["word"]:
        return _by_word(found["word"], found["title"]) if found else None
    subject, verb, rest = found["infix"].strip('"'), found["verb"], (found["rest"] or "").strip('"')
    if verb in ("in", "ignore"):
        return ("test", subject) if found["infix"][0] == '"' else None
    if not rest:
        return ("suite", subject) if found["infix"][0] == '"' else None
    if found["ends"] not in ("in", "ignore"):
        return None
    return "test", rest


def _kotlin(source: str) -> Block | None:
    """`test("x") {`, and the sentences of a StringSpec: `"x" {`."""
    found = _KOTLIN.match(source)
    if not found:
        return None
    word, title = found["word"] or "test", found["title"].strip('"').replace(".", " ")
    plain = word if word in _KOTLIN_SUITES else word.removeprefix("x").removeprefix("f")
    if plain in _KOTLIN_SUITES:
        return "suite", title
    return ("test", title) if word in _KOTLIN_TESTS or plain in _KOTLIN_TESTS else None


def head(node: SgNode, source: str) -> str:
    """The `source` of a call; of one whose callee is given a table, `test.each([…])("adds", …)`, without the table."""
    callee = node.field("function") if _EACH.match(source) else None
    if callee is None or callee.kind() != "call_expression":
        return source
    table, opens = callee.field("arguments"), callee.field("function")
    if table is None or opens is None or table.kind() == "template_string":
        return source
    return f"{opens.text()}(){node.text()[len(callee.text()) :][:_HEAD]}"


def with_block(node: SgNode, end: int) -> int:
    """The end of a call together with the block that stands after it: `TEST_CASE("x") {…}`."""
    parent = node.parent()
    after = parent.next() if parent is not None and parent.kind() == "expression_statement" else None
    return after.range().end.index if after is not None and after.kind() == "compound_statement" else end
