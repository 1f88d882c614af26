"""What a template asks: which sections must be answered, which may be left, which only say something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reviewlint.facts.template.document import Block, Part
from reviewlint.facts.template.words import starts_with, words
from reviewlint.record import Record
from reviewlint.regex import regex

_QUESTION = regex(r"(?i)^(?:how|what|which|is|are|does|do|did|has|have|was|were|will|can|who)\b")
_STATEMENT = regex(r"(?i)(?:i|my|we|our|this|the|all|there|tests?|docs?|documentation|code)\b")
_SHORT_ITEM, _LONG_TEXT = 4, 12  # words


class Asked(Record):
    """A section of the template as a question.

    `items` are those of its task list that count: all of a `choice`, else those that must be ticked.
    """

    part: Part
    required: bool
    choice: bool
    items: tuple[Block, ...]


def asked(template: Sequence[Part]) -> list[Asked]:
    """Every section of a template; where none is required, what stands before the first heading is."""
    found = list(_asked(template))
    if not any(one.required for one in found) and not found[0].items:
        found[0] = found[0]._replace(required=True)
    return found


def _asked(template: Sequence[Part]) -> Iterator[Asked]:
    left: list[int] = []  # the levels of the sections around this one that may be left
    for number, part in enumerate(template):
        left = [level for level in left if level < part.level]
        if part.title and _may_be_left(part):
            left.append(part.level)
        choice, items = _items(part)
        yield Asked(part, _is_wanted(part, template[number + 1 :], items) and not left, choice, items)


def _is_wanted(part: Part, below: Sequence[Part], items: tuple[Block, ...]) -> bool:
    """Whether an answer is expected here, and not only in the sections below, and not only to be read."""
    if part.level and not re.search(r"\w", part.title):
        return False  # nothing by which the section could be found in the text
    if not part.level or part.of("task"):
        return bool(items)
    holds_others = bool(below) and below[0].level > part.level
    return not holds_others and not any(_only_tells(block) for block in part.of("text"))


def _may_be_left(part: Part) -> bool:
    if words("title-may-be-left").search(part.title) or words("may-be-left").search(part.title):
        return True
    told = [block.text for block in part.blocks if block.kind != "task"]
    if any(map(words("may-go").search, told)):
        return True
    if not told or words("core").search(part.title) or _is_question(part.title):
        return False
    return part.blocks[0].text.lower().startswith("if ") or any(map(words("may-be-left").search, told))


def _items(part: Part) -> tuple[bool, tuple[Block, ...]]:
    """(whether one of them is to be chosen, the items that count)."""
    tasks = tuple(task for task in part.of("task") if task.text)
    if len(tasks) > 1 and _is_choice(part, tasks):
        return True, tasks
    return False, tuple(task for task in tasks if not _is_conditional(task))


def _is_choice(part: Part, tasks: Sequence[Block]) -> bool:
    told = " ".join([part.title, *(block.text for block in part.blocks if block.kind != "task")])
    if words("choice-title").search(part.title) or words("choice-told").search(told):
        return True
    if any(starts_with("way-out", task.text) or _relieves(task.text) for task in tasks):
        return True
    if words("checklist").search(told):
        return False
    short = all(len(task.text.split()) <= _SHORT_ITEM and not _STATEMENT.match(task.text) for task in tasks)
    return short or _is_question(part.title)


def _is_question(title: str) -> bool:
    return title.endswith("?") and _QUESTION.match(title) is not None


def _relieves(text: str) -> bool:
    return bool(re.search(r"(?i)\b(?:not (?:relevant|needed|applicable)|no tests? (?:is|are) )", text))


def _is_conditional(task: Block) -> bool:
    conditional = words("condition").search(task.text) or starts_with("condition", task.lead)
    return bool(conditional) or task.text.lower().startswith("for ")


def _only_tells(block: Block) -> bool:
    """Whether it is text that says something to the reader and asks for nothing."""
    return (
        len(block.text.split()) > _LONG_TEXT
        and "?" not in block.text
        and not starts_with("instruction", block.text)
    )
