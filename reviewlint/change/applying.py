"""Hunks applied to contents, exactly or not at all. unidiff parses them, one file at a time."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from functools import lru_cache

from reviewlint.record import Record


class PatchHunk(Record):
    """One hunk: where it starts in the old text, the lines it takes away with context, those it leaves."""

    old_start: int
    old: tuple[bytes, ...]
    new: tuple[bytes, ...]
    added: tuple[int, ...]
    removed: int


@lru_cache(maxsize=64)
def parsed(hunks: tuple[bytes, ...]) -> tuple[PatchHunk, ...]:
    """The hunks of one file. Bytes pass through unidiff as Latin-1, so none is lost."""
    if not hunks:
        return ()
    from unidiff.patch import PatchSet

    text = b"--- a/x\n+++ b/x\n" + b"".join(hunks)
    found: list[PatchHunk] = []
    for hunk in PatchSet(text.decode("latin-1"))[0]:
        sides: tuple[list[bytes], list[bytes]] = ([], [])
        last: tuple[list[bytes], ...] = ()
        for line in hunk:
            if line.line_type == "\\":
                for side in last:
                    side[-1] = side[-1].removesuffix(b"\n")
                continue
            last = tuple(
                side for side, sign in zip(sides, "-+", strict=True) if line.line_type in (" ", "", sign)
            )
            for side in last:
                side.append(line.value.encode("latin-1"))
        added = tuple(line.target_line_no or 0 for line in hunk if line.is_added)
        old, new = (tuple(side) for side in sides)
        found.append(PatchHunk(hunk.source_start, old, new, added, hunk.removed))
    return tuple(found)


def applied(content: bytes, hunks: Iterable[PatchHunk]) -> bytes | None:
    """`content` with the hunks applied; None unless every line stands exactly where they say."""
    lines = _split(content)
    result: list[bytes] = []
    at = 0
    for hunk in hunks:
        start = hunk.old_start - 1 if hunk.old else hunk.old_start
        if start < at or tuple(lines[start : start + len(hunk.old)]) != hunk.old or start > len(lines):
            return None
        result += lines[at:start]
        result += hunk.new
        at = start + len(hunk.old)
    return b"".join(result + lines[at:])


def _split(content: bytes) -> list[bytes]:
    lines = content.split(b"\n")
    last = lines.pop()
    return [line + b"\n" for line in lines] + ([last] if last else [])


def numbers(hunks: Iterable[PatchHunk]) -> array[int]:
    """The added lines and the removed runs, four numbers each as in a hunk's header."""
    found = array("I")
    for hunk in hunks:
        for line in hunk.added:
            found.extend((0, 0, line, 1))
        if hunk.removed:
            found.extend((hunk.old_start, hunk.removed, 0, 0))
    return found


def line_ends_only(hunks: Iterable[PatchHunk]) -> int:
    """How many lines the hunks change in nothing but CR before LF; 0 if they change more."""
    lines = 0
    for hunk in hunks:
        if [_bare(line) for line in hunk.old] != [_bare(line) for line in hunk.new]:
            return 0
        lines += sum(one != other for one, other in zip(hunk.old, hunk.new, strict=True))
    return lines


def _bare(line: bytes) -> bytes:
    return line.replace(b"\r\n", b"\n")
