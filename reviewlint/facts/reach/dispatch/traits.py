"""Methods of traits in Rust that nobody names: of a value handed to who takes the trait, of a command by its name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reviewlint.facts.reach.dispatch.handed import given_to
from reviewlint.facts.reach.testcode import is_test_path, test_around
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target

Place = tuple[str, int, int]  # path, scope, line
_IMPL = regex(
    r"(?m)^\s*(?:unsafe\s+)?impl\b(?:<[^{};]*?>)?\s+(?:([\w:]+)(?:<[^{};]*>)?\s+for\s+)?([\w:]+)[^{};]*\{"
)
_NAME = regex(r"\bfn\s+name\s*\(&(?:'\w+\s+)?self\)[^{}]*\{\s*\"([\w][\w :.-]*)\"\s*\}")
_MOST_FILES, _MOST_HELPERS = 80, 20
_QUEUES = ("enqueue", "dispatch", "schedule", "submit")  # what a trait of jobs has, and runs the job later


def handed(target: Target, code: Code) -> Iterator[Place]:
    """Where a test hands a value of the method's type to a function that takes anything with the method's trait.

    Or has the value put itself into the queue of the trait: `Tidy::new().enqueue(&conn)`.
    """
    own = code.file(target.path) if target.language == "rust" and target.kind == "method" else None
    trait = trait_of(own, target)[0] if own is not None and not is_test_path(target.path) else ""
    if not trait:
        return
    for path in sorted(code.mentioning(target.owner_name))[:_MOST_FILES]:
        file = code.file(path) if code.index.language(path) == "rust" else None
        for reference in file.references.get(target.owner_name, ()) if file is not None else ():
            if file is None or reference.kind == "type" or not _in_test(file, reference.scope):
                continue
            helper = given_to(file, reference).replace("::", ".").rpartition(".")[2].rstrip("!")
            if helper and _takes(helper, trait, code):
                yield path, reference.scope, reference.line
        yield from _put_off(path, file, target) if file is not None else ()


def _put_off(path: str, file: CodeFile, target: Target) -> Iterator[Place]:
    """Where a test has a value of the type put itself into a queue."""
    made = re.compile(rf"\b{re.escape(target.owner_name)}\b[^;]*\Z")
    for name in _QUEUES:
        for reference in file.references.get(name, ()):
            before = file.line(reference.line).partition(f".{name}(")[0]
            if made.search(before) and _in_test(file, reference.scope):
                yield path, reference.scope, reference.line


def in_programs(target: Target, code: Code) -> Iterator[Place]:
    """Where a test runs the text of a program that begins with the name of the command, or has it after `|` or `;`."""
    own = (
        code.file(target.path)
        if target.language == "rust" and target.name in words().command_methods
        else None
    )
    trait, start, end = trait_of(own, target) if own is not None and target.kind == "method" else ("", 0, 0)
    said = _NAME.search(own.text, start, end) if own is not None and trait.endswith("Command") else None
    if said is None:
        return
    wanted = re.compile(rf"(?:^|[|;{{(\n]|\bdo\b)\s*{re.escape(said[1])}(?![\w-])")
    first = said[1].partition(" ")[0]
    known = (p for p in code.mentioning(said[1]) if code.index.language(p) == "rust")
    for path in sorted(known, key=lambda p: (not is_test_path(p), first not in p, p))[:_MOST_FILES]:
        file = code.file(path)
        for literal in file.outline.literals if file is not None else ():
            if file is not None and wanted.search(literal.value) and _is_run(file, literal.scope):
                yield path, literal.scope, literal.line


@lru_cache(maxsize=64)  # both ways to run a method ask
def trait_of(own: CodeFile, target: Target) -> tuple[str, int, int]:
    """The trait that the method `target` is one of, "" for none, and where its `impl` begins and may end."""
    start = next((d.start for d in own.methods.get(target.name, ()) if d.name == target.qualified), -1)
    heads = [*_IMPL.finditer(own.text)]
    before = [head for head in heads if head.start() < start]
    if not before or not before[-1][1] or before[-1][2].rpartition("::")[2] != target.owner_name:
        return "", 0, 0
    after = next((head.start() for head in heads if head.start() > start), len(own.text))
    return before[-1][1].rpartition("::")[2], before[-1].start(), after


def _in_test(file: CodeFile, scope: int) -> bool:
    return test_around(file.outline, scope, is_test_path(file.path)) >= 0


def _takes(helper: str, trait: str, code: Code) -> bool:
    """Whether a function of that name takes whatever has the trait: `fn check(one: &dyn Trait)`."""
    takes = re.compile(rf"(?:\b(?:impl|dyn)\s+|:\s*)(?:\w+::)*{re.escape(trait)}\b")
    paths = (p for p in sorted(code.mentioning(helper) & code.mentioning(trait)) if p.endswith(".rs"))
    own = [path for path in paths if f"fn {helper}" in (code.index.text(path) or "")]
    for file in filter(None, map(code.file, own[:_MOST_HELPERS])):
        for d in file.outline.definitions:
            if d.name.rpartition(".")[2] == helper and takes.search(file.text, d.start, d.body):
                return True
    return False


def _is_run(file: CodeFile, scope: int) -> bool:
    """Whether the test around a text runs programs."""
    test = test_around(file.outline, scope, is_test_path(file.path))
    if test < 0:
        return False
    definition = file.outline.definitions[test]
    return words().contexts["programs"].search(file.text, definition.body, definition.end) is not None
