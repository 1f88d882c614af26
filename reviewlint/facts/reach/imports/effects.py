"""Tests that load a script for what it does when it is loaded, and take nothing from it: `import "./cart";`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.imports.modules import Modules

_MOST_FILES = 40


def loading(own: CodeFile, code: Code, modules: Modules) -> Iterator[tuple[str, int, int]]:
    """(path, scope, line) of each such import of the file `own`."""
    stem = own.path.rpartition("/")[2].partition(".")[0]
    for path in code.tests_mentioning(stem)[:_MOST_FILES] if own.language in SCRIPTS else ():
        file = code.file(path)
        for entry in file.outline.imports if file is not None else ():
            if not entry.alias and not entry.name and own.path in modules.files(entry.module, path):
                yield path, entry.scope, entry.line
