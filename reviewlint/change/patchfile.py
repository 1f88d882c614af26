"""A patch file cut into files: names, modes, ids and the hunks' lines, by a reader that counts lines.

Only the counts in a hunk's header say where the hunk ends. So a line of content that looks like a header
(`+++ b/tests/test_x.py`) stays content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reviewlint.change import messages
from reviewlint.errors import UsageError
from reviewlint.record import Record

_HUNK = re.compile(rb"@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@")
_INDEX = re.compile(rb"index ([0-9a-f]{4,64})\.\.([0-9a-f]{4,64})(?: ([0-7]{6}))?$")
_NO_NEWLINE = (
    b"\\ No newline at end of file"  # GNU diff says it in the reader's language, unidiff knows this one
)
_MODE = re.compile(rb"[0-7]{6}")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_LETTERS = {b"a": b"\a", b"b": b"\b", b"t": b"\t", b"n": b"\n", b"v": b"\v", b"f": b"\f", b"r": b"\r"}
_PREFIXES = ((b"a/", b"b/"), (b"c/", b"i/"), (b"c/", b"w/"), (b"i/", b"w/"), (b"o/", b"w/"), (b"1/", b"2/"))
_MODES = {b"old mode ": "old_mode", b"deleted file mode ": "old_mode", b"new mode ": "new_mode"}
_NAMES = {b"rename from ": "old", b"copy from ": "old", b"rename to ": "new", b"copy to ": "new"}


@dataclass
class FilePatch:
    """What a patch says of one file. `old` or `new` is None where the file does not exist on that side."""

    old: bytes | None = None
    new: bytes | None = None
    old_oid: str = ""
    new_oid: str = ""
    old_mode: int = 0
    new_mode: int = 0
    copied: bool = False
    binary: bool = False
    hunks: list[bytes] = field(default_factory=list)  # each with its header


class Name(Record):
    """A name as it stands in a header: with its prefix, None for /dev/null."""

    text: bytes | None


def split_patch(data: bytes, shown: str) -> list[FilePatch]:
    """The files of the patch `data`, called `shown` in messages.

    Raises UsageError for a combined diff, a hunk that is cut short and a path that leads outside.
    """
    reader = _Reader(data.split(b"\n"), shown)
    files = list(reader.files())
    for file in files:
        for path in (file.old, file.new):
            _refuse_outside(path, shown)
    return files


def _refuse_outside(path: bytes | None, shown: str) -> None:
    if path is None:
        return
    parts = path.replace(b"\\", b"/").split(b"/")
    absolute = path[:1] in (b"/", b"\\") or re.match(rb"[A-Za-z]:[/\\]", path)
    if absolute or b".." in parts or b"\0" in path or not path or b".git" in parts:
        name = messages.plain(path.decode("utf-8", "backslashreplace"))
        raise UsageError(
            f"{shown} names a path outside of the repository: {name!r}",
            why=("Such a patch is broken or hostile; nothing in it was judged.",),
        )


class _Reader:
    def __init__(self, lines: list[bytes], shown: str) -> None:
        self._lines, self._shown = lines, shown
        self._at = 0

    def files(self) -> Iterator[FilePatch]:
        """Every file of the patch, in order."""
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if line.startswith((b"diff --cc ", b"diff --combined ")):
                raise self._combined()
            if line.startswith(b"diff --git "):
                yield self._git_file()
            elif self._plain_header():
                yield self._body(FilePatch(), self._line()[4:], self._line()[4:])
            else:
                self._at += 1

    def _line(self) -> bytes:
        self._at += 1
        return self._lines[self._at - 1].rstrip(b"\r")

    def _plain_header(self) -> bool:
        two = self._lines[self._at : self._at + 3]
        marks = (b"--- ", b"+++ ", b"@@ -")
        return len(two) == 3 and all(line.startswith(mark) for line, mark in zip(two, marks, strict=True))

    def _git_file(self) -> FilePatch:
        file = FilePatch()
        old, new = _header_names(self._line()[11:])
        added = removed = named = False
        while self._at < len(self._lines):
            line = self._lines[self._at].rstrip(b"\r")
            if self._plain_header():
                return self._body(file, self._line()[4:], self._line()[4:])
            if line.startswith((b"diff --", b"From ", b"-- ")) or not _extended(line):
                break
            self._at += 1
            added |= line.startswith(b"new file mode ")
            removed |= line.startswith(b"deleted file mode ")
            named |= _take(file, line)
            if line == b"GIT binary patch":
                self._pass_binary()
        if not named:
            file.old, file.new = (None if added else old), (None if removed else new)
        return file

    def _pass_binary(self) -> None:
        while self._at < len(self._lines) and not self._lines[self._at].startswith(b"diff --"):
            self._at += 1

    def _body(self, file: FilePatch, old: bytes, new: bytes) -> FilePatch:
        renamed = file.old is not None
        if not renamed:
            file.old, file.new = _stripped(_name(old), _name(new))
        while self._at < len(self._lines) and self._lines[self._at].startswith(b"@@ -"):
            file.hunks.append(self._hunk())
        return file

    def _hunk(self) -> bytes:
        start = self._at
        found = _HUNK.match(self._line())
        if not found:
            raise self._broken(start)
        self._pass_lines(start, *(1 if count is None else int(count) for count in (found[2], found[4])))
        if self._at == start + 1:
            raise self._broken(start)
        if self._at < len(self._lines) and self._lines[self._at].startswith(b"\\"):
            self._at += 1
        lines = self._lines[start : self._at]
        return b"\n".join(_NO_NEWLINE if line.startswith(b"\\") else line for line in lines) + b"\n"

    def _pass_lines(self, start: int, old: int, new: int) -> None:
        """Go past the lines of a hunk with `old` and `new` of them."""
        while old or new:
            if self._at >= len(self._lines) or (self._at == len(self._lines) - 1 and not self._lines[-1]):
                raise self._broken(start)
            sign = self._lines[self._at][:1]
            if sign not in b" +-\\\r":
                raise self._broken(start)
            old -= sign in (b" ", b"-", b"", b"\r")
            new -= sign in (b" ", b"+", b"", b"\r")
            if old < 0 or new < 0:
                raise self._broken(start)
            self._at += 1

    def _broken(self, start: int) -> UsageError:
        return UsageError(
            f"{self._shown} is broken: the hunk at line {start + 1} does not hold what its header says",
            why=("A patch cut short would be a verdict on a part of the change.",),
            next_step="git diff origin/main...HEAD > my.patch",
        )

    def _combined(self) -> UsageError:
        return UsageError(
            f"{self._shown} is the combined diff of a merge (line {self._at + 1}): it shows only conflicts",
            why=("A merge is judged as a difference to one of its parents.",),
            next_step="git diff MERGE^ MERGE | reviewlint check --diff -",
        )


def _extended(line: bytes) -> bool:
    starts = (
        *_MODES,
        *_NAMES,
        b"new file mode ",
        b"similarity ",
        b"dissimilarity ",
        b"index ",
        b"Binary files ",
    )
    return line.startswith(starts) or line == b"GIT binary patch"


def _take(file: FilePatch, line: bytes) -> bool:
    """Note what an extended header says; whether it named the file."""
    for start, attribute in _MODES.items():
        if line.startswith(start) and _MODE.fullmatch(line, len(start)):
            setattr(file, attribute, int(line[len(start) :], 8))
    if line.startswith(b"new file mode ") and _MODE.fullmatch(line, 14):
        file.new_mode = int(line[14:], 8)
    index = _INDEX.match(line)
    if index:
        file.old_oid, file.new_oid = index[1].decode(), index[2].decode()
        if index[3]:
            file.old_mode = file.new_mode = int(index[3], 8)
    file.binary |= line.startswith(b"Binary files ") or line == b"GIT binary patch"
    for start, side in _NAMES.items():
        if line.startswith(start):
            setattr(file, side, _name(line[len(start) :]).text)
            file.copied |= start.startswith(b"copy")
            return True
    return False


def _name(field: bytes) -> Name:
    """A name of a header line: quoted as git does it, or up to a tab (a time stamp follows)."""
    if field.startswith(b'"') and field.rstrip().endswith(b'"'):
        return Name(_ESCAPE.sub(_unescaped, field.rstrip()[1:-1]))
    text = field.partition(b"\t")[0]
    return Name(None if text == b"/dev/null" else text)


def _unescaped(found: re.Match[bytes]) -> bytes:
    code = found[1]
    if code[:1] in b"01234567":
        return bytes([int(code, 8) & 0xFF])
    return _LETTERS.get(code, code)


def _header_names(rest: bytes) -> tuple[bytes | None, bytes | None]:
    """The two names of a `diff --git` line; they differ only where `rename` and `copy` lines tell them."""
    quoted = re.match(rb'("(?:[^"\\]|\\.)*") (.*)', rest)
    if quoted:
        return _stripped(_name(quoted[1]), _name(quoted[2]))
    half = len(rest) // 2
    return _stripped(Name(rest[:half]), Name(rest[half + 1 :]))


def _stripped(old: Name, new: Name) -> tuple[bytes | None, bytes | None]:
    """Both names without the prefixes, if they have a pair that git or diff writes."""
    for one, other in _PREFIXES:
        for first, second in ((one, other), (other, one)):
            if all(n.text is None or n.text.startswith(p) for n, p in ((old, first), (new, second))):
                return _from(old.text, 2), _from(new.text, 2)
    if old.text and new.text and new.text != old.text:
        return new.text, new.text  # `diff -u x.orig x`: the new name is the file's
    return old.text, new.text


def _from(text: bytes | None, start: int) -> bytes | None:
    return None if text is None else text[start:]
