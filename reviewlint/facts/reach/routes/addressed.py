"""The address that a handler is bound to: a test that requests others only sets the route up and runs nothing of it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reviewlint.facts.reach.dispatch.handed import asks
from reviewlint.facts.reach.marks import said_after
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import CodeFile

_MARK = "at:"
_ADDRESS = regex(r"[\"'`](/[^\"'`\s]*)[\"'`]")
_GOES_ON = regex(r"[(,]\s*$")  # of a line whose call closes further below
_WORD = regex(r"[A-Za-z][\w-]{2,}")  # no parameter, no version
_NO_LETTER = regex(r"[_-]")
_ABOVE = 2  # lines of one call


def bound_at(file: CodeFile, line: int) -> str:
    """What a use says of a handler that a line binds, `at:avatar` for `Put("/users/:id/avatar", …)`.

    "" where no address stands there, or one without a word.
    """
    for number in range(line, max(line - _ABOVE, 1) - 1, -1):
        if found := _ADDRESS.search(file.line(number)):
            words = [part for part in found[1].split("/") if _WORD.fullmatch(part)]
            return f"{_MARK}{_NO_LETTER.sub('', words[-1]).lower()}" if words else ""
        if number > 1 and not _GOES_ON.search(file.line(number - 1)):
            return ""
    return ""


def requests(by: str, file: CodeFile, test: int) -> bool:
    """Whether a test may request what lies behind routes, where `by` says that something does.

    It sends requests, and its file says the last word of each address that is told, in whatever form, or says no
    address at all.
    """
    if "route" not in by.split():
        return True
    told = said_after(_MARK, by)
    return asks(file, test) and (
        all(word in _letters(file) for word in told) or not _ADDRESS.search(file.text)
    )


@lru_cache(maxsize=256)
def _letters(file: CodeFile) -> str:
    return _NO_LETTER.sub("", file.text).lower()
