"""Conversions that no call names: `let price: Money = 3.into()` runs `from` of the trait `From` for that type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.syntax.model import Reference

_MOST_FILES = 60


def made_of(target: Target, code: Code) -> Iterator[tuple[str, int, int, str, int, str]]:
    """The fields of the uses by what makes a value of the type of the method `target` and does not name it."""
    yield from ((*place, "call", 0, "") for place in _converting(target, code))
    yield from ((*place, "call", 0, "route") for place in _extracting(target, code))


def _converting(target: Target, code: Code) -> Iterator[tuple[str, int, int]]:
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


def _extracting(target: Target, code: Code) -> Iterator[tuple[str, int, int]]:
    """(path, scope, line) of the functions that take a value of the type of `target`: a framework makes it."""
    if target.language != "rust" or target.kind != "method" or target.name not in words().extractors:
        return
    wanted = re.compile(rf":\s*(?:[\w:]+<)*(?:\w+::)*{re.escape(target.owner_name)}\b")
    for path in sorted(code.mentioning(target.owner_name))[:_MOST_FILES]:
        file = code.file(path) if code.index.language(path) == "rust" else None
        for reference in file.references.get(target.owner_name, ()) if file is not None else ():
            if file is not None and _in_head(file, reference, wanted):
                yield path, reference.scope, reference.line


def _in_head(file: CodeFile, reference: Reference, wanted: re.Pattern[str]) -> bool:
    """Whether a reference stands among the parameters of a function, of which one is as wanted."""
    one = file.outline.definitions[reference.scope] if reference.scope >= 0 else None
    head = file.text[one.start : one.body] if one is not None else ""
    near = one is not None and reference.line <= one.line + head.count("\n")
    return near and wanted.search(head) is not None
