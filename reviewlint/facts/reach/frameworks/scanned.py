"""Classes of .NET that a library finds by their base: endpoint and validator of a request, what a model applies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.testcode import is_test_path, test_around
from reviewlint.facts.reach.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target

Place = tuple[str, int, int]  # path, scope, line
_RUN = frozenset(("Configure", "HandleAsync", "ExecuteAsync", "Handle"))
_MOST_FILES = 60


def found_by_base(target: Target, code: Code) -> Iterator[Place]:
    """Where a test sends the request that the class of `target` answers or checks, or code asks for all of its base."""
    own = code.file(target.path) if target.language == "csharp" and not is_test_path(target.path) else None
    runs = target.kind == "class" or (target.kind == "method" and (target.constructs or target.name in _RUN))
    head = _head(own, target.owner_name or target.name) if own is not None and runs else ""
    if not head:
        return
    for request in dict.fromkeys(words().contexts["requested"].findall(head)):
        for path in code.tests_mentioning(request)[:_MOST_FILES]:
            file = code.file(path)
            yield from _sending(file, request) if file is not None else ()
    for base, word in words().scans.items():
        if re.search(rf"\b{base}\b", head):
            yield from _applying(word, code)


def _head(file: CodeFile, owner: str) -> str:
    """The declaration of a class with its bases."""
    for d in file.classes.get(owner, ()):
        return file.text[d.start : d.body].partition("{")[0].partition(":")[2]
    return ""


def _sending(file: CodeFile, request: str) -> Iterator[Place]:
    sends = words().contexts["requests"]
    for reference in file.references.get(request, ()):
        test = test_around(file.outline, reference.scope, True)
        if test < 0:
            continue
        definition = file.outline.definitions[test]
        if sends.search(file.text, definition.body, definition.end):
            yield file.path, reference.scope, reference.line


def _applying(word: str, code: Code) -> Iterator[Place]:
    for path in sorted(code.mentioning(word))[:_MOST_FILES]:
        file = code.file(path)
        for reference in file.references.get(word, ()) if file is not None else ():
            yield path, reference.scope, reference.line
