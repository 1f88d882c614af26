"""Tests that ask an object for the names among their parameters: `getattr(client, method)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.syntax.model import Definition, Literal

_ASKS = regex(r"\bgetattr\(\s*[^,\n]+,\s*(?:f[\"'](\w*)\{[\w.]+\}[\"']|[A-Za-z_]\w*)\s*[,)]")
_GIVES = regex(r"\bparametrize\b|\bparams\s*=")


def by_parameters(target: Target, names: Iterable[str], code: Code) -> Iterator[tuple[str, int, int]]:
    """Where a test that knows one of the classes `names` asks an object for each name of its parameters."""
    asking = code.mentioning("getattr") & code.mentioning("parametrize", "params")
    for path in sorted(asking & code.mentioning(*names)):
        file = code.file(path) if is_test_path(path) else None
        for literal in _asked_for(file, target.name) if file is not None else ():
            yield path, literal.scope, literal.line


def _asked_for(file: CodeFile, name: str) -> Iterator[Literal]:
    """The parameters of the tests in `file` by which they ask an object for its member `name`."""
    for definition in file.outline.definitions:
        if not any(_GIVES.search(mark) for mark in definition.decorators):
            continue
        asked = _ASKS.search(file.text, definition.body, definition.end)
        prefix = (asked[1] or "") if asked else ""
        if asked and name.startswith(prefix):
            yield from _parameters(file, definition, name.removeprefix(prefix))


def _parameters(file: CodeFile, definition: Definition, value: str) -> Iterator[Literal]:
    first = file.text.count("\n", 0, definition.start) + 1
    last = file.text.count("\n", 0, definition.body) + 1
    for literal in file.outline.literals:
        if first <= literal.line <= last and literal.value == value:
            yield literal
