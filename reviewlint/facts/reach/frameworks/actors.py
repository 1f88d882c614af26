"""Actors of Rust (actix, kameo, xtra): who makes a message and sends it, knowing the actor, has it handled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target

Place = tuple[str, int, int]  # path, scope, line
_HANDLES = regex(
    r"\bimpl\b(?:<[^{}]*?>)?\s+(?:\w+::)*(?:Handler|Message)<\s*(?:\w+::)*(\w+)[^{}]*?>\s+for\s+(?:\w+::)*(\w+)"
)
_SENDS = regex(r"\.(?:do_|try_)?(?:send|ask|tell)(?:_\w+)?\(")
_NAMES = ("handle", "handler")
_MOST_FILES = 40


def sent(target: Target, code: Code) -> Iterator[Place]:
    """Where the one message that the actor of a handler takes is made by who names the actor and sends something."""
    own = code.file(target.path) if target.name in _NAMES and target.kind == "method" else None
    taken = (
        {found[1] for found in _HANDLES.finditer(own.text) if found[2] == target.owner_name} if own else set()
    )
    if len(taken) != 1:  # of several nobody says whose handler the method is
        return
    message = taken.pop()
    for path in sorted(code.mentioning_all((message, target.owner_name)))[:_MOST_FILES]:
        file = code.file(path) if code.index.language(path) == "rust" else None
        for reference in file.references.get(message, ()) if file is not None else ():
            if file is not None and reference.kind != "type" and _sends(file, reference.scope, target):
                yield path, reference.scope, reference.line


def _sends(file: CodeFile, scope: int, target: Target) -> bool:
    """Whether the function around something names the actor, and sends."""
    around = file.function_around(scope)
    if around < 0 or file.outline.definitions[around].name == target.qualified:
        return False
    definition = file.outline.definitions[around]
    text = file.text[definition.body : definition.end]
    return bool(_SENDS.search(text)) and bool(re.search(rf"\b{re.escape(target.owner_name)}\b", text))
