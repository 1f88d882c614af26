"""Handlers of errors that a framework calls for what a request throws: `@ExceptionHandler(Refused.class)`.

A test runs one if it sends a request and speaks of the error, or of an heir of it; of an error that any is, if it has
something throw.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.testcode import called, is_test_path, named
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.syntax.model import Definition

Place = tuple[str, int, int]  # path, scope, line
_MOST_FILES, _MOST_HEIRS = 40, 20
_ANY = frozenset(("Throwable", "Exception", "RuntimeException", "BaseException", "Error"))
_NAME = regex(r"[A-Z]\w*")


def rescued(target: Target, code: Code) -> Iterator[Place]:
    """Where tests send a request for which `target` handles an error."""
    way = words().rescues.get(target.language)
    file = code.file(target.path) if way is not None and not is_test_path(target.path) else None
    errors = dict.fromkeys(_handled(target, file, way)) if file is not None and way is not None else {}
    for error in errors:
        speaking = [error, *_heirs(error, code)] if error not in _ANY else []
        paths = code.mentioning(*(speaking or words().throws))
        for path in sorted(filter(is_test_path, paths))[:_MOST_FILES]:
            if code.index.language(path) == target.language and (test := code.file(path)) is not None:
                yield from _tests(test, speaking)


def _handled(target: Target, file: CodeFile, way: re.Pattern[str]) -> Iterator[str]:
    """The errors that a method says it handles: in its mark or its class's, or by its parameter."""
    own = [d for d in file.outline.definitions if d.name == target.qualified]
    around = [d for d in file.outline.definitions if target.name == "catch" and d.name == target.owner]
    for definition in (*own, *around):
        for mark in filter(None, map(way.match, definition.decorators)):
            named_here = _NAME.findall(mark[1] or "")
            yield from named_here or _taken(file, definition)


def _taken(file: CodeFile, definition: Definition) -> list[str]:
    head = file.text[definition.start : definition.body]
    return re.findall(r"\b([A-Z]\w*(?:Exception|Error|Throwable))\b(?!\s*\.)", head)[:1]


def _heirs(error: str, code: Code) -> Iterator[str]:
    """The classes below an error, two steps down."""
    found = [error]
    for above in found:
        for path in sorted(code.mentioning(above))[:_MOST_FILES]:
            file = code.file(path)
            for name, same in file.classes.items() if file is not None else ():
                if name not in found and len(found) < _MOST_HEIRS and any(above in d.bases for d in same):
                    found.append(name)
                    yield name


def _tests(file: CodeFile, errors: list[str]) -> Iterator[Place]:
    """The functions of a test file that send a request and speak of one of `errors`, or have anything throw."""
    speaks = re.compile(rf"\b(?:{'|'.join(map(re.escape, errors or words().throws))})\b")
    for scope, definition in enumerate(file.outline.definitions):
        if definition.kind not in ("function", "method", "test"):
            continue
        body = file.text[definition.body : definition.end]
        lines = [
            number
            for number, line in enumerate(body.split("\n"), file.text.count("\n", 0, definition.body) + 1)
            if speaks.search(line) and not words().caught.search(line)
        ]
        if lines and _sends(file, body):
            yield file.path, scope, lines[0]


def _sends(file: CodeFile, body: str) -> bool:
    helpers = (helper for name in called(body) for helper in named(file, name))
    texts = (body, *(file.text[helper.body : helper.end] for helper in helpers))
    return any(words().requesting.search(text) for text in texts)
