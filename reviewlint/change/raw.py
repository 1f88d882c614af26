"""The raw entries and the hunks of a diff that git made, read from its pipe file by file."""

from __future__ import annotations

import os
import re
import subprocess
from array import array
from collections.abc import Iterator
from typing import IO

from reviewlint.change import git
from reviewlint.change.model import FileChange, Status
from reviewlint.record import Record
from reviewlint.regex import regex

_STATUS: dict[str, Status] = {
    "A": "added",
    "C": "copied",
    "D": "removed",
    "M": "modified",
    "R": "renamed",
    "T": "type-changed",
}
_INDEX = regex(rb"^index ([0-9a-f]+)\.\.([0-9a-f]+)", re.MULTILINE)
_RANGE = regex(rb"(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


class RawEntry(Record):
    """One raw entry as git wrote it. An id of zeros means "no object"."""

    old_mode: int
    new_mode: int
    old_oid: str
    new_oid: str
    status: str
    path: str
    old_path: str | None

    def change(self) -> FileChange:
        """The entry in the words of the model."""
        return FileChange(
            path=self.path,
            old_path=self.old_path,
            status=_STATUS[self.status],
            old_oid=None if self.status == "A" else self.old_oid,
            new_oid=None if self.status == "D" else "" if zeros(self.new_oid) else self.new_oid,
            old_mode=self.old_mode or self.new_mode,
            new_mode=self.new_mode or self.old_mode,
        )


def zeros(oid: str) -> bool:
    """Whether `oid` is the id that stands for none."""
    return not oid.strip("0")


class Hunks(Record):
    """The hunks between two blobs, four numbers each: old start, old count, new start, new count."""

    numbers: array[int]
    binary: bool = False

    @property
    def counts(self) -> tuple[int, int]:
        """(added, removed) lines."""
        return sum(self.numbers[3::4]), sum(self.numbers[1::4])

    @property
    def added_lines(self) -> frozenset[int]:
        """The numbers of the added lines."""
        spans = zip(self.numbers[2::4], self.numbers[3::4], strict=True)
        return frozenset(line for start, count in spans for line in range(start, start + count))


class RawDiff:
    """The output of `git diff-* --raw -z`, with a `-p -U0` patch behind it or without.

    Entries come first; the patch is drawn from the pipe when its first hunk is asked for, one file in memory
    at a time, only the numbers of the hunks kept. In such a patch only a header can start with `diff --git`
    or `@@`, since every line of content has a sign before it: no content can pose as one.

    The hunks were made looking past line ends (`--ignore-cr-at-eol`): a last line that gained or lost only
    its line end counts as unchanged where the file differs elsewhere too. Git's own count is then one more.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._rest = b""

    def entries(self) -> Iterator[RawEntry]:
        """The raw entries, in git's order."""
        fields = self._fields()
        for head in fields:
            if not head:
                return
            old_mode, new_mode, old_oid, new_oid, status = head[1:].decode().split(" ")
            old_path = _path(next(fields)) if status[0] in "RC" else None
            path = _path(next(fields))
            yield RawEntry(int(old_mode, 8), int(new_mode, 8), old_oid, new_oid, status[0], path, old_path)

    def hunks(self) -> Iterator[tuple[tuple[str, str], Hunks]]:
        """For each pair of blobs that the patch compares (zeros for none), the hunks between them."""
        for chunk in self._chunks():
            end = chunk.find(b"\n@@ -")
            header = chunk if end < 0 else chunk[:end]
            found = _INDEX.search(header)
            if found:
                binary = end < 0 and b"\nBinary files " in header
                yield (found[1].decode(), found[2].decode()), Hunks(_numbers(chunk), binary)

    def finish(self) -> tuple[int, bytes]:
        """Exit code and what git said, once everything is read."""
        said = self._process.stderr.read() if self._process.stderr else b""
        return self._process.wait(), said

    def close(self) -> None:
        """End the process, read or not. Safe to call twice."""
        git.stop(self._process)

    def _fields(self) -> Iterator[bytes]:
        buffer = b""
        for part in _parts(self._process.stdout):
            *whole, buffer = (buffer + part).split(b"\0")
            for number, field in enumerate(whole):
                if not field:
                    self._rest = b"\0".join([*whole[number + 1 :], buffer])
                    yield b""
                    return
                yield field

    def _chunks(self) -> Iterator[bytes]:
        buffer, self._rest = self._rest, b""
        held: list[bytes] = []
        for part in _parts(self._process.stdout):
            cut = (buffer[-16:] + part).find(b"\ndiff --git ")
            if cut < 0:
                held.append(buffer)
                buffer = part
                if len(buffer) < 16:
                    buffer = held.pop() + buffer
                continue
            *whole, buffer = (b"".join(held) + buffer + part).split(b"\ndiff --git ")
            held = []
            yield from whole
        yield from (b"".join(held) + buffer).split(b"\ndiff --git ")


def _path(field: bytes) -> str:
    return field.decode("utf-8", "surrogateescape")


def _parts(pipe: IO[bytes] | None) -> Iterator[bytes]:
    if pipe is None:
        return
    while part := os.read(pipe.fileno(), 1 << 18):
        yield part


def _numbers(chunk: bytes) -> array[int]:
    numbers = array("I")
    pieces = chunk.split(b"\n@@ -")
    for piece in pieces[1:]:
        found = _RANGE.match(piece)
        if found:
            old, removed, new, added = found.groups()
            counts = (1 if removed is None else int(removed), 1 if added is None else int(added))
            numbers.extend((int(old), counts[0], int(new), counts[1]))
    return numbers
