"""Test blocks: calls that hold a test or a group of them (`it("adds", …)`, `describe "x" do`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from reviewlint.regex import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

_TESTS = frozenset(
    [
        "it",
        "test",
        "specify",
        "fit",
        "xit",
        "ignore",
        "expect",
        "xtest",
        "scenario",
        "example",
        "should",
        "in",
        "specify_",
        "given",
        "property",
        "prop",
        "testWidgets",
        "testCase",
        "testProperty",
        "TEST_CASE",
        "TEST_CASE_METHOD",
        "TEMPLATE_TEST_CASE",
        "SCENARIO",
    ]
)
_SUITES = frozenset(
    [
        "describe",
        "context",
        "suite",
        "fdescribe",
        "xdescribe",
        "feature",
        "fcontext",
        "xcontext",
        "shared_examples",
        "group",
        "testGroup",
        "when",
        "describetable",
    ]
)
_JS = regex(
    r"(?P<word>[A-Za-z]\w*)(?:\.\w+)*(?:\([^()]*\)|`[^`]*`)?\(\s*(?P<title>\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`|\w[\w.]*)\s*,"
)
_ANY = regex(  # a title that is put together: what follows it is the function
    r"(?P<word>[fx]?(?:it|test|specify|describe))\b(?:\.\w+)*(?:\([^()]*\)|`[^`]*`)?\(\s*(?P<title>\S[^\n]*?)\s*,"
    r"\s*(?:\{[^{}\n]*\}\s*,\s*)?(?:async\b\s*)?(?:function\b|\([^()]*\)\s*(?::\s*[\w<>]+\s*)?=>|\w+\s*=>)"
)
_RUNNER = regex(r"(?:Deno|QUnit|tap|lab|t)\.(?=(?:test|it|describe)\b)")  # objects that hold the words
_PEST = regex(r"(?P<word>it|test|describe)\(\s*(?P<title>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')\s*,")
_RUBY = regex(r"(?:RSpec\.)?(?P<word>\w+)[ (]+(?P<title>\"[^\"\n]*\"|'[^'\n]*'|[A-Z][\w:]*|:\w+)")
_SCALA = regex(
    r"(?P<word>test|it|describe|scenario|feature|property|ignore)\(\s*(?P<title>\"[^\"\n]*\")"
    r"|(?:(?:it|they|ignore|\"[^\"\n]*\")\s+(?:should|must|can)\s+)?(?P<infix>\"[^\"\n]*\")"
    r"\s+(?:taggedAs\s*[(\w.]+\)?\s+)?(?P<verb>in|should|must|when|can|which|ignore)\b"
)
_KOTEST = regex(
    r"(?P<word>[fx]?(?:test|it|should|expect|describe|context|scenario|feature))\(\s*(?P<title>\"[^\"\n]*\")\s*\)"
    r"(?:\.config\([^)\n]*\))?\s*\{|(?P<infix>\"[^\"\n]*\")(?:\.config\([^)\n]*\))?\s*(?P<verb>\{)"
)
_GINKGO = regex(
    r"(?P<word>[FPX]?(?:It|Specify|Describe|Context|When|DescribeTable))\(\s*(?P<title>\"[^\"\n]*\"|`[^`]*`)\s*,"
)
_ELIXIR = regex(r"(?P<word>test|describe|property)\s*\(?\s*(?P<title>\"[^\"\n]*\").*\bdo\b", re.DOTALL)
_HASKELL = regex(r"(?P<word>\w+)\s+(?P<title>\"[^\"\n]*\")\s*\$")
_PLAIN = regex(r"(?P<word>\w+)\(\s*(?P<title>\"[^\"\n]*\")")
_SCRIPTS = ("javascript", "typescript", "tsx", "vue", "svelte")
_FAMILY = {
    "dart": _JS, "lua": _JS, "elixir": _ELIXIR, "haskell": _HASKELL, "cpp": _PLAIN, "swift": _PLAIN,
    "vue": _JS, "svelte": _JS, "php": _PEST,
    "javascript": _JS, "typescript": _JS, "tsx": _JS, "ruby": _RUBY, "scala": _SCALA, "kotlin": _KOTEST,
    "go": _GINKGO,
}  # fmt: skip


_HEAD = 300  # of a call's source, where its title stands
_EACH = regex(r"\w+(?:\.\w+)*\.(?:each|for|cases)\(")


def block_kind(language: str, source: str) -> tuple[Literal["test", "suite"], str] | None:
    """(kind, title) of the test block that the call `source` opens; None for any other call."""
    pattern = _FAMILY.get(language)
    source = source[:_HEAD]
    if language in _SCRIPTS:
        source = _RUNNER.sub("", source, count=1) if _RUNNER.match(source) else source
        found = _JS.match(source) or _ANY.match(source)
    else:
        found = pattern.match(source) if pattern else None
    if not found:
        return None
    groups = found.groupdict()
    if groups.get("infix"):
        kind: Literal["test", "suite"] = "test" if groups["verb"] in ("in", "ignore", "{") else "suite"
        return kind, groups["infix"].strip("\"'`")
    word, title = groups["word"], groups["title"].strip("\"'`")
    if language == "ruby" and not re.search(r"\bdo\b|\{", source):
        return None
    plain = word if word in _SUITES or word in _TESTS else word.lstrip("FPXfx").lower()
    if plain in _SUITES:
        return "suite", title
    return ("test", title) if plain in _TESTS else None


def head(node: SgNode, source: str) -> str:
    """The `source` of a call; of one whose callee is given a table, `test.each([…])("adds", …)`, without the table."""
    callee = node.field("function") if _EACH.match(source) else None
    if callee is None or callee.kind() != "call_expression":
        return source
    table = callee.field("arguments")
    if table is None or table.kind() == "template_string":
        return source
    before, after = callee.text().removesuffix(table.text()), node.text()[len(callee.text()) :]
    return f"{before}(){after[:_HEAD]}"


def with_block(node: SgNode, end: int) -> int:
    """The end of a call together with the block that stands after it: `TEST_CASE("x") {…}`."""
    parent = node.parent()
    after = parent.next() if parent is not None and parent.kind() == "expression_statement" else None
    return after.range().end.index if after is not None and after.kind() == "compound_statement" else end
