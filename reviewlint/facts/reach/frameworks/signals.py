"""Handlers that run when an object of a model is written: Django's signals, SQLAlchemy's events."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.testcode import is_test_path, test_around
from reviewlint.facts.reach.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.frameworks.contexts import Place
    from reviewlint.facts.reach.target import Target

_MOST_FILES = 40


def writing(target: Target, code: Code) -> Iterator[Place]:
    """The tests that write an object of a model whose signals the function `target` is connected to."""
    file = code.file(target.path) if target.language == "python" and not is_test_path(target.path) else None
    if file is None:
        return
    for model in sorted(_models(target, file)):
        for path in code.tests_mentioning(model)[:_MOST_FILES]:
            tests = code.file(path)
            for reference in tests.references.get(model, ()) if tests is not None else ():
                number = test_around(tests.outline, reference.scope, True) if tests is not None else -1
                if tests is not None and number >= 0 and _writes(tests, number):
                    yield path, reference.scope, reference.line


def _models(target: Target, file: CodeFile) -> set[str]:
    """The models that the decorators of the function name, or a call in its file that connects it."""
    marks = [mark for d in file.outline.definitions if d.name == target.qualified for mark in d.decorators]
    found = {name for mark in marks for name in words().contexts["receives"].findall(mark)}
    if ".connect(" in file.text:
        own = re.escape(target.name)
        connected = re.findall(rf"\.connect\(\s*{own}\b[^()]*\bsender\s*=\s*([\w.]+)", file.text)
        found |= set(connected)
    return {name.rpartition(".")[2] for name in found}


def _writes(file: CodeFile, number: int) -> bool:
    test = file.outline.definitions[number]
    return words().contexts["writes"].search(file.text, test.start, test.end) is not None
