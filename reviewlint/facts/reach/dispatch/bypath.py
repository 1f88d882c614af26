"""Settings that name a definition by its path: `"shop.middleware.Timer"`, `"shop.tasks:send"`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target

_PATHS = regex(r"[\w.:]+")


def naming(target: Target, code: Code) -> frozenset[str]:
    """The files that may name a definition of Python by its path, but for its own."""
    routes = target.qualified in words().routes  # a module of them is named by its path alone
    if target.language != "python" or (not routes and is_test_path(target.path)):
        return frozenset()
    if target.kind == "variable" and not routes:
        return frozenset()
    named = code.mentioning(_parts(target)[-1])
    if target.name not in ("includeme", *words().routes):  # Pyramid includes a module by its name alone
        named &= code.mentioning(target.name)
    return named - {target.path}


def named_by_path(target: Target, file: CodeFile) -> Iterator[tuple[str, int, int]]:
    """Where a file does so: path, scope and line of the text."""
    name = "includeme" if target.qualified in words().routes else target.name
    for literal in file.outline.literals:
        if is_path(literal.value, _parts(target), name) and "patch" not in file.line(literal.line):
            yield file.path, literal.scope, literal.line


def is_path(literal: str, parts: list[str], name: str) -> bool:
    """Whether a literal is the dotted path of `name` in the module whose path has these parts."""
    for entry in _PATHS.findall(literal) if len(literal) < 400 else ():
        words = entry.replace(":", ".").split(".")
        module = words[:-1] if words[-1] == name else words if name == "includeme" else []
        if len(module) > 1 and parts[-len(module) :] == module:
            return True
    return False


def _parts(target: Target) -> list[str]:
    return target.path.removesuffix(".py").removesuffix("/__init__").split("/")
