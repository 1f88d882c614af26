"""How a request's text answers its template, section by section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from reviewlint.facts.template.asked import Asked, asked
from reviewlint.facts.template.document import Block, Part, parts, template_parts
from reviewlint.facts.template.model import Answer, State
from reviewlint.facts.template.words import is_one_of, words
from reviewlint.regex import regex

_NO_WORD = regex(r"[^\w]+")
_BRACKETS = regex(r"\([^()]*\)|\[[^\[\]]*\]")
_HOLE = regex(
    r"(?i)\[(?:replace|add|insert|describe|enter|fill|your|todo|tbd|link|issue|list|explain|brief|short|name|x+|\.{2,}|…)[^\]]*\]"
    r"|<(?!https?:)(?:your|the|insert|issue|describe|add|link|enter|fill|name|ticket|pr|number|n{2,}|x{2,}|#|\.{2,})[^<>]*>"
    r"|\{\{[^{}]*\}\}|#\s*(?:\(?(?:issue|ticket|number|id|pr)\b[^)\s]*[^)]*\)?|n{2,}|x{2,}|\d*_+)"
)
_MOST = 500  # characters of a line that are compared
_TRAILER = regex(r"(?i)(?:reviewlint-waive|signed-off-by|co-authored-by|reviewed-by|change-id):")


def answers(template: str, text: str) -> tuple[Answer, ...]:
    """How `text` answers each section of `template`, in the template's order."""
    questions = asked(template_parts(template))
    given = sections(text, [one.part.title for one in questions])
    return tuple(_answer(one, given.get(number)) for number, one in enumerate(questions))


def shared(template: str, text: str) -> int:
    """How many sections of the template the text has."""
    questions = template_parts(template)
    return sum(1 for number in sections(text, [part.title for part in questions]) if number)


def keeps_items(template: str, text: str) -> bool:
    """Whether some item of the template's lists of tasks stands in the text; True where it has none."""
    asked_for = {_key(task.text) for part in template_parts(template) for task in part.of("task")}
    given = {_key(task.text) for part in parts(text, lambda title: False) for task in part.of("task")}
    return not asked_for or not asked_for.isdisjoint(given)


def says_anything(text: str) -> bool:
    """Whether a reader sees anything in the text."""
    return any(
        _contributed(part.blocks, frozenset()) or part.of("task") for part in parts(text, lambda title: False)
    )


def sections(text: str, titles: Sequence[str]) -> dict[int, Part]:
    """The text's parts by the number of the template's section they answer.

    Headings that the template does not have belong to the section they stand in.
    """
    names = [_name(title) for title in titles]
    open_ = {number for number, name in enumerate(names) if name}
    found: dict[int, Part] = {}
    current = 0
    for part in parts(text, lambda title: _nearest(title, names, open_) is not None):
        number = _nearest(part.title, names, open_) if part.level else 0
        if number is None:
            found[current].blocks += [Block("text", part.title, part.line), *part.blocks]
            continue
        open_.discard(number)
        found[number], current = part, number
    return found


def _nearest(title: str, names: list[str], open_: Iterable[int]) -> int | None:
    """The first section still open with that title, or the one that is nearly called so."""
    name, left = _name(title[:_MOST]), sorted(open_)
    if not name:
        return None
    for number in left:
        if names[number] == name:
            return number
    near = get_close_matches(name, [names[number] for number in left], 1, 0.85)
    return next((number for number in left if near and names[number] == near[0]), None)


def _name(title: str) -> str:
    bare = _NO_WORD.sub(" ", _BRACKETS.sub(" ", title).lower()).strip()
    return bare or _NO_WORD.sub(" ", title.lower()).strip()


def _answer(one: Asked, part: Part | None) -> Answer:
    answer = Answer(one.part.title, one.part.line, one.required, "missing")
    if part is None:
        return answer
    answer = answer._replace(text_line=part.line)
    own = frozenset(_key(block.text) for block in one.part.blocks)
    said = _contributed(part.blocks, own)
    if one.part.of("task") and one.items:
        items = _open_choice(one, part, said) if one.choice else _open_items(one, part)
        done = next((task.text for task in part.of("task") if task.done), "")
        return answer._replace(
            state="unticked" if items else "filled", items=items, said=done or _first(said)
        )
    state = _state(one, part, said, own)
    return answer._replace(state=state, said=_first(said) if state == "filled" else "")


def _state(one: Asked, part: Part, said: list[str], own: frozenset[str]) -> State:
    if not said:
        if _chosen_by_deleting(one, part) or _filled_in_advance(one, part):
            return "filled"
        if any(_key(block.text) and _key(block.text) not in own for block in part.of("comment")):
            return "comment"
        return "untouched"
    if all(is_one_of("stands-in", line) for line in said):
        return "placeholder"
    if words("core").search(one.part.title) and all(is_one_of("nothing", line) for line in said):
        return "none" if not one.part.title.rstrip().endswith("?") else "filled"
    return "filled"


def _chosen_by_deleting(one: Asked, part: Part) -> bool:
    """Whether of a plain list, from which one is to be picked, some entries are gone and some are left."""
    left, before = len(part.of("text")), len(one.part.of("text"))
    told = any(words("choice-told").search(block.text) for block in one.part.blocks)
    return told and 0 < left < before


def _filled_in_advance(one: Asked, part: Part) -> bool:
    """Whether the template itself answers that there is nothing, and the text lets that stand."""
    kept = {_key(block.text) for block in part.of("text")}
    return any(is_one_of("nothing", b.text) and _key(b.text) in kept for b in one.part.of("text"))


def _open_choice(one: Asked, part: Part, said: list[str]) -> tuple[str, ...]:
    """The choices if none was taken: ticked, left over after deleting the rest, or answered in words."""
    if any(task.done for task in part.of("task")) or said:
        return ()
    kept = part.of("task")
    if not kept or len(kept) < len(one.items):
        return ()
    return tuple(task.text for task in one.items)


def _open_items(one: Asked, part: Part) -> tuple[str, ...]:
    """The items that stand there as the template has them: neither ticked, struck out, deleted nor commented on."""
    unticked = {
        _key(task.text) for task in part.of("task") if not task.done and not task.text.startswith("~~")
    }
    return tuple(item.text for item in one.items if _key(item.text) in unticked)


def _contributed(blocks: Iterable[Block], own: frozenset[str]) -> list[str]:
    """The lines of text that the template does not have; what says nothing is left out."""
    texts = (block.text for block in blocks if block.kind == "text")
    return [
        text
        for text in texts
        if re.search(r"\w", text) and _key(text) and _key(text) not in own and not _TRAILER.match(text)
    ]


def _key(text: str) -> str:
    """A line as it is compared: without holes to be filled in, marks and case."""
    return _NO_WORD.sub(" ", _HOLE.sub(" ", text[:_MOST]).lower()).strip()


def _first(said: Sequence[str]) -> str:
    line = next((line for line in said if len(line) > 3), said[0] if said else "")
    return line if len(line) <= 72 else line[:70].rsplit(" ", 1)[0] + " …"


def lines(text: str) -> Iterator[tuple[str, Block]]:
    """(title of its section, block) of everything a reader sees: text, and items of task lists."""
    for part in parts(text):
        for block in part.blocks:
            if block.kind != "comment":
                yield part.title, block
