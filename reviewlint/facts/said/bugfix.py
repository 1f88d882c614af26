"""Whether the purpose of a change is to repair wrong behaviour: said by labels, a ticked box, a type or words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reviewlint.data import bundled, mentions, one_line_array
from reviewlint.facts.said.wording import count, patterns, says, without_ticket, words
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.change.model import Description
    from reviewlint.facts.facts import Facts

_TYPED = regex(r"^\W*(?P<type>[A-Za-z]+)(?:\((?P<scope>[^()]*)\))?!?:\s*(?P<subject>.*)")
_BRACKETED = regex(
    r"^\s*\[(?P<type>[A-Za-z]+)(?:[-_# ]?\d+)?\]\s*(?:[\[(](?P<scope>[^\[\]()]*)[\])]\s*)*:?\s*(?P<subject>.*)"
)
_REVERTED = regex(r"(?i)^\W*revert\W+\".*\"?")  # the words are those of what is taken back
_RUNS = frozenset(("source", "config", "ci", "migration", "asset", "manifest", "alert-rule", "dashboard"))
_REFERENCE = regex(r"(?i)^\W*(fix(es|ed)?|close[sd]?|resolve[sd]?|refs?)\s+#\d+\W*")
_NUMBERED = regex(
    r"(?i)^\W*bug\s+#?\d+\s*[-–:,.]\s*(?:part\s+\d+\w?\s*[-–:,.]\s*)?"
)  # a tracker's word for every task
_SCOPES = regex(r"^(?:\*:\s+|(?:[\w./-]{1,30}:\s+){1,3}(?=[\w./-]{1,30}:\s))")  # all but the last
_MENDS = regex(r"(?i)fix|correct|repair|resolv|work-? ?around|ensure|make sure")
_ENOUGH = 2


def is_bugfix(facts: Facts) -> bool:
    """True when the description says so and the change touches anything but documents and tests."""
    text = facts.text
    if not (text.title or text.body):
        return False
    said = _by_label(facts)
    if said is None:
        said = _by_task(text)
    if said is None:
        said = _by_words(_REVERTED.sub("revert", text.title), text.body)
    return said and any(file.role in _RUNS for file in facts.files)


def closes_hole(text: Description) -> bool:
    """Whether a repair by its title is one of a hole in the security."""
    return says("bugfix", "holes", text.title) is not None


def _by_label(facts: Facts) -> bool | None:
    """What the labels of the request say; None without one that says so."""
    event = facts.change.event
    return True if event and any(says("bugfix", "labels", label.lower()) for label in event.labels) else None


def _by_task(text: Description) -> bool | None:
    """What a box for the kind of change says; None where none is ticked."""
    boxes = [task for task in text.tasks if says("bugfix", "tasks", task.text) and len(task.text) < 100]
    return True if any(task.done for task in boxes) else None


def _by_words(title: str, body: str) -> bool:
    if not (mentions(title.lower(), _hints("title_hints")) or mentions(body.lower(), _hints("body_hints"))):
        return False
    typed = _TYPED.match(title) or _BRACKETED.match(title)
    kind = typed["type"].lower() if typed else ""
    if typed and kind in words("bugfix", "types"):
        return not _no_repair(typed["subject"], typed["scope"] or "")
    if typed and kind in words("bugfix", "other_types") and not _begins(typed["subject"], "repairs"):
        return False
    return _weight(_plain(title), body) >= _ENOUGH


def _plain(title: str) -> str:
    """The title without tickets and outer scopes, and without the number of a task that begins something new."""
    rest = _SCOPES.sub("", without_ticket(title).strip())
    task = _NUMBERED.sub("", rest)
    return task if task != rest and says("bugfix", "features", task) else rest


@cache
def _hints(key: str) -> tuple[str, ...]:
    return one_line_array((bundled("config") / "description.toml").read_text("utf-8"), key)


def _no_repair(subject: str, scope: str) -> bool:
    """Whether what a `fix:` names is no behaviour: a typo, a dependency, plain improvements."""
    other = scope.lower() in words("bugfix", "other_types")
    vague = says("bugfix", "no_titles", subject) and not says("bugfix", "strong", subject)
    return bool(other or vague or _begins(subject, "no_objects") or _begins(subject, "no_subjects"))


def _weight(title: str, body: str) -> int:
    strong = says("bugfix", "strong", title)
    if strong and _MENDS.search(strong[0]) and _begins(title[strong.end() :].strip(), "no_objects"):
        return 0
    if says("bugfix", "no_titles", title):
        return 0
    named = strong or says("bugfix", "defects", title) or says("bugfix", "holes", title)
    named = named or says("bugfix", "stated", body)
    points = _ENOUGH * bool(named) + count("bugfix", "weak", title)
    points += min(count("bugfix", "body", body), 1)
    points += bool(says("bugfix", "closing", f"{title}\n{body}"))
    feature = says("bugfix", "features", _without_references(title))
    return points - _ENOUGH if feature and not strong else points


def _without_references(title: str) -> str:
    """`Fixes #3: Add x` speaks of adding."""
    return _REFERENCE.sub("", title)


def _begins(text: str, key: str) -> bool:
    return any(pattern.match(text) for pattern in patterns("bugfix", key))
