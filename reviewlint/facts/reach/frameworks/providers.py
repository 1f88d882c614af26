"""Objects that are handed to a container or a framework, which at once calls a method of theirs: service providers."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from reviewlint.facts.reach.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code
    from reviewlint.facts.reach.target import Target
    from reviewlint.facts.reach.types.hierarchy import Hierarchy

PROVIDER = "provider"  # what such a use says of itself
_MOST_HEIRS, _MOST_FILES = 10, 60


def handed_over(
    target: Target, code: Code, hierarchy: Hierarchy
) -> Iterator[tuple[str, int, int, Literal["call"], int, str]]:
    """Uses: where objects of the class of a method are handed to who calls the method."""
    way = words().providers.get(target.name)
    if way is None:
        return
    family = hierarchy.family(target.path, target.owner)
    for heir in hierarchy.inheriting(family, target.name)[:_MOST_HEIRS]:
        written = _written(way, heir.name)
        for path in sorted(code.mentioning(heir.name))[:_MOST_FILES]:
            file = code.file(path) if code.index.language(path) == target.language else None
            for reference in file.references.get(heir.name, ()) if file is not None else ():
                if file is not None and written.search(file.line(reference.line)):
                    yield path, reference.scope, reference.line, "call", 0, PROVIDER


@cache
def _written(way: str, name: str) -> re.Pattern[str]:
    return re.compile(way.replace("CLASS", re.escape(name)))
