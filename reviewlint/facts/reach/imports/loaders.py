"""What Python code loads by texts: a class by a path and a name, `get_class("shop.views", "Cart")`, and plugins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.regex import regex
from reviewlint.syntax.model import Import

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.imports.modules import Modules
    from reviewlint.facts.reach.target import Target
    from reviewlint.syntax.model import Literal, Outline, Reference

MARK = "~"  # before the path in a module so loaded: the end of a path, not a module as Python imports it
_MOST_FILES = 200
_PATH = regex(r"[a-z_]\w*(?:\.[a-z_]\w*)+")
_NAME = regex(r"[A-Z]\w*[a-z]\w*")


def loads(outline: Outline) -> Iterator[Import]:
    """What such assignments load, each like an import; of several names at once, each under its own."""
    if outline.language != "python":
        return
    by_line: dict[int, list[Literal]] = {}
    for literal in outline.literals:
        by_line.setdefault(literal.line, []).append(literal)
    for one in outline.assignments if by_line else ():
        given = (
            [x for line in range(one.line, one.end_line + 1) for x in by_line.get(line, ())]
            if one.value
            else []
        )
        names = [x.value for x in given[1:]]
        if names and _PATH.fullmatch(given[0].value) and all(map(_NAME.fullmatch, names)):
            for name in names:
                alias = one.target if len(names) == 1 else name
                yield Import(f"{MARK}{given[0].value}", name, alias, one.line, one.scope)


def of_fields(target: Target, code: Code, modules: Modules) -> Iterator[tuple[CodeFile, Reference]]:
    """The uses of a field that holds the class `target`, loaded by its name: `self.view = get_class("a.b", "View")`."""
    for path in sorted(code.mentioning(target.name)) if target.language == "python" else ():
        file = code.file(path) if code.index.language(path) == "python" else None
        for alias, entry in file.loaded.items() if file is not None else ():
            held = entry.name == target.name and "." in alias
            if file is None or not held or (target.path, target.name) not in modules.loaded(entry):
                continue
            owner, _, field = alias.rpartition(".")
            around = file.class_around(entry.scope)
            for reference in file.references.get(field, ()):
                if reference.receiver == owner and file.class_around(reference.scope) == around:
                    yield file, reference


def of_plugin(target: Target, code: Code) -> Iterator[tuple[str, int, int]]:
    """Where a module is loaded by its name that is then asked for a function: `import_module(name).setup(app)`."""
    if target.language != "python" or target.kind != "function" or is_test_path(target.path):
        return
    asking = code.mentioning("import_module") & code.mentioning(target.name)
    if not any(
        _asks_loaded(file, target.name) for path in sorted(asking) if (file := code.file(path)) is not None
    ):
        return
    module = target.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    for path in sorted(code.mentioning(module.rpartition(".")[2]) - {target.path})[:_MOST_FILES]:
        file = code.file(path) if code.index.language(path) == "python" else None
        for literal in file.outline.literals if file is not None else ():
            if "." in literal.value and f".{module}".endswith(f".{literal.value}"):
                yield path, literal.scope, literal.line


def _asks_loaded(file: CodeFile, name: str) -> bool:
    """Whether a module that was loaded by its name is asked for its function `name`."""
    made = {a.target for a in file.outline.assignments if a.value.endswith("import_module")}
    return any(reference.receiver in made for reference in file.references.get(name, ()))
