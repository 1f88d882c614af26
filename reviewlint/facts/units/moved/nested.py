"""Functions inside of a function that became units: what held them was handed to a call that wraps it.

`const Card = (props) => { function total() {…} }`, then `const Card = patched("Card", (props) => { … })`. The inner
function is compared with itself; what wraps is no unit.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reviewlint.facts.units.side import alone

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from reviewlint.facts.sources import Sources
    from reviewlint.facts.units.behaviour import Behaviour
    from reviewlint.facts.units.side import Part
    from reviewlint.syntax.model import Definition

    Parts = dict[str, list[Part]]

_FUNCTIONS = ("function", "method")


def unwrap(
    sources: Sources, path: str, base: Parts, head: Parts, comparable: Callable[[], Callable[[], Behaviour]]
) -> None:
    """Add to `base` the functions that stood in another one there and are units of their own in `head`."""
    new = {name for name in head if name and "." not in name and name not in base}
    text = sources.text(path, "base") if new and any(name not in head for name in base) else None
    if text is None:
        return
    before, after = sources.definitions(path, "base"), sources.definitions(path, "head")
    for name, definition in _stood_inside(new, before, after):
        base[name] = [alone(definition, text, comparable())]


def _stood_inside(
    names: Collection[str], before: tuple[Definition, ...], after: tuple[Definition, ...]
) -> Iterator[tuple[str, Definition]]:
    """The functions among `names` that stood in another function before.

    Only where one function alone had that name, what it stood in is gone, and one alone has the name now.
    """
    kept = {definition.name for definition in after}
    known = Counter(d.name.rpartition(".")[2] for d in before)
    now = Counter(d.name.rpartition(".")[2] for d in after)
    for definition in before:
        holder, _, name = definition.name.rpartition(".")
        is_alone = name in names and known[name] == now[name] == 1
        gone = holder not in kept and definition.name not in kept
        if is_alone and gone and _is_inside(definition, before):
            yield name, definition


def _is_inside(definition: Definition, every: tuple[Definition, ...]) -> bool:
    if definition.kind not in _FUNCTIONS or definition.scope < 0:
        return False
    return every[definition.scope].kind in _FUNCTIONS
