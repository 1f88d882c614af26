"""Sails: addresses as the keys of the routes module."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.endpoints.families import Source

_ADDRESS = regex(
    r"^\s*['\"](?:(get|post|put|patch|delete|head|options|all)\s+)?(/[^'\"]*)['\"]\s*:",
    re.IGNORECASE | re.MULTILINE,
)


def wanted(path: str, text: str) -> bool:
    """Whether the file is the routes module of Sails."""
    return path.endswith(("config/routes.js", "config/routes.ts")) and "routes" in text


def read(source: Source) -> Iterator[Endpoint]:
    """The addresses of the file."""
    text = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m[0]), source.text, flags=re.DOTALL)
    for found in _ADDRESS.finditer(text):
        method = (found[1] or "all").upper()
        line = text.count("\n", 0, found.start(2)) + 1
        yield Endpoint("http", "ANY" if method == "ALL" else method, found[2], source.path, line, "sails")
