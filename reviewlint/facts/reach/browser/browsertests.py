"""Helpers of tests in a browser: commands with a name, `Cypress.Commands.add("login", …)`, and objects taken apart.

Their bodies run for the tests that call them: `cy.login()`, `const { login } = helpers(page)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.enclosed import closing
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.syntax.model import Reference

_TAKES_OUT = regex(r"\b(?:const|let|var)\s*\{([^{}]*)\}\s*=\s*(?:await\s+)?(?:new\s+)?[\w.]+\(")
_NAME = regex(r"\w+")
_MOST_FILES = 60


def command_around(file: CodeFile, line: int) -> str:
    """The name of the command whose body what stands at `line` is in; "" for none."""
    if "ommand" not in file.text:
        return ""
    for found in words().browser_commands["adds"].finditer(file.text):
        end = closing(file.text, file.text.index("(", found.start()))
        first = file.text.count("\n", 0, found.start()) + 1
        if first <= line <= first + file.text.count("\n", found.start(), end):
            return found[1]
    return ""


def commanding(name: str, code: Code) -> Iterator[tuple[CodeFile, Reference]]:
    """Where tests call a command by its name."""
    called_on = words().browser_commands["called_on"]
    for path in code.tests_mentioning(name)[:_MOST_FILES]:
        file = code.file(path)
        for reference in file.references.get(name, ()) if file is not None else ():
            if file is not None and reference.kind == "call" and called_on.fullmatch(reference.receiver):
                yield file, reference


def taken_out(target: Target, code: Code) -> Iterator[tuple[str, int, int]]:
    """Where tests call a method of a helper's class that they take out of an object first."""
    if target.kind != "method" or not is_test_path(target.path):
        return
    for path in sorted(filter(is_test_path, code.mentioning(target.name) - {target.path}))[:_MOST_FILES]:
        file = code.file(path)
        calls = (
            [r for r in file.references.get(target.name, ()) if not r.receiver] if file is not None else []
        )
        if file is None or not calls or file.imports.get(target.name):
            continue
        if any(target.name in _NAME.findall(found[1]) for found in _TAKES_OUT.finditer(file.text)):
            yield from ((path, one.scope, one.line) for one in calls if one.kind == "call")
