"""Colour for what is not a report: headings of help and the labels of errors, by the same rule as reports."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TextIO

from reviewlint.regex import regex

HEADING, PROBLEM = "1", "1;31"
_HEADING = regex(r"(?<=\n\n)([A-Z][^\n]*)(?=\n  )")


def wanted(arguments: Sequence[str], environ: Mapping[str, str] = os.environ) -> str:
    """What --color says, also where the rest of the command line is wrong: auto, always or never."""
    said = environ.get("REVIEWLINT_COLOR", "auto")
    for number, word in enumerate(arguments):
        if word.startswith("--color="):
            said = word.partition("=")[2]
        elif word == "--color" and number + 1 < len(arguments):
            said = arguments[number + 1]
    return said if said in ("always", "never") else "auto"


def coloured(stream: TextIO) -> bool:
    """Whether colour goes to `stream`."""
    choice = wanted(sys.argv[1:])
    if choice == "auto" and not stream.isatty() and not os.environ.get("FORCE_COLOR"):
        return False
    from reviewlint.report.terminal import look_of

    return look_of(stream, os.environ, choice).colour


def painted(text: str, code: str, on: bool) -> str:
    """`text` in the colour of that code, where colour is on."""
    return f"\x1b[{code}m{text}\x1b[0m" if on and text else text


def headed(page: str, on: bool) -> str:
    """A page of help, its headings bold where colour is on."""
    return _HEADING.sub(lambda found: painted(found[1], HEADING, True), page) if on else page
