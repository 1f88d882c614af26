"""Two forms of a unit that do the same, laid out as ways.

A condition around the rest became a way out before it, a switch a chain of questions, a value that two branches set one
that is chosen, a text that was put together one with holes: where the ways are equal, so is what the unit does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.units.literals import TEXT
from reviewlint.facts.units.same.forms.roles import forms_of
from reviewlint.syntax.tree import node_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.same.forms.numbers import Numbers
    from reviewlint.facts.units.same.forms.roles import Forms
    from reviewlint.facts.units.same.forms.terms import Term
    from reviewlint.facts.units.side import Part

_MOST = 3_000  # tokens
_FEW = 6  # words that stand on one side alone
_SPEAKS = "_\x02$"  # how words and texts begin, beside letters


def goes_the_same_ways(base: Part, head: Part) -> bool:
    """Whether the two differ in how they are written alone."""
    before, after = base.tokens, head.tokens
    if not 0 < max(len(before), len(after)) < _MOST or not base.spans or not head.spans:
        return False
    forms = forms_of(head.behaviour().language.name)
    if forms is None or not _may_be(before, after, forms):
        return False
    from reviewlint.facts.units.same.forms.numbers import Numbers

    numbers = Numbers(forms.typed, forms.null)
    try:
        return _read(base, forms, numbers) == _read(head, forms, numbers)
    except RecursionError:
        return False


def _may_be(before: Tokens, after: Tokens, forms: Forms) -> bool:
    """Whether no more words stand on one side alone than another form can bring along."""
    alone = {word.lstrip(TEXT) for word in before} ^ {word.lstrip(TEXT) for word in after}
    return (
        sum(word not in forms.words and (word[:1].isalnum() or word[:1] in _SPEAKS) for word in alone) <= _FEW
    )


def _read(part: Part, forms: Forms, numbers: Numbers) -> Term:
    from reviewlint.facts.units.same.forms.ways import Ways

    side = part.behaviour()
    ways = Ways(forms, _own(part), numbers)
    ways.owner = part.name.partition(".")[0]
    ways.source = part.text
    numbers.newer = ways.newer
    return ways.term(node_at(side.root, part.spans[0][0], part.spans[-1][1]))


def _own(part: Part) -> Callable[[int, int], bool]:
    """What tells whether something from one offset to another says something that is the unit's own."""
    holds, spans = part.behaviour().holds, part.spans
    if len(spans) == 1:
        return holds
    return lambda start, end: any(start < last and first < end for first, last in spans) and holds(start, end)
