"""Added definitions that are one more of many: entries of a table, accessors that differ in a name and a literal."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reviewlint.facts.units.side import Part

_MOST_TOKENS = 40  # of a definition that is an entry: a longer one has something of its own to say
_OTHERS = 2
_APART = 60  # characters that names and literals may differ in
_RESULT = regex(r"(?<=\) )\( (?P<name>[a-z]\w*) (?P<type>(?:\* )?(?:\w+ \. )?\w+ )\) \{ ")  # as Go names it
_CONSTANT = regex(r"(?<=[(,] )(?P<owner>[A-Za-z]\w*) (?:\. |: : )[A-Z]\w* (?=[,)])")


def is_one_more(part: Part, standing: Callable[[], Iterable[Part]]) -> bool:
    """Whether `part` is a small function that two of `standing` are like but for its name, literals and constants."""
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


def _shape(part: Part) -> str:
    """The tokens as one text, its name, literals and constants that it hands on each for any of their kind."""
    name = part.name.rpartition(".")[2]
    text = "".join(
        "\x02 " if token == name or token[0] == "\x02" or token[0].isdigit() else f"{token} "
        for token in part.tokens
    )
    result = _RESULT.search(text)
    if result and f" {result['name']} " not in " ".join(("", *part.inner, "")):
        text = f"{text[: result.start()]}{result['type']}{{ {text[result.end() :]}"
    taken = {one for one, following in pairwise((*part.signature, "")) if following != "."}
    return _CONSTANT.sub(lambda found: found[0] if found["owner"] in taken else "\x02 ", text)
