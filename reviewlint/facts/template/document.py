"""A Markdown text as parts: a heading and what stands below it down to the next one, line by line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reviewlint.record import Record
from reviewlint.regex import regex

_TASK = regex(r"\[([ xX])\](?:\s+(.*))?", re.DOTALL)
_COMMENT = regex(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_TAG = regex(r"<[^>]*>")
_MEDIA = regex(r"<(?:img|video|audio|iframe|a)\b", re.I)
_FRONT_MATTER = regex(r"\A---\n(?:.*\n)*?---\n")
_STRONG = 7  # the level of a paragraph in bold that serves as a heading


class Block(Record):
    """A line of text, an HTML comment, or an item of a task list. `lead`: the text before its list."""

    kind: Literal["text", "comment", "task"]
    text: str
    line: int
    done: bool = False
    lead: str = ""


@dataclass
class Part:
    """A heading with what stands below it; the first part has none."""

    title: str
    level: int
    line: int
    blocks: list[Block] = field(default_factory=list)

    def of(self, kind: str) -> list[Block]:
        """The blocks of one kind."""
        return [block for block in self.blocks if block.kind == kind]


def parts(text: str, is_title: Callable[[str], bool] = lambda title: True) -> list[Part]:
    """The parts of a text. A paragraph in bold is a heading, too, if `is_title` says so."""
    skipped = _FRONT_MATTER.match(text)
    above = text[: skipped.end()].count("\n") if skipped else 0
    tokens = _tokens(text[skipped.end() :] if skipped else text)
    found = [Part("", 0, 1)]
    for number, token in enumerate(tokens):
        line = above + (token.map[0] if token.map else 0) + 1
        before = tokens[number - 1] if number else None
        if token.type == "inline" and before is not None:
            title = _heading(token, before, is_title)
            if title is not None:
                found.append(Part(title, _level(before), line))
            else:
                found[-1].blocks += _inline(token, line, tokens[number - 2 : number], found[-1])
        elif token.type in ("fence", "code_block"):
            found[-1].blocks += (
                Block("text", " ".join(row.split()), line) for row in token.content.split("\n") if row.strip()
            )
        elif token.type == "html_block":
            found[-1].blocks += _html(token.content, line)
    return found


@lru_cache(maxsize=4)
def _tokens(text: str) -> tuple[Token, ...]:
    """The parsed text: a request's is cut into parts several times, once for each template that may be meant."""
    return tuple(MarkdownIt("commonmark").enable("table").parse(text))


def template_parts(text: str) -> list[Part]:
    """The parts of a template: paragraphs in bold are headings where it has no others."""
    found = parts(text, lambda title: False)
    return found if len(found) > 1 else parts(text)


def without_front_matter(text: str) -> str:
    """The text as it becomes a request's: what describes the template itself is not part of it."""
    return _FRONT_MATTER.sub("", text, count=1)


def plain(token: Token) -> str:
    """The text of an inline token without its markup."""
    shown = (
        c.content if c.content and c.type != "html_inline" else " " if "break" in c.type else ""
        for c in token.children or ()
    )
    return " ".join("".join(shown).split())


def _level(opening: Token) -> int:
    return int(opening.tag[1:]) if opening.type == "heading_open" else _STRONG


def _heading(token: Token, opening: Token, is_title: Callable[[str], bool]) -> str | None:
    """The title that an inline token is, None if it is none. What stands in a quotation or a list is none."""
    if opening.level:
        return None
    title = plain(token)
    if opening.type == "heading_open":
        return title
    if opening.type != "paragraph_open" or "\n" in token.content.strip():
        return None
    children = [c for c in token.children or () if c.content.strip(" :") or c.nesting]
    strong = len(children) >= 2 and children[0].type == "strong_open" and children[-1].type == "strong_close"
    whole = strong and sum(c.type == "strong_open" for c in children) == 1
    return title.strip(" :") if whole and is_title(title.strip(" :")) else None


def _inline(token: Token, line: int, before: Sequence[Token], part: Part) -> Iterator[Block]:
    for child in token.children or ():
        if child.type == "html_inline" and child.content.startswith("<!--"):
            yield Block("comment", " ".join(child.content[4:-3].split()), line)
    task = (
        _TASK.match(token.content)
        if [t.type for t in before] == ["list_item_open", "paragraph_open"]
        else None
    )
    if task:
        lead = next((b.text for b in reversed(part.blocks) if b.kind != "task"), "")
        yield Block("task", " ".join(_COMMENT.sub("", task[2] or "").split()), line, task[1] != " ", lead)
        return
    for offset, text in enumerate(_lines(token)):
        if text:
            yield Block("text", text, line + offset)


def _lines(token: Token) -> list[str]:
    """The source lines of a paragraph as people see them: images and links count as text."""
    lines = [""]
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            lines.append("")
        elif child.type == "image":
            lines[-1] += f" {child.content or 'image'} {child.attrGet('src')}"
        elif child.type == "link_open":
            lines[-1] += f" {child.attrGet('href')} "
        elif child.type == "html_inline":
            lines[-1] += " image " if _MEDIA.match(child.content) else ""
        else:
            lines[-1] += child.content
    return [" ".join(line.split()) for line in lines]


def _html(content: str, line: int) -> Iterator[Block]:
    for comment in _COMMENT.finditer(content):
        at = line + content.count("\n", 0, comment.start())
        yield Block("comment", " ".join(comment[1].strip("- \n").split()), at)
    shown = _COMMENT.sub("", content)
    text = " ".join(_TAG.sub(" ", shown).split())
    if _MEDIA.search(shown):
        yield Block("text", f"image {text}".strip(), line)
    elif text:
        yield Block("text", text, line)
