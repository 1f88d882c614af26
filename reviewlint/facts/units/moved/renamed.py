"""Units that got another name and were edited in the same change: what is left of one file's that went and came.

Git tells a renamed file by how much of it stayed (its default is half of it); a unit has to stay to four fifths.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from reviewlint.facts.units.moved.moves import Pair, asks_otherwise
from reviewlint.facts.units.side import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ALIKE = 0.8  # of the tokens of both
_LEAST = 8  # tokens: shorter bodies are alike by chance
_MOST = 30  # units of a file that went, and that came


def rejoined(pairs: list[Pair], moved: dict[int, str]) -> tuple[list[Pair], dict[str, str]]:
    """The pairs, those of a file joined where what came is nearly what went, and the renames (old last name to new).

    `moved` are the units (by id) that are known to have stood elsewhere. Parameters must be the same.
    """
    gone, new = defaultdict(list), defaultdict(list)
    for pair in pairs:
        if pair.head is None and pair.base is not None and id(pair.base) not in moved:
            gone[pair.path].append(pair)
        elif pair.base is None and pair.head is not None and id(pair.head) not in moved:
            new[pair.path].append(pair)
    found = [both for path in gone.keys() & new.keys() for both in _renamed(gone[path], new[path])]
    went = {id(old) for old, _ in found}
    joined = {id(pair): Pair(pair.path, _body(old.base), _body(pair.head)) for old, pair in found}
    names = {_last(old.base): _last(pair.head) for old, pair in found if old.base and pair.head}
    return [joined.get(id(pair), pair) for pair in pairs if id(pair) not in went], names


def _renamed(gone: list[Pair], new: list[Pair]) -> Iterator[tuple[Pair, Pair]]:
    """Each of `new` that is one of `gone`, behind that one."""
    if max(len(gone), len(new)) > _MOST:
        return
    for pair in new:
        old = _closest(pair.head, gone, lambda one: one.base)
        if old is not None and _closest(old.base, new, lambda one: one.head) is pair:
            yield old, pair


def _closest(part: Part | None, others: list[Pair], side: Callable[[Pair], Part | None]) -> Pair | None:
    """The one of `others` that is most like `part`; None where none is, or two are as like."""
    ranked = sorted(((_likeness(part, side(one)), number) for number, one in enumerate(others)), reverse=True)
    is_clear = len(ranked) == 1 or ranked[0][0] > ranked[1][0]
    return others[ranked[0][1]] if ranked[0][0] >= _ALIKE and is_clear else None


def _likeness(one: Part | None, other: Part | None) -> float:
    """How much of two units is the same, from 0 to 1; 0 for two of another kind or with other parameters."""
    if one is None or other is None or one.kind != other.kind or not one.name or not other.name:
        return 0
    if min(len(one.inner), len(other.inner)) < _LEAST or _parameters(one) != _parameters(other):
        return 0
    if asks_otherwise(one, other):
        return 0
    here, there = Counter(one.inner), Counter(other.inner)
    return 2 * (here & there).total() / (here.total() + there.total())


def _parameters(part: Part) -> list[str]:
    """What stands before the body, but for the name."""
    return [token for token in part.signature if token != _last(part)]


def _last(part: Part) -> str:
    return part.name.rpartition(".")[2]


def _body(part: Part | None) -> Part | None:
    """The unit without its head, which differs in the name alone."""
    if part is None:
        return None
    spans = tuple((max(start, part.body), end) for start, end in part.spans if end > part.body)
    lines = part.line, part.end_line
    return Part(part.name, part.kind, lines, spans, part.body, part.text, part.decorators, part.behaviour)
