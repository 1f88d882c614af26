"""Definitions that are found at run time by a name in a text: what such texts look like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.dispatch.parameters import by_parameters
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.facts.reach.types.hierarchy import Family
    from reviewlint.syntax.model import Literal

_MOST = 20  # classes of a family that are looked at
_WORD = regex(r"\w*")
_HOLE = regex(r"\{\}|%s")
_NO_LETTER = regex(r"\W|_")
_ASKED = regex(r"\b(?:getattr|public_send|send|__send__)\(|\b(?:this|self)\[")  # it is told for a member
_WRAPPER = regex(r"^[A-Za-z_]\w*\s*=\s*[\w.]+\(\s*[\"']\w+[\"']")


def put_together(target: Target, family: Family, code: Code) -> Iterator[tuple[str, int, int, str]]:
    """Where a method is called by a name put together: `getattr(self, f"visit_{kind}")`, `send("on_#{event}")`."""
    if target.name.startswith("__"):
        return
    if target.language == "python":
        yield from ((*place, "call") for place in by_parameters(target, family.below, code))
    yield from spelled(target.name, family, code)


def spelled(name: str, family: Family, code: Code) -> Iterator[tuple[str, int, int, str]]:
    """Where a class of the family puts the name of the method together, or makes a function for it: path, scope, line,
    kind of use."""
    named_apart = "_" in name.strip("_")
    for one in (family.start, *family.up, *family.down)[:_MOST]:
        file = code.file(one.path)
        for literal in file.outline.literals if file is not None else ():
            if file is None:
                continue
            if literal.scope >= 0 and named_apart and _names(literal, name, file):
                yield one.path, literal.scope, literal.line, "call"
            elif literal.scope < 0 and literal.value == name and _wraps(file, literal.line):
                yield one.path, -1, literal.line, "value"


def _names(literal: Literal, name: str, file: CodeFile) -> bool:
    """Whether a literal may name the method `name`; where a member is asked for, fewer letters are enough."""
    return _dispatches(literal.value, name, 2) and (
        _dispatches(literal.value, name, 3) or _ASKED.search(file.line(literal.line)) is not None
    )


def _dispatches(literal: str, name: str, letters: int) -> bool:
    """Whether a literal, or one that is put together of at least so many letters, may name the method `name`."""
    if literal == name:
        return True
    if literal.endswith("_") and len(literal.strip("_")) >= letters and literal != name:
        return name.startswith(literal)
    if "{}" not in literal and "%s" not in literal:
        return False
    parts = _HOLE.split(literal)
    if sum(len(part.strip("_")) for part in parts) < letters or not _WORD.fullmatch("".join(parts)):
        return False
    return re.fullmatch(r"\w+".join(map(re.escape, parts)), name) is not None


def _wraps(file: CodeFile, line: int) -> bool:
    """Whether a function is made here for the name of a method: `get = method_of_default("get")`."""
    return _WRAPPER.search(file.line(line)) is not None and "getattr" in file.text


def sounds_like(variable: str, names: Iterable[str]) -> bool:
    """A variable named as its class is: `client` for `HttpClient`, `paymentService` for `PaymentService`."""
    plain = _NO_LETTER.sub("", variable).lower()
    return len(plain) > 3 and any(
        plain == n or n.endswith(plain) or (plain.endswith(n) and len(n) > 3)
        for n in (name.lower() for name in names)
    )
