"""What a framework runs before an action of the type of its parameter, as Laravel does its form requests' `rules`.

`public function store(StoreCartRequest $request)`: whoever asks for the route of the action runs them
(https://laravel.com/docs/validation#form-request-validation).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.facts.reach.types.hierarchy import Family

Place = tuple[str, int, int]  # path, scope, line
_MOST_FILES, _MOST_CLASSES = 40, 40


def checked(target: Target, family: Family, code: Code) -> Iterator[Place]:
    """The actions that take an object of the family of `target`, a method that the framework calls of it by itself."""
    way = words().form_requests.get(target.language)
    if way is None or target.name not in way["methods"] or family.outside.isdisjoint(way["bases"]):
        return
    for name in sorted(family.below)[:_MOST_CLASSES]:
        for path in sorted(code.mentioning(name))[:_MOST_FILES]:
            file = code.file(path) if code.index.language(path) == target.language else None
            if file is not None and not is_test_path(path):
                yield from _taking(name, file)


def _taking(name: str, file: CodeFile) -> Iterator[Place]:
    """The public methods and functions of a file that have a parameter of the type `name`."""
    taken = re.compile(rf"[(,]\s*[\w\\]*(?<!\w){name}\s+\$\w+")
    for scope, definition in enumerate(file.outline.definitions):
        if definition.kind in ("method", "function"):
            head = file.text[definition.start : definition.body]
            if name in head and (found := taken.search(head)):
                yield file.path, scope, file.text.count("\n", 0, definition.start + found.end()) + 1
