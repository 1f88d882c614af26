"""Units that a revert takes back: their texts before the commit that it names, and after that, decide it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reviewlint.change.model import Description
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.units.moved.moves import Pair
    from reviewlint.facts.units.side import Part

_REVERTS = regex(r"\bThis reverts commit ([0-9a-f]{7,64})\b")
_MOST = 8  # commits


def reverted(description: Description) -> tuple[str, ...]:
    """The commits of which the description says that they are taken back, as git words it."""
    messages = (description.body, *description.commits)
    return tuple(dict.fromkeys(sha for message in messages for sha in _REVERTS.findall(message)))


def taken_back(facts: Facts) -> Callable[[Pair], bool]:
    """Whether a unit stands again as before one of those commits, which made of it what it was in the base."""
    commits = cache(lambda: reverted(facts.change.description)[:_MOST])
    around = cache(lambda commit: facts.change.around(commit, _paths(facts)))
    return lambda pair: any(_is_undone(pair, around(commit)) for commit in commits())


def _paths(facts: Facts) -> tuple[str, ...]:
    return tuple(file.path for file in facts.files if file.role == "source")


def _is_undone(pair: Pair, texts: Mapping[str, tuple[str, str]]) -> bool:
    before, after = texts.get(pair.path, ("", ""))
    if pair.head is None or not pair.head.name or not _stands(pair.head, before):
        return False
    if pair.base is None:
        return not _stands(pair.head, after)
    return _stands(pair.base, after)


def _stands(part: Part, text: str) -> bool:
    return all(part.text[start:end].strip() in text for start, end in part.spans)
