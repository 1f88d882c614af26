"""Definitions that an import replaces, of the repository or of Python: `try: from .fast import Table`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from reviewlint.facts.reach.imports.pastversions import is_of_old
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.imports.modules import Modules
    from reviewlint.syntax.model import Definition, Import

_TRIES = regex(r"^try:")
_FAILS = regex(r"^except(?:\s*:|\s*\(?\s*(?:ImportError|ModuleNotFoundError)\b)")


def is_replaced(definition: Definition, file: CodeFile, code: Code, modules: Modules) -> bool:
    """Whether a definition of Python, or the class around it, never runs: an import that succeeds takes its name.

    What the import brings, and needs, has to be the repository's own or of every Python of today: a library may be
    missing where the tests run. What stands where only a Python of old comes never runs, either.
    """
    top, _, _ = definition.name.partition(".")
    if file.language != "python":
        return False
    tops = [d.line for d in file.outline.definitions if d.name == top and d.line <= definition.line]
    return bool(tops) and (
        is_of_old(tops[-1], file)
        or is_of_old(definition.line, file)
        or any(
            _stands_in_place_of(entry, tops[-1], file) and _brings(entry, file.path, code, modules)
            for entry in file.imports.get(top, ())
        )
    )


def _stands_in_place_of(entry: Import, line: int, file: CodeFile) -> bool:
    """Whether the import is tried at the top of a file, and what stands at `line` is before it or where it fails."""
    start = _block(file, entry.line)
    before = (file.line(number).strip()[:1] for number in range(start + 1, entry.line))
    if entry.scope >= 0 or not start or not _TRIES.match(file.line(start)) or set(before) - {"", "#"}:
        return False
    other = _block(file, line)
    if not other:
        return line < start
    inside = _FAILS.match(file.line(other)) is not None and other > entry.line
    return inside and not any(_TRIES.match(file.line(n)) for n in range(start + 1, other))


def _block(file: CodeFile, line: int) -> int:
    """The line of the statement without indent that what stands at `line` is in; 0 for what has no indent itself."""
    if not file.line(line)[:1].isspace():
        return 0
    return next((n for n in range(line - 1, 0, -1) if file.line(n)[:1].strip(" \t\r\n#")), 0)


def _brings(entry: Import, path: str, code: Code, modules: Modules) -> bool:
    """Whether the import finds what it names: in Python, or in another file of the repository that needs no library."""
    if words().always_there.fullmatch(f"{entry.module}.{entry.name}"):
        return True
    others = (code.file(other) for other in modules.files(entry.module, path) if other != path)
    return bool(entry.name) and any(
        other is not None and other.defines(entry.name) and not _needs_library(other, modules)
        for other in others
    )


def _needs_library(file: CodeFile, modules: Modules) -> bool:
    """Whether a file loads, outside of functions, what is neither the repository's nor the language's own."""
    loaded = (one.module for one in file.outline.imports if one.scope < 0 and not one.module.startswith("."))
    return any(
        module.partition(".")[0] not in sys.stdlib_module_names and not modules.files(module, file.path)
        for module in loaded
    )
