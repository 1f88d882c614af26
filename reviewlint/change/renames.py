"""Renames where git was not asked: exact ones by content, similar ones within a small bound."""

from __future__ import annotations

from collections import Counter

from reviewlint.change.contents import Blobs, WorkingTree, blob_id, of_mode
from reviewlint.change.model import FileChange

_MOST = 40  # removed and added files looked at for similarity, each
_ENOUGH = 0.5


def paired(
    changes: list[FileChange], blobs: Blobs, disk: WorkingTree, object_format: str
) -> list[FileChange]:
    """`changes` with each removed file and the added one it became joined into one renamed file."""
    removed = [c for c in changes if c.status == "removed" and of_mode(c.old_mode) is None]
    added = [c for c in changes if c.status == "added" and of_mode(c.new_mode) is None]
    if not removed or not added:
        return changes
    contents = _Contents(blobs, disk, object_format)
    pairs = _exact(removed, added, contents)
    old_left = [c for c in removed if c.path not in {old.path for old, _ in pairs}]
    new_left = [c for c in added if c.path not in {new.path for _, new in pairs}]
    if len(old_left) <= _MOST and len(new_left) <= _MOST:
        pairs += _similar(old_left, new_left, contents)
    return _joined(changes, pairs)


Pair = tuple[FileChange, FileChange]


class _Contents:
    def __init__(self, blobs: Blobs, disk: WorkingTree, object_format: str) -> None:
        self._blobs, self._disk, self._format = blobs, disk, object_format

    def oid(self, file: FileChange) -> str:
        """The id of the new content; "" if it cannot be read."""
        if file.new_oid:
            return file.new_oid
        data = self._disk.raw(file.path)
        return "" if not data else blob_id(data, self._format)

    def lines(self, file: FileChange) -> Counter[bytes]:
        """The lines of the old content of a removed file, the new one of an added file."""
        oid = file.old_oid if file.status == "removed" else file.new_oid
        content = self._blobs.get(oid) if oid else self._disk.get(file.path)
        return Counter((content.data or b"").splitlines(keepends=False))


def _exact(removed: list[FileChange], added: list[FileChange], contents: _Contents) -> list[Pair]:
    by_oid: dict[str, list[FileChange]] = {}
    for file in removed:
        by_oid.setdefault(file.old_oid or "", []).append(file)
    pairs = []
    for file in added:
        same = by_oid.get(contents.oid(file) or "-")
        if same:
            old = next((f for f in same if _name(f) == _name(file)), same[0])
            same.remove(old)
            pairs.append((old, file))
    return pairs


def _similar(removed: list[FileChange], added: list[FileChange], contents: _Contents) -> list[Pair]:
    old_lines = [contents.lines(file) for file in removed]
    new_lines = [contents.lines(file) for file in added]
    scored = []
    for i, before in enumerate(old_lines):
        for j, after in enumerate(new_lines):
            score = _likeness(before, after)
            if score >= _ENOUGH:
                scored.append((score, _name(removed[i]) == _name(added[j]), -i, -j))
    pairs: list[Pair] = []
    used_old: set[int] = set()
    used_new: set[int] = set()
    for _, _, i, j in sorted(scored, reverse=True):
        if -i not in used_old and -j not in used_new:
            used_old.add(-i)
            used_new.add(-j)
            pairs.append((removed[-i], added[-j]))
    return pairs


def _likeness(before: Counter[bytes], after: Counter[bytes]) -> float:
    """The share of bytes that both have in common, of the larger side."""
    larger = max(_size(before), _size(after))
    return _size(before & after) / larger if larger else 0.0


def _size(lines: Counter[bytes]) -> int:
    return sum((len(line) + 1) * count for line, count in lines.items())


def _name(file: FileChange) -> str:
    return file.path.rpartition("/")[2]


def _joined(changes: list[FileChange], pairs: list[Pair]) -> list[FileChange]:
    origin = {new.path: old for old, new in pairs}
    gone = {old.path for old, _ in pairs}
    joined = []
    for file in changes:
        if file.status == "added" and file.path in origin:
            old = origin[file.path]
            renamed = file._replace(status="renamed", old_path=old.path, old_oid=old.old_oid)
            joined.append(renamed._replace(old_mode=old.old_mode))
        elif not (file.status == "removed" and file.path in gone):
            joined.append(file)
    return joined
