"""Routes in go-zero's own language: `service x-api { @handler one  get /one/:id returns (Reply) }`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT = regex(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_PREFIX = regex(r"\bprefix\s*:\s*\"?([^\s\")]+)")
_BLOCK = regex(r"@server\s*\(([^()]*)\)|\bservice\s+[\w-]+\s*\{")
_ROUTE = regex(r"@handler\s+(\w+)\s+(get|post|put|patch|delete|head|options)\s+(/[^\s()]*)", re.IGNORECASE)


def is_api(path: str) -> bool:
    """Whether the name is one of a file in that language."""
    return path.endswith(".api")


def read(path: str, text: str) -> Iterator[Endpoint]:
    """The routes of its services, each below the prefix that stands before it."""
    text = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    blocks, prefix = list(_BLOCK.finditer(text)), ""
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        if block[1] is not None:
            told = _PREFIX.search(block[1])
            prefix = told[1] if told else ""
            continue
        end = after.start() if after else len(text)
        for found in _ROUTE.finditer(text, block.end(), end):
            line = text.count("\n", 0, found.start(2)) + 1
            yield Endpoint("http", found[2].upper(), join(prefix, found[3]), path, line, "go-zero", found[1])
        prefix = ""
