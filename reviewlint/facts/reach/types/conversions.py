"""Conversions that no call names: `let price: Money = 3.into()` runs `from` of the trait `From` for that type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code
    from reviewlint.facts.reach.target import Target

_MOST_FILES = 60


def converting(target: Target, code: Code) -> Iterator[tuple[str, int, int]]:
    """(path, scope, line) of what makes a value of the type of the method `target` by a conversion to it."""
    way = words().conversions.get(target.name) if target.language == "rust" else None
    if way is None or target.kind != "method":
        return
    wanted = re.compile(way.replace("NAME", re.escape(target.owner_name)))
    called = "try_into" if target.name == "try_from" else "into"
    for path in sorted(code.mentioning(target.owner_name) & code.mentioning(called))[:_MOST_FILES]:
        file = code.file(path) if code.index.language(path) == "rust" else None
        for reference in file.references.get(called, ()) if file is not None else ():
            if file is not None and wanted.search(file.line(reference.line)):
                yield path, reference.scope, reference.line
