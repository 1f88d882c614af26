"""Sections and task lists of a description, by the Markdown library; imported only where some is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reviewlint.change.model import Section, Task
from reviewlint.regex import regex

_TASK = regex(r"\[([ xX])\]\s+(.*)", re.DOTALL)


def sections_and_tasks(text: str) -> tuple[tuple[Section, ...], tuple[Task, ...]]:
    """The sections that headings make, and the items of task lists with the section each stands in.

    What stands in code or an HTML comment is neither; a heading in a quotation or a list opens no section.
    """
    tokens = MarkdownIt("commonmark").parse(text)
    lines = text.split("\n")
    heads = list(_headings(tokens))
    sections = []
    for number, (title, level, line, below) in enumerate(heads):
        end = next((start for _, other, start, _ in heads[number + 1 :] if other <= level), len(lines))
        sections.append(Section(title, level, "\n".join(lines[below:end]).strip("\n"), line + 1))
    return tuple(sections), tuple(_tasks(tokens, sections))


def _headings(tokens: Sequence[Token]) -> Iterator[tuple[str, int, int, int]]:
    """(title, level, first line, line below), 0-based."""
    for token, inline in pairwise(tokens):
        if token.type == "heading_open" and token.level == 0 and token.map:
            yield _plain(inline), int(token.tag[1:]), token.map[0], token.map[1]


def _plain(inline: Token) -> str:
    """The text of a heading without its markup."""
    parts = inline.children or []
    return "".join(
        part.content if part.content else " " if "break" in part.type else "" for part in parts
    ).strip()


def _tasks(tokens: Sequence[Token], sections: Sequence[Section]) -> Iterator[Task]:
    for item, opening, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if item.type != "list_item_open" or opening.type != "paragraph_open" or inline.type != "inline":
            continue
        found = _TASK.match(inline.content)
        if found and item.map:
            line = item.map[0] + 1
            section = next((s.title for s in reversed(sections) if s.line <= line), "")
            yield Task(" ".join(found[2].split()), found[1] != " ", line, section)
