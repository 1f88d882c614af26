"""Methods that a library runs of what a test gives it: `servicetest.RequireRun(t, newServer(t))` starts the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.enclosed import closing
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.hierarchy import Family, Hierarchy
    from reviewlint.facts.reach.modules import Modules
    from reviewlint.facts.reach.receivers import Receivers
    from reviewlint.facts.reach.target import Target
    from reviewlint.syntax.model import Reference

_MOST_FILES = 60
_MOST_TEXT = 2_000  # characters of the arguments of one call


def run_by_library(
    target: Target, family: Family, code: Code, modules: Modules, hierarchy: Hierarchy, receivers: Receivers
) -> Iterator[tuple[str, int, int]]:
    """(path, scope, line) of the calls in tests that give an object of the method's type to what runs it."""
    way = words().runners.get(target.language)
    if way is None or way["methods"].fullmatch(target.name) is None:
        return
    sought = hierarchy.sought(family, target.name)
    for path in sorted(filter(is_test_path, code.mentioning(target.owner_name)))[:_MOST_FILES]:
        file = code.file(path) if code.index.language(path) == target.language else None
        for call in file.outline.references if file is not None else ():
            if file is None or call.kind != "call" or not way["calls"].search(call.name):
                continue
            if call.receiver not in file.imports or modules.chain(path, call.receiver) != frozenset():
                continue
            given = _arguments(file, call)
            if any(receivers.stands_for(one, call.scope, file, sought) == "yes" for one in given):
                yield path, call.scope, call.line


def _arguments(file: CodeFile, call: Reference) -> Iterator[str]:
    """The sources of the arguments of a call."""
    begin = sum(len(line) + 1 for line in file.lines[: call.line - 1])
    text = file.text[begin : begin + _MOST_TEXT]
    opened = text.find("(", text.find(f"{call.name}("))
    if opened < 0:
        return
    depth, start, end = 0, opened + 1, closing(text, opened)
    for at in range(start, end):
        depth += (text[at] in "([{") - (text[at] in ")]}")
        if text[at] == "," and not depth:
            yield text[start:at].strip()
            start = at + 1
    yield text[start:end].strip()
