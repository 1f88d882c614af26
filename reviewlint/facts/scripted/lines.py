"""Formats whose requests stand on lines of their own: Hurl, Bruno, Robot Framework, Tavern."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reviewlint.facts.scripted.model import ScriptedRequest
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT = regex(r"^[ \t]*#.*$", re.MULTILINE)


def read(path: str, text: str) -> Iterator[ScriptedRequest]:
    """The requests of the document at `path` whose part of it expects something."""
    format_ = path.rpartition(".")[2].replace("yml", "yaml")
    text = _COMMENT.sub("", text)
    expects, tells = _pattern(format_, "expects"), _pattern(format_, "method")
    for start, part in _parts(format_, text):
        if expects is None or not expects.search(part):
            continue
        request = _pattern(format_, "request")
        for found in request.finditer(part) if request is not None else ():
            told = tells.search(part) if tells is not None else found
            line = text.count("\n", 0, start + found.start("address")) + 1
            yield ScriptedRequest(path, line, told["method"].upper() if told else "", found["address"])


def _parts(format_: str, text: str) -> Iterator[tuple[int, str]]:
    """The parts of a document that hold a request and what it expects, each with where it begins."""
    begins = _pattern(format_, "begins")
    starts = [found.start() for found in begins.finditer(text)] if begins is not None else []
    starts = [0, *(start for start in starts if start)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield start, text[start:end]


@cache
def _pattern(format_: str, name: str) -> re.Pattern[str] | None:
    from reviewlint.facts.scripted import table

    source = table()[format_].get(name)
    return regex(source, re.MULTILINE) if source else None
