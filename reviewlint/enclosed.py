"""What stands between two marks, in one pass: `<!--.*?-->` over a text of openers takes quadratic time.

And how far a line is set in, which says the same where blocks have no marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

COMMENT = ("<!--", "-->")

Marks = tuple[str, str]  # what opens, what closes
_OPENS, _CLOSES = frozenset("([{"), frozenset(")]}")


def open_at(signs: Sequence[str], at: int) -> Iterator[int]:
    """The places of the brackets that stand open before `at` in a text or in tokens, innermost first."""
    depth = 0
    for place in range(at - 1, -1, -1):
        sign = signs[place]
        if sign in _CLOSES:
            depth += 1
        elif sign in _OPENS:
            if not depth:
                yield place
            depth = max(depth - 1, 0)


def closing(signs: Sequence[str], opened: int) -> int:
    """The place of the bracket that closes the one at `opened`; the end where none does."""
    depth = 0
    for place in range(opened, len(signs)):
        depth += (signs[place] in _OPENS) - (signs[place] in _CLOSES)
        if not depth:
            return place
    return len(signs)


def opening(signs: Sequence[str], closed: int) -> int:
    """The place of the bracket that the one at `closed` closes; -1 where none does."""
    depth = 0
    for place in range(closed, -1, -1):
        depth += (signs[place] in _CLOSES) - (signs[place] in _OPENS)
        if not depth:
            return place
    return -1


def is_in_call(signs: Sequence[str], at: int) -> bool:
    """Whether the innermost bracket that stands open before `at` is a round one."""
    innermost = next(open_at(signs, at), None)
    return innermost is not None and signs[innermost] == "("


def indent_of(line: str) -> int:
    """How many blanks a line begins with."""
    return len(line) - len(line.lstrip())


def without(text: str, *pairs: Marks, open_ended: bool = False) -> str:
    """`text` without what stands between any of the `pairs`; an opener without its end is text.

    `open_ended`: such an opener reaches to the end instead, as in HTML.
    """
    kept: list[str] = []
    at = 0
    for start, end in stretches(text, *pairs, open_ended=open_ended):
        kept.append(text[at:start])
        at = end
    return "".join((*kept, text[at:]))


def blanked(text: str, *pairs: Marks) -> str:
    """`text` with the same lines and columns, but with blanks between any of the `pairs`."""
    parts: list[str] = []
    at = 0
    for start, end in stretches(text, *pairs):
        parts += (text[at:start], re.sub(r"[^\n]", " ", text[start:end]))
        at = end
    return "".join((*parts, text[at:]))


def stretches(text: str, *pairs: Marks, open_ended: bool = False) -> Iterator[tuple[int, int]]:
    """(start, end) of each stretch in order, its marks included. Stretches do not nest."""
    closing = dict(pairs)
    opener = re.compile("|".join(map(re.escape, sorted(closing, key=len, reverse=True))))
    at = 0
    while closing and (found := opener.search(text, at)):
        at = found.end()
        mark = closing.get(found[0])
        if mark is None:
            continue
        end = text.find(mark, at)
        if end < 0:
            if open_ended:
                yield found.start(), len(text)
                return
            del closing[found[0]]  # no later opener of the kind has an end either
            continue
        at = end + len(mark)
        yield found.start(), at
