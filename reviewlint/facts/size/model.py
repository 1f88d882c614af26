"""How much a reviewer has to read, and where it could be cut."""

from __future__ import annotations

from reviewlint.record import Record


class SizedFile(Record):
    """A file of production code: lines added and removed that did not only move, and lines that did."""

    path: str
    lines: int
    moved: int


class Part(Record):
    """Files that belong together: what they call one another connects them, or their folder. `name`: that folder."""

    name: str
    paths: tuple[str, ...]
    lines: int


class Size(Record):
    """The production lines of a change.

    `parts`: groups of files that nothing in the change connects, the largest first. `folders`: the same files
    by the folders in which they part, the largest first.
    """

    files: tuple[SizedFile, ...] = ()
    parts: tuple[Part, ...] = ()
    folders: tuple[Part, ...] = ()

    @property
    def lines(self) -> int:
        """All lines to read."""
        return sum(file.lines for file in self.files)

    @property
    def moved(self) -> int:
        """All lines that only moved."""
        return sum(file.moved for file in self.files)
