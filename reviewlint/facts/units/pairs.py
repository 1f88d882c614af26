"""The units of a changed file on both sides, matched by name."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING

from reviewlint.facts.units.callbacks import cut_out
from reviewlint.facts.units.moved.moves import Pair
from reviewlint.facts.units.side import Part, parts
from reviewlint.facts.units.trivial.helpers import helping
from reviewlint.facts.units.unbound import first_used, unbound_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.change.model import Side
    from reviewlint.facts.model import File
    from reviewlint.facts.sources import Sources
    from reviewlint.facts.units.behaviour import Behaviour


def pairs_of(sources: Sources, file: File) -> Iterator[Pair]:
    """The units of one file that differ, matched by name; equal texts of one name cancel out first."""
    base, head = by_name(sources, file, "base"), by_name(sources, file, "head")
    names: dict[str, str] = {}
    if _differ(base.get(""), head.get("")):
        names = unbound_names(sources, file)
        cut_out(sources, file, base, "base")
        cut_out(sources, file, head, "head")
    for name in dict.fromkeys((*base, *head)):
        before, after = _differing(base.get(name, []), head.get(name, []))
        same = [part for part in head.get(name, []) if part not in after] if names else []
        yield from (Pair(file.path, part, part, first_used(names, part, part)) for part in same)
        for number in range(max(len(before), len(after))):
            old = before[number] if number < len(before) else None
            new = after[number] if number < len(after) else None
            yield Pair(file.path, old, new, first_used(names, old, new))


def _differ(before: list[Part] | None, after: list[Part] | None) -> bool:
    return [part.own_text for part in before or ()] != [part.own_text for part in after or ()]


def by_name(sources: Sources, file: File, side: Side) -> dict[str, list[Part]]:
    """The units of one side of a file by name, those left out that only support its tests."""
    found: dict[str, list[Part]] = defaultdict(list)
    text = sources.text(file.path, side)
    if text is None:
        return found
    helps = helping(text, file.language)
    for part in parts(text, sources.definitions(file.path, side), _comparable(sources, file, side)):
        if not helps(part):
            found[part.name].append(part)
    return found


def _comparable(sources: Sources, file: File, side: Side):  # type: ignore[no-untyped-def]
    @cache
    def made() -> Behaviour:
        from reviewlint.facts.units.behaviour import Behaviour
        from reviewlint.syntax.language import named

        root, text = sources.tree(file.path, side), sources.text(file.path, side)
        if root is None or text is None:
            raise LookupError(f"{file.path} has no tree on its {side} side")
        return Behaviour(root, text, named(file.language))

    return made


def _differing(before: list[Part], after: list[Part]) -> tuple[list[Part], list[Part]]:
    texts = Counter(part.own_text for part in before) & Counter(part.own_text for part in after)
    return _left_over(before, texts.copy()), _left_over(after, texts)


def _left_over(found: list[Part], same: Counter[str]) -> list[Part]:
    left = []
    for part in found:
        if same[part.own_text]:
            same[part.own_text] -= 1
        else:
            left.append(part)
    return left
