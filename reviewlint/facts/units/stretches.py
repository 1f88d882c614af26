"""Where two rows of tokens differ, told between what they begin and end with alike."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.units.behaviour import Tokens

    # what was taken out, what came, and where they start on either side
    Stretches = list[tuple[Tokens, Tokens, int, int]]

_WINDOW = 400  # tokens between the first and the last difference that are compared one by one


def stretches(before: Tokens, after: Tokens) -> Stretches | None:
    """The stretches that differ; None where both sides have one and the longer is past comparing."""
    start, old, new = trimmed(before, after)
    if not (old and new):
        return [(old, new, start, start)]
    if max(len(old), len(new)) > _WINDOW:
        return None
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(old[a:b], new[c:d], start + a, start + c) for kind, a, b, c, d in blocks if kind != "equal"]


def trimmed(before: Tokens, after: Tokens) -> tuple[int, Tokens, Tokens]:
    """How many tokens both begin with alike, and what is left of each without these and those they end with alike."""
    start, shorter = 0, min(len(before), len(after))
    while start < shorter and before[start] == after[start]:
        start += 1
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return start, before[start : len(before) - end], after[start : len(after) - end]


def slid(run: Tokens, tokens: Tokens, at: int) -> Iterator[tuple[Tokens, int]]:
    """A run that stands in `tokens` at `at`, and, where what is before it is also its end, as it stands further to the
    left; each with its place."""
    if run:
        yield run, at
    for _ in range(len(run) - 1):
        at -= 1
        if at < 1 or tokens[at] != run[-1]:
            return
        run = (run[-1], *run[:-1])
        yield run, at
