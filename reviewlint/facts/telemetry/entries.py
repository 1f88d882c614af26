"""The keys of a YAML or Jsonnet document with their paths, read by indentation.

Not a YAML parser: Helm templates and Jsonnet are not YAML, and have the same shape. Comments, block
scalars and lines that hold no key are passed over; what is flow style on one line is one value.
"""

from __future__ import annotations

import re

from reviewlint.enclosed import indent_of
from reviewlint.record import Record
from reviewlint.regex import regex

_KEY = regex(r"""^(\s*(?:-\s+)*)(?:"([^"]+)"|'([^']+)'|([\w$.][\w$./-]*))\s*\+?:{1,3}(?:\s+(.*)|)$""")
_BLOCK = regex(r"^[|>][+-]?\d?\s*(#.*)?$")
_COMMENT = regex(r"(?<!\s)\s++(#|//).*$")


class Entry(Record):
    """A key: `path` from the top of its document down to itself; `value` is "" where a block follows."""

    path: tuple[str, ...]
    value: str
    line: int
    document: int


def read_entries(text: str) -> list[Entry]:
    """Every key of `text` in order."""
    entries: list[Entry] = []
    above: list[tuple[int, str]] = []
    document, scalar = 0, -1  # scalar: the indentation of the key whose block scalar we are in
    for number, line in enumerate(text.split("\n"), 1):
        indent = indent_of(line)
        if scalar >= 0 and (indent > scalar or not line.strip()):
            continue
        scalar = -1
        if line.startswith("---"):
            document, above = document + 1, []
        found = _KEY.match(line)
        if not found:
            continue
        column = len(found[1])
        while above and above[-1][0] >= column:
            above.pop()
        above.append((column, found[2] or found[3] or found[4]))
        value = found[5] or ""
        scalar = indent if _BLOCK.match(value) else -1
        entries.append(Entry(tuple(key for _, key in above), _scalar(value), number, document))
    return entries


def _scalar(value: str) -> str:
    """A plain value: without quotes, a trailing comma, an anchor or a comment; "" for an opening bracket."""
    value = _COMMENT.sub("", value).strip().rstrip(",").strip()
    value = re.sub(r"^&\S+\s*", "", value)
    if value[:1] in "\"'" and value[-1:] == value[:1]:
        value = value[1:-1]
    return "" if value in ("", "{", "[", "|", ">", "|-", ">-", "{{") else value[:200]
