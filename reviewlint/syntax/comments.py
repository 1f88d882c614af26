"""The comments of a text: nodes of its tree, or found by a small lexer where there is no grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from reviewlint.data import bundled_toml
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

_OPENER = regex(
    r"^(?:/[/*!]+|/(?=[.#=%\s])|\*+(?!/)|-?#+!?|<!--+|<%#|<%--+|--+|;+|%+|\{[#-]|\{\{!--|@\*|=begin\b)?[ \t]*"
)
_CLOSER = regex(r"(?<![ \t])[ \t]*+(?:\*+/|--+>|--+%>|%>|-\}|#\}|--\}\}|\*@)?[ \t]*+$")

_INDENTED = r"^(?P<before>[ \t]*)(?P<comment>(?:{})[^\n]*(?:\n(?:(?P=before)[ \t]+[^\n]*|(?=\n)))*)"


class Comment(Record):
    """A comment as written. `alone`: nothing but blanks stands before it on its line."""

    text: str
    line: int
    start: int
    end: int
    alone: bool

    @property
    def end_line(self) -> int:
        """Its last line."""
        return self.line + self.text.rstrip("\n").count("\n")

    def lines(self) -> Iterator[tuple[int, str]]:
        """Each of its lines with its number, without the marks of a comment."""
        for number, line in enumerate(self.text.rstrip("\n").split("\n")):
            yield self.line + number, _OPENER.sub("", _CLOSER.sub("", line.strip()), count=1)


def in_tree(root: SgNode, text: str, kinds: frozenset[str]) -> list[Comment]:
    """The comments of a parsed text, in order. `kinds` are the node kinds that are comments."""
    rule: Any = {"rule": {"any": [{"kind": kind} for kind in sorted(kinds)]}}
    found = []
    for node in root.find_all(rule) if kinds else ():
        span = node.range()
        start, end = span.start.index, span.end.index
        found.append(_made(text, start, end, span.start.line + 1))
    return found


def lexed(path: str, text: str) -> list[Comment]:
    """The comments of a text that nobody parses, in order; none where its kind is unknown."""
    pattern = _pattern(path.rpartition("/")[2])
    found = []
    line = at = 0
    for match in pattern.finditer(text) if pattern else ():
        if match.lastgroup == "comment":
            start = match.start("comment")
            line, at = line + text.count("\n", at, start), start
            found.append(_made(text, start, match.end(), line + 1))
    return found


def is_lexed(path: str) -> bool:
    """Whether the lexer knows how comments are written in a file of that name."""
    return _pattern(path.rpartition("/")[2]) is not None


def is_markup(path: str) -> bool:
    """Whether a file of that name holds elements, whose comments may hold some too."""
    return path.rpartition(".")[2] in _markup()


@cache
def _markup() -> frozenset[str]:
    families = bundled_toml("comments.toml")["family"]
    return frozenset(one for family in families if family.get("markup") for one in family["extensions"])


def _made(text: str, start: int, end: int, line: int) -> Comment:
    before = text[text.rfind("\n", 0, start) + 1 : start]
    return Comment(text[start:end], line, start, end, not before.strip(" \t{"))


@cache
def _pattern(name: str) -> re.Pattern[str] | None:
    for family in bundled_toml("comments.toml")["family"]:
        stem, _, extension = name.rpartition(".")
        if (stem and extension in family["extensions"]) or any(
            name.startswith(f) for f in family["filenames"]
        ):
            return _compiled(family)
    return None


def _compiled(family: dict[str, Any]) -> re.Pattern[str]:
    strings = [rf"{q}(?:\\.|[^{q}\\\n])*{q}" for q in map(re.escape, family["strings"])]
    blocks = [f"{_block(a)}.*?(?:{re.escape(b)}|\\Z)" for a, b in family["block"]]
    if family.get("indented"):
        return regex(_INDENTED.format("|".join(map(re.escape, family["line"]))), re.MULTILINE)
    lines = [_opening(mark) + r"[^\n]*" for mark in family["line"]]
    comment = "|".join(blocks + lines)
    return regex("|".join([*strings, f"(?P<comment>{comment})"]), re.DOTALL)


def _block(mark: str) -> str:
    """A mark that opens a block: `{# …`, but not the `{{#if …}}` and `{#each …}` of other templates."""
    return r"(?<!\{)\{#(?=[\s#-])" if mark == "{#" else re.escape(mark)


def _opening(mark: str) -> str:
    """A line mark where it opens a comment: `#` after a blank (not `$#`), the others not in an address."""
    return (r"(?<![^\s])" if mark[0] == "#" else r"(?<!:)") + re.escape(mark)
