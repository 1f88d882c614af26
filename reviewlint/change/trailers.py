"""Trailers of a message, found as git finds them."""

from __future__ import annotations

import re

from reviewlint.change.model import Trailer
from reviewlint.enclosed import COMMENT, without
from reviewlint.regex import regex

_LINE = regex(r"([A-Za-z0-9][A-Za-z0-9-]*)[ \t]*:(.*)", re.DOTALL)
_OF_GIT = ("Signed-off-by: ", "(cherry picked from commit ")


def trailers_of(message: str, source: str, author: str = "", *, titled: bool = True) -> tuple[Trailer, ...]:
    """The trailers of the last paragraph; a `titled` message's first paragraph is its title and holds none.

    Every line must be a trailer or the folded rest of one, or, as git has it, a quarter of them if one of
    git's own trailers is among them. A value folded over lines becomes one line. HTML comments of a
    template are passed over.
    """
    paragraph = _last_paragraph(message if titled else without(message, COMMENT), titled)
    found: list[tuple[str, str]] = []
    good = other = of_git = 0
    folds = False
    for line in paragraph:
        match = _LINE.fullmatch(line)
        own = line.startswith(_OF_GIT)
        if line[0] in " \t" and folds:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}".strip())
            continue
        folds = bool(match)
        if match:
            good, of_git = good + 1, of_git + own
            found.append((match[1], match[2].strip()))
        else:
            good, of_git, other = good + own, of_git + own, other + (not own)
    if not good or (other and not (of_git and 3 * good >= other)):
        return ()
    return tuple(Trailer(key, value, source, author) for key, value in found)


def _last_paragraph(message: str, titled: bool) -> list[str]:
    lines = message.rstrip().split("\n")
    start = len(lines)
    while start and lines[start - 1].strip():
        start -= 1
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    return [] if titled and start <= first else [line for line in lines[start:] if line.strip()]
