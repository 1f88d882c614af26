"""Loops over a map in one form, whether they look values up or take entries apart: `config/loops.toml`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reviewlint.data import bundled_toml
from reviewlint.enclosed import closing
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

_E = "\x1f"  # after every token
_PLACES = {
    "$KEY": r"(?P<KEY>\w+)",
    "$VALUE": r"(?P<VALUE>\w+)",
    "$ENTRY": r"(?P<ENTRY>\w+)",
    "$TO": rf"(?P<TO>\w+(?:{_E}\.{_E}\w+)*)",
    "$LET": r"(?:let|const|var)",
    "$ANY": r"(?:[^(){};=]+?)",
}
_CHAIN = rf"(?P<MAP>(?:this{_E}\.{_E}|self{_E}\.{_E})?\w+(?:{_E}\.{_E}\w+(?:{_E}\({_E}\))?)*)"
_KEY, _VALUE = "\x04key", "\x04value"
_WRITES = regex(
    rf"(?:del|delete|unset{_E}\(){_E}{_VALUE}\d+{_E}"
    rf"|{_VALUE}\d+{_E}(?:(?:\.|-{_E}>){_E}\w+{_E}|\[{_E}[^\[\]]*\]{_E})*(?:[-+*/%|&^?.]{_E}){{0,2}}={_E}(?![=>])"
    rf"|{_VALUE}\d+{_E}(?:\+{_E}\+|-{_E}-){_E}|(?:\+{_E}\+|-{_E}-){_E}{_VALUE}"
)
_ALTERS = (
    rf"(?:{_E}\[|{_E}\.{_E}(?:put|set|remove|delete|pop|clear|update|merge|compute|add|Add|Remove)\w*{_E}\()"
)


class _Loop(Record):
    keys: re.Pattern[str]
    value: str
    entries: re.Pattern[str]
    key_of: str
    value_of: str
    copies: str
    copied: str


@cache
def _loops(language: str) -> tuple[_Loop, ...]:
    data = bundled_toml("loops.toml")["loop"]
    return tuple(
        _Loop(
            _header(loop["keys"]), loop["value"], _header(loop["entries"]), loop["key_of"], loop["value_of"],
            loop.get("copies", ""), loop.get("copied", ""),
        )
        for loop in data
        if language in loop["languages"]
    )  # fmt: skip


def _header(written: str) -> re.Pattern[str]:
    return regex(rf"(?<![^{_E}])" + "".join(_place(token) + _E for token in written.split()))


def _place(token: str) -> str:
    return _CHAIN if token == "$MAP" else _PLACES.get(token) or re.escape(token)


def entry_loops(text: str, language: str) -> str:
    """Tokens, with `_E` after each, with the loops over maps in one form, names of their keys and values left out."""
    for loop in _loops(language):
        at = number = 0
        while (header := _next(text, at, loop)) is not None:
            at = header.start() + 1
            text = _plain(text, header, loop, number)
            number += 1
    return text


def _next(text: str, at: int, loop: _Loop) -> re.Match[str] | None:
    found = [one for one in (loop.keys.search(text, at), loop.entries.search(text, at)) if one is not None]
    return min(found, key=lambda one: one.start(), default=None)


def _plain(text: str, header: re.Match[str], loop: _Loop, number: int) -> str:
    """`text` with one loop in that form; as it is where the body writes to what it looks up."""
    given = header.groupdict()
    of_keys = header.re.pattern == loop.keys.pattern
    key, value = ("$KEY", loop.value) if of_keys else (loop.key_of, loop.value_of)
    if of_keys and loop.key_of.startswith("$ $"):
        key = "$ $KEY"
    end = _end(text, header.end())
    body = text[header.end() : end]
    replaced = _put(_put(body, value, given, f"{_VALUE}{number}"), key, given, f"{_KEY}{number}")
    if _WRITES.search(replaced) or re.search(rf"(?<![^{_E}]){re.escape(given['MAP'])}{_ALTERS}", replaced):
        return text
    copied = _copied(replaced, loop, given, number)
    if copied:
        return text[: header.start()] + copied + text[end:]
    return f"{text[: header.start()]}for{_E}\x04each{_E}{given['MAP']}{_E}{replaced}{text[end:]}"


def _put(body: str, written: str, given: Mapping[str, str | None], mark: str) -> str:
    tokens = "".join(f"{given.get(token[1:]) or token}{_E}" for token in written.split())
    return re.sub(rf"(?<![^{_E}])(?<!\.{_E}){re.escape(tokens)}", f"{mark}{_E}", body)


def _copied(body: str, loop: _Loop, given: Mapping[str, str | None], number: int) -> str:
    if not loop.copies:
        return ""
    marks = {"$KEY": f"{_KEY}{number}", "$VALUE": f"{_VALUE}{number}"}
    pattern = "".join((marks.get(token) or _place(token)) + _E for token in loop.copies.split())
    found = re.fullmatch(pattern, body)
    if found is None:
        return ""
    return "".join(
        {"$TO": found["TO"], "$MAP": given["MAP"] or ""}.get(token, token) + _E
        for token in loop.copied.split()
    )


def _end(text: str, start: int) -> int:
    """Where the body ends that begins at `start`: its braces close, its statement ends, or the text does."""
    if text.startswith(f"{{{_E}", start):
        return min(closing(text, start) + 2, len(text))
    ends = -1 if text.startswith(f">{_E}", start) else text.find(f";{_E}", start)
    return ends + 2 if ends >= 0 else len(text)
