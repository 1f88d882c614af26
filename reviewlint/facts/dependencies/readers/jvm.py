"""Gradle in both languages, its version catalogs, and sbt.

Groovy has no grammar here, and the three write dependencies alike: strings behind the name of a
configuration, or joined by `%`. So all are read by one lexer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reviewlint.facts.dependencies.model import Declared, Manifest, Scope
from reviewlint.facts.dependencies.readers.tables import table, toml
from reviewlint.record import Record
from reviewlint.regex import regex

_TOKEN = regex(
    r"(?P<skip>//[^\n]*|/\*.*?(?:\*/|\Z)|[ \t\r]+)"
    r"|(?P<string>\"\"\".*?\"\"\"|'''.*?'''|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*')"
    r"|(?P<word>[A-Za-z_]\w*)|(?P<join>%+)|(?P<mark>\n|.)",
    re.DOTALL,
)
_CONFIGURATION = regex(
    r"(?:\w*[a-z])?(?:[iI]mplementation|[aA]pi|[cC]ompile|[cC]ompileOnly|[cC]ompileOnlyApi|[rR]untime|[rR]untimeOnly"
    r"|[aA]nnotationProcessor|[pP]rovided|[kK]apt|[kK]sp|providedCompile|providedRuntime|developmentOnly|[dD]esugaring"
    r"|classpath)"
)  # fmt: skip
_DEV = regex(r"(?i)test|debug|classpath|benchmark|jmh|developmentOnly|lint|detekt")
_FOR_TESTS = regex(
    r"^test(?:s|ing)?$|[a-z]Tests?$|^test[A-Z]"
)  # a set of sources, as `commonTest { dependencies {`
_COORDINATES = regex(r"([\w.-]+):([\w.-]+)(?::([^:@]+))?(?::[^@]*)?(?:@\w+)?")


_SEPARATOR = regex(r"[-_.]")
_ACCESSOR = regex(r"\b\w*[lL]ibs\.([\w.]+)$")  # of an entry of a catalog: `libs.okhttp.mock`
_MOST_PARTS = 16


class Token(Record):
    """A piece of source: its kind (string, word, join, mark), and its text (of a string what it holds)."""

    kind: str
    text: str


def gradle(text: str) -> Manifest:
    """What stands in the `dependencies` blocks of a build, not in those that only manage versions."""
    found: list[Declared] = []
    blocks: list[str] = []
    heads: list[list[str]] = []
    words: list[str] = []
    word = ""
    tokens = list(_tokens(text))
    for number, token in enumerate(tokens):
        if token.text == "{" and token.kind == "mark":
            blocks.append(word)
            heads.append(words)
        elif token.text == "}" and token.kind == "mark":
            blocks, heads = blocks[:-1], heads[:-1]
        elif token.kind == "word":
            word = token.text
            words.append(word)
        if token.kind == "mark" and token.text in "{}\n;":
            words = []
        name = _configuration(tokens, number)
        if name and "dependencies" in blocks and not _managed(blocks):
            rows = _arguments(name, tokens[number + 1 :])
            tests = any(_FOR_TESTS.search(word) for head in heads for word in head)
            found += (row._replace(scope="dev") if tests else row for row in rows)
    return Manifest(
        tuple(row for row in found if not row.listed), asked=tuple(row for row in found if row.listed)
    )


def _configuration(tokens: list[Token], at: int) -> str:
    """The configuration that a token names: `api`, the string of `"kapt"(…)` or of `add("api", …)`; "" for none."""
    token = tokens[at]
    if token.kind not in ("word", "string") or not _CONFIGURATION.fullmatch(token.text):
        return ""
    before, after = tokens[max(at - 2, 0) : at], tokens[at + 1 : at + 2]
    called = after == [Token("mark", "(")] or [one.text for one in before] == ["add", "("]
    return token.text if token.kind == "word" or called else ""


def _managed(blocks: list[str]) -> bool:
    """Whether the innermost blocks only say which version others get, or leave something out."""
    return any(block in ("dependencyManagement", "constraints", "exclude", "plugins") for block in blocks)


def _arguments(configuration: str, tokens: list[Token]) -> Iterator[Declared]:
    """The coordinates up to the end of the statement: a line, or what its brackets hold."""
    scope: Scope = "dev" if _DEV.search(configuration) else "runtime"
    named: dict[str, str] = {}
    depth = 0
    before: list[Token] = []
    for number, token in enumerate(tokens[:400]):
        if token.kind == "mark":
            depth += (token.text in "([") - (token.text in ")]")
            if (
                depth < 0
                or token.text in "{}"
                or (token.text == "\n" and depth == 0 and not _goes_on(before))
            ):
                break
        elif token.kind == "string":
            label = "".join(t.text for t in before[-2:])
            key = re.match(r"(group|name|version)[:=]$", label)
            parts = _COORDINATES.fullmatch(token.text)
            if key:
                named[key[1]] = token.text
            elif parts:
                yield Declared(f"{parts[1]}:{parts[2]}", scope, parts[3] or "")
            elif [t.text for t in before[-2:]] == ["kotlin", "("]:
                yield Declared(f"org.jetbrains.kotlin:kotlin-{token.text}", scope)
        if token.text != "\n":
            before.append(token)
        if token.kind == "word" and [t.text for t in tokens[number + 1 : number + 2]] != ["."]:
            alias = _ACCESSOR.search("".join(t.text for t in before[-_MOST_PARTS:]))
            if alias:
                yield Declared("", scope, "", alias[1].removesuffix(".get"))
    if "group" in named and "name" in named:
        yield Declared(f"{named['group']}:{named['name']}", scope, named.get("version", ""))


def _goes_on(before: list[Token]) -> bool:
    return not before or before[-1].text == ","


def catalog(text: str) -> Manifest:
    """A version catalog's libraries; its plug-ins are tools of the build."""
    found = []
    for alias, row in table(toml(text), "libraries").items():
        told = (
            {"module": row.rpartition(":")[0] if row.count(":") > 1 else row} if isinstance(row, str) else row
        )
        if isinstance(told, dict):
            name = told.get("module") or f"{told.get('group', '')}:{told.get('name', '')}"
            version = str(told.get("version", row if isinstance(row, str) else ""))
            found.append(Declared(str(name), "runtime", version, _SEPARATOR.sub(".", alias)))
    return Manifest(tuple(found))


def sbt(text: str) -> Manifest:
    """Modules as `"group" %% "name" % "version" % Test`; plug-ins of the build are for development."""
    tokens = [token for token in _tokens(text) if token.text != "\n"]
    found: list[Declared] = []
    for number in range(len(tokens) - 2):
        group, join, name = tokens[number : number + 3]
        if group.kind != "string" or join.kind != "join" or name.kind != "string":
            continue
        if number and tokens[number - 1].kind == "join":
            continue
        rest = tokens[number + 3 : number + 9]
        version = rest[1].text if rest[1:] and rest[0].text == "%" else ""
        scoped = [b.text for a, b in pairwise(rest) if a.text == "%"]
        plugin = any(
            t.text in ("addSbtPlugin", "addCompilerPlugin", "compilerPlugin")
            for t in tokens[max(number - 2, 0) : number]
        )
        dev = plugin or any(re.search(r"(?i)test|provided", word) for word in scoped)
        found.append(Declared(f"{group.text}:{name.text}", "dev" if dev else "runtime", version))
    return Manifest(tuple(found))


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "skip"
        if kind == "string":
            yield Token(kind, match[0].strip("\"'"))
        elif kind != "skip":
            yield Token(kind, match[0])
