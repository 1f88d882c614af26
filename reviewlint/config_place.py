"""Where a key stands in a TOML text. Lines are looked for only when an error or a listing needs them."""

from __future__ import annotations

from collections.abc import Iterator

from reviewlint.common import in_common
from reviewlint.record import Record
from reviewlint.regex import regex

_HEADER = regex(r"\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(#.*)?$")
_KEY = regex(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = regex(r"""[\w-]+|"[^"]*"|'[^']*'""")

Keys = tuple[str | int, ...]


class Place(Record):
    """A key in a file; as text it is `file:line`."""

    file: str
    text: str
    keys: Keys = ()

    def __truediv__(self, key: str | int) -> Place:
        return Place(self.file, self.text, (*self.keys, key))

    @property
    def shipped(self) -> bool:
        """Whether it stands in a preset, which names every check that ships (a test holds that)."""
        return not self.text

    def __str__(self) -> str:
        line = line_of(self.text, self.keys)
        return f"{self.file}:{line}" if line else self.file


def line_of(text: str, keys: Keys) -> int:
    """The 1-based line of the key, or of the nearest table around it; 0 when nothing of it is in sight."""
    best, depth = 0, 0
    for number, here in _declared(text):
        common = in_common(here, keys)
        if common > depth and len(here) <= len(keys):
            best, depth = number, common
    return best


def _declared(text: str) -> Iterator[tuple[int, Keys]]:
    """Each header and key with its full path, array tables with their index."""
    table: Keys = ()
    counts: dict[Keys, int] = {}
    quote = ""
    for number, line in enumerate(text.split("\n"), 1):
        if quote:
            quote = "" if quote in line else quote
            continue
        header = _HEADER.match(line)
        key = None if header else _KEY.match(line)
        if header:
            table = _parts(header[2])
            if header[1] == "[[":
                index = counts[table] = counts.get(table, -1) + 1
                table = (*table, index)
            yield number, table
        elif key:
            yield number, (*table, *_parts(key[1]))
            quote = next((q for q in ('"""', "'''") if line.count(q) == 1), "")


def _parts(dotted: str) -> Keys:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))
