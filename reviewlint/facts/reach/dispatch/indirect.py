"""Uses that no call writes: methods asked for by their names, code that runs when a package is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.reach.browser.browsertests import taken_out
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target

Place = tuple[str, int, int]  # path, scope, line
_KEPT = regex(r"^\s*(?:[\w.]+\.)?([A-Za-z_]\w*)\[[^\]]*\]\s*=[^=]")
_VALIDATED = regex(r"\bAnnotated\[")
_MOST_FILES = 20


def by_name(target: Target, code: Code) -> Iterator[Place]:
    """Where a method is called by its name alone: asked for, or taken out of an object by a test."""
    yield from asked_by_name(target, code)
    yield from taken_out(target, code)


def asked_by_name(target: Target, code: Code) -> Iterator[Place]:
    """Where production code that asks objects for a method by its name says the name of the method `target`.

    `plugins.run("order_paid", order)` beside `getattr(plugin, name)` in one file. Names of one word say too little.
    """
    asking = words().asks.get(target.language, ())
    if not asking or target.kind != "method" or "_" not in target.name.strip("_"):
        return
    for path in sorted(code.mentioning(target.name) & code.mentioning(*asking))[:_MOST_FILES]:
        file = code.file(path) if path != target.path and not is_test_path(path) else None
        for literal in file.outline.literals if file is not None else ():
            if literal.value == target.name and literal.scope >= 0:
                yield path, literal.scope, literal.line


def commanded(target: Target, code: Code) -> Iterator[Place]:
    """Where tests say the name that a command for the console bears: `$application->find("shop:sum")`."""
    owner = target.owner or (target.qualified if target.kind == "class" else "")
    own = code.file(target.path) if owner and target.language in words().commands else None
    entry = target.kind == "class" or target.name in words().command_methods
    for definition in own.outline.definitions if own is not None and entry else ():
        if definition.name != owner or own is None:
            continue
        for found in words().commands[target.language].finditer(own.text, definition.start, definition.end):
            yield from _saying(next(name for name in found.groups() if name), code)


def _saying(name: str, code: Code) -> Iterator[Place]:
    for path in code.tests_mentioning(name)[: 2 * _MOST_FILES]:
        file = code.file(path)
        for literal in file.outline.literals if file is not None else ():
            if literal.value == name or literal.value.startswith(f"{name} "):
                yield path, literal.scope, literal.line


def run_by_name(code: Code) -> Iterator[Place]:
    """Where tests run the program itself, as Cargo names it to them: `cargo_bin("shop")`."""
    for path in code.tests_mentioning("cargo_bin", "CARGO_BIN_EXE", "cargo_bin_cmd"):
        file = code.file(path)
        for reference in file.references.get("cargo_bin", ()) if file is not None else ():
            yield path, reference.scope, reference.line


def loading(target: Target, code: Code) -> Iterator[Place]:
    """The test files of a Go package, any test of which runs its `init`."""
    if target.language != "go" or target.qualified != "init":
        return
    folder = target.path.rpartition("/")[0]
    for path in code.index.paths:
        if path.endswith("_test.go") and path.rpartition("/")[0] == folder:
            yield path, -1, 1


def kept_in(file: CodeFile, line: int) -> str:
    """The registry that gets something at `line`, `Rules["gross"] = gross`; "" for none."""
    found = _KEPT.match(file.line(line))
    return found[1] if found else ""


def validates(target: Target, code: Code) -> bool:
    """Whether a name stands for a type that runs code on its values, as `Annotated[str, AfterValidator(f)]` does."""
    file = code.file(target.path) if target.kind == "variable" and target.language == "python" else None
    made = file.assignments.get(target.qualified, ()) if file is not None else ()
    return any(file is not None and _VALIDATED.search(file.line(one.line)) for one in made)
