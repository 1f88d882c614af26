"""Names that a file still uses though the change took their import away: a NameError when that code runs.

Python only: compilers and linkers of the other languages refuse such a file, or know the name as a global.
"""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewlint.facts.model import File
    from reviewlint.facts.sources import Sources
    from reviewlint.facts.units.side import Part
    from reviewlint.syntax.model import Import, Outline


def lost_names(sources: Sources, file: File) -> frozenset[str]:
    """The names that `file` imported before and now binds nowhere at its top level."""
    if file.language != "python" or file.status == "added":
        return frozenset()
    before, after = sources.outline(file.path, "base"), sources.outline(file.path, "head")
    if before is None or after is None or any(item.name == "*" for item in after.imports):
        return frozenset()
    return _imported(before) - _bound(after) - frozenset(dir(builtins))


def uses(part: Part, name: str) -> bool:
    """Whether the unit reads `name` as a name of its file: no attribute, keyword or parameter."""
    tokens = (*part.tokens, "", "")
    if name in part.signature[1:] or f"\x02{name}" in tokens:
        return False
    return any(
        token == name
        and (not at or tokens[at - 1] not in (".", "as", "for", "import"))
        and tokens[at + 1] != "="
        for at, token in enumerate(tokens)
    )


def _imported(outline: Outline) -> frozenset[str]:
    return frozenset(_local(item) for item in outline.imports if item.scope < 0)


def _bound(outline: Outline) -> frozenset[str]:
    names = {_local(item) for item in outline.imports}
    names |= {definition.name.rpartition(".")[2] for definition in outline.definitions}
    names |= {assignment.target for assignment in outline.assignments}
    return frozenset(names)


def _local(item: Import) -> str:
    return (item.alias or item.name or item.module).partition(".")[0]
