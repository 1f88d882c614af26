"""The diff template, filled in with what the facts establish. Boxes stay as they are: they are for the author."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from reviewlint.facts.template.asked import Asked, asked
from reviewlint.facts.template.document import template_parts, without_front_matter
from reviewlint.facts.template.filling import Item, items, reasons, subjects, topic_of
from reviewlint.record import Record
from reviewlint.report.safe import clean

if TYPE_CHECKING:
    from reviewlint.checklist.model import Result
    from reviewlint.facts.facts import Facts

_NEEDS = ("failed", "needs-human", "not-evaluated")


class Draft(Record):
    """The text, how many of its questions are answered, and the statements that only the author can make."""

    text: str
    filled: int
    blanks: int
    statements: tuple[str, ...]


def draft(facts: Facts, results: Iterable[Result] = ()) -> Draft:
    """The draft of the request's text for the change; what the checks still want stands in a comment below it."""
    template = without_front_matter(facts.template.text)
    questions = asked(template_parts(template))
    additions = _additions(facts, questions)
    lines = template.rstrip().split("\n") if template.strip() else []
    text = "\n".join(_laid_in(lines, questions, additions)).strip("\n")
    open_ = "\n".join(_open(results))
    return Draft(
        "\n\n".join(part for part in (text, open_) if part) + "\n",
        filled=len(additions),
        blanks=sum(1 for one in questions if one.part.title and not one.items) or 1,
        statements=tuple(
            t.text for one in questions if not one.choice for t in one.part.of("task") if not t.done
        ),
    )


def _additions(facts: Facts, questions: Sequence[Asked]) -> dict[int, list[str]]:
    """What is written into each section, by its number; the summary on top where no section is for it."""
    topics = {number: topic_of(one.part.title) for number, one in enumerate(questions) if one.part.title}
    summary = next((number for number, topic in topics.items() if topic == "summary"), 0)
    found = {summary: _summary(facts, set(topics.values()))}
    for number, topic in topics.items():
        if topic not in ("", "summary"):
            found[number] = list(map(_sentence, reasons(facts))) if topic == "why" else _list(facts, topic)
    return {number: lines for number, lines in found.items() if lines}


def _summary(facts: Facts, elsewhere: set[str]) -> list[str]:
    said = " ".join(_sentence(subject) for subject in subjects(facts))
    listed = _list(facts, "summary", elsewhere)
    return [*([said] if said else []), *([""] if said and listed else []), *listed]


def _list(facts: Facts, topic: str, elsewhere: Collection[str] = ()) -> list[str]:
    found, more = items(facts, topic, elsewhere)
    rows = [_row(item) for item in found]
    return [*rows, *([f"- and {more} more"] if more else [])]


def _row(item: Item) -> str:
    place = f"({code(f'{item.path}:{item.line}' if item.line else item.path)})" if item.path else ""
    return "- " + " ".join(filter(None, (clean(item.label), item.name and code(item.name), place)))


def code(text: str) -> str:
    """`text` as Markdown code: nothing in it is markup."""
    text = clean(text)
    ticks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _sentence(text: str) -> str:
    """Prose of a commit message: what could become a box, a heading, HTML or a mention stays text."""
    text = re.sub(r"[<\[\]#|]", r"\\\g<0>", clean(text).replace("`@", "@"))
    text = re.sub(r"(?<!\w)@[\w./-]+", lambda found: code(found[0]), text)
    return text if text[-1:] in ".!?:" else f"{text}."


def _laid_in(lines: list[str], questions: Sequence[Asked], additions: dict[int, list[str]]) -> Iterator[str]:
    starts = [one.part.line - 1 for one in questions]
    ends = [*starts[1:], len(lines)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        own = lines[start if number else 0 : end]
        added = additions.get(number)
        if added is None:
            yield from own
        elif not number:
            yield from [*added, "", *own]
        else:
            yield from [*_without_blank_end(own), "", *added, ""]


def _without_blank_end(lines: list[str]) -> list[str]:
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines


def _open(results: Iterable[Result]) -> Iterator[str]:
    left = [(result.check, _first(result)) for result in results if result.status in _NEEDS]
    if not left:
        return
    column = max(len(check) for check, _ in left)
    yield "<!-- reviewlint: still open"
    for check, text in left:
        yield f"     {check:<{column}}  {clean(text).replace('--', '- -').replace('>', '›')}"
    yield "-->"


def _first(result: Result) -> str:
    if not result.findings:
        return result.summary
    more = len(result.findings) - 1
    first = result.findings[0]
    place = f"{first.path}:{first.line} " if first.path else ""
    return f"{place}{first.message}" + (f" (and {more} more)" if more else "")
