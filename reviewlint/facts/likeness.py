"""Added definitions that are one more of many: entries of a table, accessors that differ in a name and a literal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reviewlint.facts.behaviour import Tokens
    from reviewlint.facts.side import Part

_MOST_TOKENS = 40  # of a definition that is an entry: a longer one has something of its own to say
_OTHERS = 2
_APART = 60  # characters that names and literals may differ in


def is_one_more(part: Part, standing: Callable[[], Iterable[Part]]) -> bool:
    """Whether `part` is a small function that differs from two of `standing` in its name, texts and numbers alone."""
    if not part.name or part.kind not in ("function", "method"):
        return False
    if not part.inner or len(part.tokens) > _MOST_TOKENS:
        return False
    length, lines = len(part.own_text), part.own_text.count("\n")
    alike = (
        other
        for other in standing()
        if other.name != part.name
        and other.own_text.count("\n") == lines
        and abs(len(other.own_text) - length) <= _APART
    )
    shape, found = _shape(part), 0
    for other in alike:
        found += _shape(other) == shape
        if found == _OTHERS:
            return True
    return False


def _shape(part: Part) -> Tokens:
    name = part.name.rpartition(".")[2]
    return tuple(
        "\x02" if token == name or token[0] == "\x02" or token[0].isdigit() else token
        for token in part.tokens
    )
