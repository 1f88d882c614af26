"""Names that a Python module is asked for and does not define: its own `__getattr__` gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.imports.modules import Modules, Place
    from reviewlint.facts.reach.target import Target
    from reviewlint.syntax.model import Reference

_WORD = regex(r"[A-Za-z_]\w*")
_MOST_FILES = 200


def unknown_names(target: Target, code: Code, modules: Modules) -> Iterator[tuple[str, int, int, str]]:
    """(path, scope, line, kind) of what asks the module of `target` for a name that it does not define."""
    folder, _, name = target.path.removesuffix(".py").removesuffix("/__init__").rpartition("/")
    module = (target.path, "")
    for path in sorted(code.mentioning(name or folder))[:_MOST_FILES]:
        file = code.file(path) if code.index.language(path) == "python" else None
        if file is None:
            continue
        for entry in (e for e in file.outline.imports if e.scope >= 0 and e.name):
            leads = target.path in modules.files(entry.module, file.path)
            if leads and not modules.member(module, entry.name):
                yield file.path, entry.scope, entry.line, "call"
        known = {alias for alias in file.imports if module in (modules.lookup(file.path, alias) or ())}
        for reference in file.outline.references if known else ():
            if _asks_for_more(reference, known, file, modules.member(module, reference.name)):
                yield file.path, reference.scope, reference.line, reference.kind


def _asks_for_more(reference: Reference, known: set[str], file: CodeFile, member: frozenset[Place]) -> bool:
    """Whether a module known by one of these names is asked for a name that it does not define."""
    if reference.name == "getattr":
        return not known.isdisjoint(_WORD.findall(file.line(reference.line)))
    return reference.receiver in known and not member
