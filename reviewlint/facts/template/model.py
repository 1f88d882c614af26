"""What the diff template asks, and what the request's text answers."""

from __future__ import annotations

from typing import Literal

from reviewlint.record import Record

State = Literal["filled", "missing", "untouched", "placeholder", "comment", "unticked", "none"]


class Answer(Record):
    """A section of the template and how the request's text answers it.

    `title` is "" for what stands before the first heading; `line` is the section's in the template.
    `state`: "filled"; "missing", the section is not there; "untouched", only what the template has;
    "placeholder", only words that stand for an answer; "comment", written inside an HTML comment where nobody
    sees it; "unticked", `items` are open; "none", "n/a" where something has to be said.
    `said` is the first line of the answer, `text_line` where the section starts in the request's text.
    """

    title: str
    line: int
    required: bool
    state: State
    said: str = ""
    items: tuple[str, ...] = ()
    text_line: int = 0


class Contradiction(Record):
    """A claim of the request's text that the change contradicts, and where."""

    claim: str
    text_line: int
    but: str
    path: str
    line: int


class Template(Record):
    """The template that the request's text is held against, and the outcome.

    `path` is "" for the bundled one. `followed` is false when the text has none of its sections; `empty` when
    the text says nothing at all.
    """

    path: str
    text: str
    answers: tuple[Answer, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    followed: bool = True
    empty: bool = False
