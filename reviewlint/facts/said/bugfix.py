"""Whether the purpose of a change is to repair wrong behaviour.

Labels, a ticked box, the type of the commit or a word for a repair settle it. Where the author gives none of these, a
reader goes by many small signs: what the title and the text speak of, a closed issue, the shape of the change. Each is
worth something, and enough of them make a repair: `config/description.toml` has the signs and what they are worth.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from reviewlint.data import bundled_toml
from reviewlint.facts.said.wording import patterns, says, without_ticket, words
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.change.model import Description
    from reviewlint.facts.facts import Facts

_TYPED = regex(r"^\W*(?P<type>[A-Za-z]+)(?:\((?P<scope>[^()]*)\))?!?:\s*(?P<subject>.*)")
_BRACKETED = regex(
    r"^\s*\[(?P<type>[A-Za-z]+)(?:[-_# ]?\d+)?\]\s*(?:[\[(](?P<scope>[^\[\]()]*)[\])]\s*)*:?\s*(?P<subject>.*)"
)
_REVERTED = regex(r"(?i)^\W*revert\W+\".*\"?")  # the words are those of what is taken back
_NAMES = regex(
    r"`[^`]*`|https?://\S+|\(?#\d+\)?|\b[0-9a-f]{7,40}\b"
)  # of things; they say nothing of a purpose
_MOST = 1500  # characters of a text that are read
_FEW, _MANY, _VERY_MANY, _WIDE = 10, 40, 150, 3


class _Title(Record):
    """A title in parts, without its ticket; `type` is "" unless it is one that we know."""

    type: str
    scope: str
    subject: str


def is_bugfix(facts: Facts) -> bool:
    """True when the description says so and the change touches anything but documents."""
    text = facts.text
    if not (text.title or text.body) or all(file.role == "docs" for file in facts.files):
        return False
    if _by_label(facts) or _by_task(text):
        return True
    title = _parts(_REVERTED.sub("revert", text.title))
    if says("bugfix", "typos", title.subject) and _in_code(facts):
        return True
    return _named(title) if _names(title) else _worth(facts, title) >= _data()["enough"]


def _in_code(facts: Facts) -> bool:
    """Whether a few lines of code alone are changed, and not what texts say: a typo there is a fault."""
    if not 0 < sum(file.added + file.removed for file in facts.files if file.role == "source") <= 2 * _FEW:
        return False
    reasons = {unit.reason for unit in facts.changed_units.units if unit.behaviour}
    return bool(reasons) and reasons <= set(words("bugfix", "code"))


def closes_hole(text: Description) -> bool:
    """Whether a repair by its title is one of a hole in the security."""
    return says("bugfix", "holes", text.title) is not None


def _by_label(facts: Facts) -> bool:
    event = facts.change.event
    return event is not None and any(says("bugfix", "labels", label.lower()) for label in event.labels)


def _by_task(text: Description) -> bool:
    """Whether a box for a repair is ticked."""
    return any(
        task.done and says("bugfix", "tasks", task.text) and len(task.text) < 100 for task in text.tasks
    )


def _parts(title: str) -> _Title:
    bare = without_ticket(title).strip()
    found = _TYPED.match(bare) or _BRACKETED.match(bare)
    kind = found["type"].lower() if found else ""
    if found is None or kind not in (*words("bugfix", "types"), *words("bugfix", "other_types")):
        return _Title("", "", bare)
    return _Title(kind, (found["scope"] or "").lower(), found["subject"])


def _names(title: _Title) -> bool:
    """Whether a type or a word of the title names a repair, of whatever."""
    return title.type in words("bugfix", "types") or _repair(title) is not None


def _repair(title: _Title) -> re.Match[str] | None:
    """The word for a repair; behind another type it must stand first."""
    found = says("bugfix", "named", _without_issue(title.subject))
    first = not title.type or (found is not None and found.start() == 0)
    return None if says("bugfix", "no_named", title.subject) or not first else found


def _without_issue(subject: str) -> str:
    """A title without the issue that it closes at its end: what was done for that need be no repair."""
    for pattern in patterns("bugfix", "closed"):
        subject = pattern.sub("", subject)
    return subject


def _named(title: _Title) -> bool:
    """Whether what the title names as repaired is something that goes wrong: no typo, no style, no document."""
    found, subject = _repair(title), _without_issue(title.subject)
    if title.type in words("bugfix", "types"):
        if title.scope in words("bugfix", "no_scopes") or _begins(title.subject, "no_subjects"):
            return False
        if _begins(title.subject, "no_objects"):
            return False
    behind = subject[found.end() :] if found else ""
    return not says("bugfix", "no_words", title.subject) and not (found and _begins(behind, "no_objects"))


def _begins(text: str, key: str) -> bool:
    return any(pattern.match(text) for pattern in patterns("bugfix", key))


def _worth(facts: Facts, title: _Title) -> float:
    """What the signs of a change that names no repair make together."""
    shape = _data()["shape"]
    closing = says("bugfix", "closing", f"{facts.text.title}\n{facts.text.body}")
    hole = closes_hole(facts.text) and not _begins(title.subject, "no_subjects")  # of ours, not of a package
    subject, body = _bare(title.subject), _bare(facts.text.body)[:_MOST]
    total = (
        sum(shape[key] for key in _shape(facts))
        + sum(worth for pattern, worth in _signs("title") if pattern.search(subject))
        + sum(worth for pattern, worth in _signs("body") if pattern.search(body))
        + shape["closing"] * bool(closing)
        + shape["other_type"] * bool(title.type)
        + shape["hole"] * hole
    )
    return round(float(total), 1)


def _bare(text: str) -> str:
    """Prose alone: no issues that are closed, names of people, code or links."""
    for key in ("closing", "trailers"):
        for pattern in patterns("bugfix", key):
            text = pattern.sub(" ", text)
    return _NAMES.sub(" ", text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def _shape(facts: Facts) -> list[str]:
    """The names of what is to be said of the size and spread of the production code."""
    files = [file for file in facts.files if file.role == "source"]
    added = sum(file.added for file in files)
    told = {
        "none": not files,
        "few": 0 < added <= _FEW,
        "many": added > _MANY,
        "most": added > _VERY_MANY,
        "new": any(file.status == "added" for file in files),
        "gone": any(file.status == "removed" for file in facts.files),
        "wide": len(files) > _WIDE,
    }
    return [name for name, holds in told.items() if holds]


@cache
def _signs(place: str) -> tuple[tuple[re.Pattern[str], float], ...]:
    """The patterns that are looked for in a title or a body, with what each is worth."""
    return tuple(
        (regex(sign["says"], re.IGNORECASE | re.MULTILINE), sign["worth"])
        for sign in _data()["sign"]
        if sign["in"] == place
    )


def _data() -> dict[str, Any]:
    found: dict[str, Any] = bundled_toml("description.toml")["bugfix"]
    return found
