"""What runs because a class takes a module in: Ruby's `included` hooks and blocks, PHP's traits that boot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.enclosed import indent_of
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target

_OPENS = regex(r"^\s*(module|class|included|prepended|extended|include|prepend|extend)\b\s*([\w:]*)")
_LATE = frozenset(("included", "prepended", "extended", "include", "prepend", "extend"))
_INCLUDED = r"^\s*(?:include|prepend|extend)\b.*\b{0}\b"
_MOST_FILES = 60

Place = tuple[str, str]  # path, qualified name of a class


def taken_in(target: Target) -> re.Pattern[str] | None:
    """How a line is written that takes in the owner of `target`, and so runs it; None for any other method."""
    hooks = words().mixins.get(target.language, {}) if target.kind == "method" else {}
    name = target.name.replace(target.owner_name, "NAME") if target.owner_name else target.name
    return hooks.get(name)


def module_of(file: CodeFile, line: int) -> str:
    """The module of Ruby whose body runs what stands at `line`, outside of any class, for who takes it in; "" for none.

    So does an `included do … end`, and a statement that takes another module in.
    """
    if file.language != "ruby":
        return ""
    late, names = False, list[str]()
    for word, name in _around(file, line):
        if word == "class":
            return ""
        late = late or word in _LATE
        names += name.split("::")[::-1] if word == "module" else []
    return ".".join(reversed(names)) if late else ""


def including(target: Target, code: Code) -> Iterator[Place]:
    """The classes that take in the module whose method `target` is."""
    own = code.file(target.path) if target.language == "ruby" and target.owner_name else None
    if own is None or target.owner_name in own.classes:
        return
    way = re.compile(_INCLUDED.format(re.escape(target.owner_name)))
    for path in sorted(code.mentioning(target.owner_name) - {target.path})[:_MOST_FILES]:
        file = code.file(path)
        for reference in file.references.get(target.owner_name, ()) if file is not None else ():
            around = file.class_around(reference.scope) if file is not None else ""
            if file is not None and around and way.search(file.line(reference.line)):
                yield path, around


def _around(file: CodeFile, line: int) -> Iterator[tuple[str, str]]:
    """The openings of blocks around `line`, innermost first, by their indentation; that of the line itself first."""
    indent = 1_000
    for number in range(line, 0, -1):
        text = file.line(number)
        width = indent_of(text)
        if not text.strip() or width >= indent:
            continue
        found = _OPENS.match(text)
        if found and (
            number == line or found[1] in ("module", "class") or text.rstrip().endswith(("do", "{"))
        ):
            yield found[1], found[2]
        indent = width
