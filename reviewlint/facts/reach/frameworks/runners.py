"""Methods that a library runs of what a test gives it: `servicetest.RequireRun(t, newServer(t))` starts the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.reach.types.generic import given_at
from reviewlint.facts.reach.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code
    from reviewlint.facts.reach.imports.modules import Modules
    from reviewlint.facts.reach.target import Target
    from reviewlint.facts.reach.types.hierarchy import Sought
    from reviewlint.facts.reach.types.receivers import Receivers

_MOST_FILES = 60


def run_by_library(
    target: Target, sought: Sought, code: Code, modules: Modules, receivers: Receivers
) -> Iterator[tuple[str, int, int]]:
    """(path, scope, line) of the calls in tests that give an object of the method's type to what runs it."""
    way = words().runners.get(target.language)
    if way is None or way["methods"].fullmatch(target.name) is None:
        return
    for path in code.tests_mentioning(target.owner_name)[:_MOST_FILES]:
        file = code.file(path) if code.index.language(path) == target.language else None
        for call in file.outline.references if file is not None else ():
            if file is None or call.kind != "call" or not way["calls"].search(call.name):
                continue
            if call.receiver not in file.imports or modules.chain(path, call.receiver) != frozenset():
                continue
            given = given_at(file, call.line, call.name)
            if any(receivers.stands_for(one, call.scope, file, sought) == "yes" for one in given):
                yield path, call.scope, call.line
