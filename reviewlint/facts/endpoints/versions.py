"""Versions that stand before a whole path whoever tells them (Sanic): the innermost holds.

Until the path is whole, a version is a mark in it: what stands before the number, and the number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reviewlint.facts.endpoints.nodes import string
from reviewlint.facts.endpoints.paths import join
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.endpoints.nodes import Call

_MARK = regex("\x00([^\x00\x01]*)\x01([^\x00\x01]*)\x00")
_SLASH = "\x02"
_BEFORE = "/v"


def versioned(call: Call, entry: dict[str, Any]) -> str:
    """The mark of the version that a call's own argument tells, and of what is to stand before it; "" without one."""
    if "versioned" not in entry:
        return ""
    given, before = call.named.get(entry["versioned"]), call.named.get(f"{entry['versioned']}_prefix")
    number = (
        re.sub(r"^\W*v|[^\w.-]", "", given.text()) if given is not None and given.text() != "None" else ""
    )
    told = (string(before, before.text()) or "").replace("/", _SLASH) if before is not None else ""
    return f"\0{told}\1{number}\0" if told or number else ""


def marks(path: str) -> str:
    """The versions in a path that is not whole yet, as a path."""
    return join(*(found[0] for found in _MARK.finditer(path)))


def settled(path: str) -> str:
    """The whole path with the innermost of its versions in front."""
    if "\0" not in path:
        return path
    told = _MARK.findall(path)
    number = next((own for _, own in reversed(told) if own), "")
    before = next((own for own, _ in reversed(told) if own), _BEFORE)
    rest = join(*_MARK.sub("", path).split("/"))
    return join(f"{before.replace(_SLASH, '/')}{number}", rest) if number else rest
