"""Functions that got another name and other texts for people at once: a title that is a copyright line now."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.moved.moves import Pair
    from reviewlint.facts.units.side import Part

_KINDS = ("function", "method")
_ENOUGH, _LONGEST = 12, 600  # tokens: shorter ones are alike by chance
_NAME = "\x02\x02"  # in the place of its own name; no literal reads so


def worded_anew(pairs: Iterable[Pair], moved: Collection[int]) -> frozenset[int]:
    """The ids of the `pairs` whose unit stood in its file before, but for its name and texts that people read.

    `moved` are the ids of the parts that were found again whole.
    """
    every = list(pairs)
    gone = [(pair.path, pair.base) for pair in every if pair.head is None and pair.base is not None]
    gone = [(path, part) for path, part in gone if id(part) not in moved and part.kind in _KINDS]
    paths = {path for path, _ in gone}
    came = [(pair, pair.head) for pair in every if pair.base is None and pair.head is not None]
    came = [(pair, part) for pair, part in came if pair.path in paths and id(part) not in moved]
    before = Counter((path, _body(part)) for path, part in gone if came)
    found = set[int]()
    for pair, part in came:
        key = (pair.path, _body(part))
        if before[key] and _ENOUGH <= len(key[1]) <= _LONGEST:
            before[key] -= 1
            found.add(id(pair))
    return frozenset(found)


def _body(part: Part) -> Tokens:
    """What it takes and does and what holds it, without its name and its texts."""
    holder, _, name = part.name.rpartition(".")
    return (part.kind, holder, *(_NAME if token == name else token for token in part.without_texts))
