"""Functions of PHP that are handed on as texts: `[Text::class, 'short']`, `add_filter('price', 'shop_round')`.

What WordPress keeps for a hook runs for who applies that hook.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code
    from reviewlint.facts.reach.target import Target

Place = tuple[str, int, int]  # path, scope, line
_MOST = 60  # files that are read for one function
_KEEPS = regex(r"\badd_(?:filter|action)\(\s*[\"']([^\"'\n]+)[\"']\s*,\s*$")
_APPLIES = regex(r"\b(?:apply_filters|do_action)\w*\(\s*(?:\n\s*)?[\"']([^\"'\n]+)[\"']")


def handed_as_text(target: Target, below: frozenset[str], code: Code) -> Iterator[Place]:
    """Where a method or a function is handed on by its name; `below`: the names of the classes that have it."""
    if target.language != "php" or target.kind not in ("method", "function"):
        return
    written = _written(target, below)
    for path in sorted(code.mentioning(target.name))[:_MOST]:
        file = code.file(path) if code.index.language(path) == "php" else None
        if file is None or target.name not in file.text:
            continue
        for found in written.finditer(file.text):
            line = file.text.count("\n", 0, found.start()) + 1
            scope = file.scope_at(line)
            is_own = file.class_around(scope).rpartition(".")[2] in below
            if hook := _KEEPS.search(file.text, max(found.start() - 120, 0), found.start()):
                yield from _applied(hook[1], code)
            elif target.kind == "method" and (found["owner"] or is_own):
                yield path, scope, line


def _written(target: Target, below: frozenset[str]) -> re.Pattern[str]:
    name = re.escape(target.name)
    if target.kind == "function":
        return re.compile(rf"(?P<owner>)[\"']{name}[\"']")
    owners = "|".join(map(re.escape, sorted(below)))
    owner = rf"(?:[\w\\]*\b(?P<owner>{owners})::class|\$this|self::class|static::class|__CLASS__)"
    return re.compile(rf"(?:\[|\barray\()\s*{owner}\s*,\s*[\"']{name}[\"']")


def _applied(hook: str, code: Code) -> Iterator[Place]:
    """Where a hook of WordPress is applied."""
    word = max(re.findall(r"\w+", hook), key=len, default="")
    for path in sorted(code.mentioning(word))[:_MOST] if word else ():
        file = code.file(path) if code.index.language(path) == "php" else None
        for found in _APPLIES.finditer(file.text) if file is not None else ():
            if file is not None and found[1] == hook:
                line = file.text.count("\n", 0, found.start()) + 1
                yield path, file.scope_at(line), line
