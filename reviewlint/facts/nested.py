"""Functions inside of a function that became units: what held them was handed to a call that wraps it.

`const Card = (props) => { function total() {…} }`, then `const Card = patched("Card", (props) => { … })`. The inner
function is compared with itself; what wraps is no unit.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reviewlint.facts.side import alone

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from reviewlint.facts.behaviour import Behaviour
    from reviewlint.facts.side import Part
    from reviewlint.syntax.model import Definition

_FUNCTIONS = ("function", "method")


def stood_inside(
    names: Collection[str],
    before: tuple[Definition, ...],
    after: tuple[Definition, ...],
    text: str,
    behaviour: Callable[[], Behaviour],
) -> Iterator[tuple[str, Part]]:
    """The functions among `names`, new units, that stood in another function before, each with how it stood there.

    Only where one function alone had that name, what it stood in is gone, and one alone has the name now.
    """
    kept = {definition.name for definition in after}
    inner = [d for d in before if _is_inside(d, before) and d.name not in kept]
    known = Counter(d.name.rpartition(".")[2] for d in before)
    now = Counter(d.name.rpartition(".")[2] for d in after)
    for definition in inner:
        name = definition.name.rpartition(".")[2]
        holder = definition.name.removesuffix(f".{name}")
        if name in names and known[name] == now[name] == 1 and holder not in kept:
            yield name, alone(definition, text, behaviour)


def _is_inside(definition: Definition, every: tuple[Definition, ...]) -> bool:
    if definition.kind not in _FUNCTIONS or definition.scope < 0:
        return False
    return every[definition.scope].kind in _FUNCTIONS
