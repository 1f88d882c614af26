"""Commands of a program in Go that a test in the shell runs by their names: `run shop rows list`.

A function that makes a command says its name; the word before it is that of the program, or of another command of the
same file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target

Place = tuple[str, int, int, str]  # path, scope, line, what lies on the way
ITSELF = "itself"  # runs what makes a command, and none of the commands that this one has below it
_MAKES = regex(r"\b(?:cobra|cli)\.Command\{")
_HOLDS = regex(r"\.AddCommand\(|\bSub[cC]ommands:|\bCommands:")
_NAMED = regex(r"\b(?:Use|Name):\s*\"([a-z][\w-]*)")
_RUN = regex(r"(?m)^[ \t]*run\w*[ \t]+(?:(?:-\S+|!)[ \t]+)*((?:[\w./${}-]+[ \t]*){1,4})")
_MOST_FILES, _REACH = 60, 400  # characters of a command before its name


def by_shell(target: Target, code: Code) -> Iterator[Place]:
    """Where a Bats test runs the command that the Go function or method `target` makes."""
    home = code.file(target.path) if target.language == "go" and target.kind != "class" else None
    name, by = _made_by(target, home) if home is not None else ("", "")
    paths = code.mentioning_all(re.findall(r"\w+", name)) if name else frozenset[str]()
    for path in sorted(path for path in paths if path.endswith(".bats"))[:_MOST_FILES]:
        file = code.file(path)
        for found in _RUN.finditer(file.text) if file is not None else ():
            if file is not None and home is not None and _runs(found[1].split(), name, home):
                line = file.text.count("\n", 0, found.start(1)) + 1
                yield path, _scope(file, line), line, by


def _made_by(target: Target, home: CodeFile) -> tuple[str, str]:
    """The name of the first command that a function makes, "" for none; and whether it holds further ones."""
    for definition in home.outline.definitions:
        if definition.name == target.qualified:
            made = _MAKES.search(home.text, definition.body, definition.end)
            said = _NAMED.search(home.text, made.end(), made.end() + _REACH) if made is not None else None
            holds = _HOLDS.search(home.text, definition.body, definition.end)
            return said[1] if said is not None else "", ITSELF if holds else ""
    return "", ""


def _runs(words: list[str], name: str, home: CodeFile) -> bool:
    """Whether the words of a line run a command: after the program's name, or that of one in the file `home` too."""
    at = words.index(name) if name in words else -1
    if at < 2:
        return at >= 0
    said = re.search(rf"\b(?:Use|Name):\s*\"{re.escape(words[at - 1])}\b", home.text)
    return said is not None


def _scope(file: CodeFile, line: int) -> int:
    """The number of the test around a line; -1 for none."""
    around = [
        n for n, d in enumerate(file.outline.definitions) if d.line <= line <= d.end_line and d.scope < 0
    ]
    return around[-1] if around else -1
