"""Names that a function gives to something of its own, so that another name changes nothing outside of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from reviewlint.data import of_grammar
from reviewlint.record import Record

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.units.side import Part

_MEMBERS = (".", "::", "->")
_RANGES = ("..", "...")
_LABELLED = ("=", ":")
_NEAR = 3  # steps from a name up to the argument that it names


class Locals(Record):
    """What `config/locals.toml` says of a grammar, in pairs of a kind and a field ("" for any)."""

    binds: frozenset[tuple[str, str]]
    leaks: frozenset[tuple[str, str]]
    through: frozenset[tuple[str, str]]
    seen: frozenset[tuple[str, str]]
    labels: frozenset[str]
    plain: bool
    heads: bool
    sigil: str


def are_local(part: Part, names: Collection[str]) -> bool:
    """Whether the part binds all `names` itself, and shows none of them to others: as a key, an argument.

    Members of something else that have such a name are no use of it.
    """
    behaviour = part.behaviour()
    known = _locals(behaviour.language.grammar)
    if known is None or part.kind == "class":
        return False
    bound = set(names).intersection(part.signature[1:] if known.heads else ())
    for node in _named(behaviour.root, part, names):
        above = node.parent()
        place = above if above is not None and above.kind() == known.sigil else node
        if _is_of_member(place):
            continue
        if _is_seen(place, known):
            return False
        if (
            (known.plain and (not known.sigil or place is above))
            or _is_at(place, known.binds, known)
            or _is_only_here(place, part, known)
        ):
            bound.add(node.text())
    return bound.issuperset(names)


def _is_only_here(node: SgNode, part: Part, known: Locals) -> bool:
    """Whether a name is bound where others would see it, and stands in this part of the file alone."""
    if not _is_at(node, known.leaks, known):
        return False
    word = re.compile(rf"(?<!\w){node.text()}(?!\w)")
    own = sum(len(word.findall(part.text, start, end)) for start, end in part.spans)
    return len(word.findall(part.text)) == own


@cache
def _locals(grammar: str) -> Locals | None:
    table = of_grammar("locals.toml", grammar)
    if table is None:
        return None
    keys = ("binds", "leaks", "through", "seen")
    binds, leaks, through, seen = (_places(table.get(key, ())) for key in keys)
    labels, plain, heads, sigil = (
        frozenset(table.get("labels", ())),
        table.get("plain", False),
        table.get("heads", True),
        table.get("sigil", ""),
    )
    return Locals(binds, leaks, through, seen, labels, plain, heads, sigil)


def _places(entries: Collection[str]) -> frozenset[tuple[str, str]]:
    return frozenset((kind, field) for kind, _, field in (entry.partition(".") for entry in entries))


def _named(root: SgNode, part: Part, names: Collection[str]) -> Iterator[SgNode]:
    """The leaves below `root` that are one of `names` and stand in the part."""
    from reviewlint.syntax.tree import find, span_of

    shape = rf"^(?:{'|'.join(map(re.escape, sorted(names)))})$"
    for node in find(root, {"regex": shape}):
        start, end = span_of(node)
        if not node.children() and any(a <= start and end <= b for a, b in part.spans):
            yield node


def _is_of_member(node: SgNode) -> bool:
    """Whether a name is that of a member, whatever it is called on."""
    above, before = node.parent(), node.prev()
    if before is None and above is not None:
        before = above.prev()
    return before is not None and before.text().endswith(_MEMBERS) and not before.text().endswith(_RANGES)


def _is_seen(node: SgNode, known: Locals) -> bool:
    if _is_at(node, known.seen, known):
        return True
    return bool(known.labels) and _is_label(node, known.labels)


def _is_label(node: SgNode, labels: frozenset[str]) -> bool:
    """Whether a name is what an argument is given by: `f(name=1)`, `{ name: 1 }`."""
    after = node.next()
    around = node.ancestors()[:_NEAR]
    if after is None and around:
        after = around[0].next()
    return after is not None and after.text() in _LABELLED and any(above.kind() in labels for above in around)


def _is_at(node: SgNode, places: frozenset[tuple[str, str]], known: Locals) -> bool:
    """Whether a name stands at one of `places`, as it is or in a pattern."""
    if (node.kind(), "") in places:
        return True
    for below, above in pairwise((node, *node.ancestors())):
        if _stands(places, above, below):
            return True
        if not _stands(known.through, above, below):
            return False
    return False


def _stands(places: frozenset[tuple[str, str]], above: SgNode, below: SgNode) -> bool:
    """Whether `below` stands in one of `places`, of which `above` is the kind."""
    kind = above.kind()
    if (kind, "") in places:
        return True
    return any(_holds(above, field, below) for one, field in places if one == kind)


def _holds(above: SgNode, field: str, below: SgNode) -> bool:
    """Whether `below` stands in that field of `above`: see `config/locals.toml` for `-`, `0` and `'word`."""
    from reviewlint.syntax.tree import span_of

    if field == "-":
        return not below.children()
    if field[0] == "'":
        word = above.child(0)
        return word is not None and word.text() == field[1:]
    there = above.child(0) if field == "0" else above.field(field)
    if there is None:
        return False
    (start, end), (first, last) = span_of(there), span_of(below)
    return start <= first and last <= end
