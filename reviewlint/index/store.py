"""Segments on disk: immutable files of a cache that may be deleted, damaged or shared at any time.

A segment is written whole to a temporary file and renamed into place, so a reader sees all of it or none.
Whatever does not carry the right header and checksum is thrown away. A folder that cannot be written
makes the cache a cache in memory, never an error.
"""

from __future__ import annotations

import contextlib
import os
import struct
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

FORMAT = 1
MAX_BYTES = 64 * 1024 * 1024
MAX_SEGMENTS = 8
_HEADER = struct.Struct("<8sIQ")  # magic, checksum, length of what follows
_STALE = 3600  # seconds after which another process's temporary file is debris


class Segment:
    """The verified content of one file; `path` is None for one that lives in memory only."""

    __slots__ = ("data", "path")

    def __init__(self, path: Path | None, data: memoryview) -> None:
        self.path, self.data = path, data


class Store:
    """The segments of one kind in `folder`; without a folder, or where it is read-only, nothing is kept."""

    def __init__(self, folder: Path | None, kind: str, version: str) -> None:
        self._folder = folder
        self._suffix = f".{kind}"
        self._magic = zlib.crc32(f"{version}/{FORMAT}/{sys.byteorder}".encode()).to_bytes(4) + b"rvlt"

    def read(self) -> list[Segment]:
        """Every sound segment, newest first. Unsound ones are removed where that is possible."""
        found = []
        for path in self._files():
            data = self._sound(path)
            if data is None:
                _remove(path)
            else:
                found.append(Segment(path, data))
        return found

    def write(self, data: bytes, replaces: tuple[Segment, ...] = ()) -> bool:
        """Keep `data` as a new segment in place of others. False where it cannot be kept."""
        if self._folder is None:
            return False
        name = f"{zlib.crc32(data):08x}-{os.getpid()}-{len(data)}"
        temporary, target = self._folder / f"{name}.tmp", self._folder / f"{name}{self._suffix}"
        try:
            self._folder.mkdir(exist_ok=True)
            temporary.write_bytes(_HEADER.pack(self._magic, zlib.crc32(data), len(data)) + data)
            temporary.replace(target)
        except OSError:
            _remove(temporary)
            return False
        for segment in replaces:
            if segment.path is not None and segment.path != target:
                _remove(segment.path)
        self._bound(target)
        return True

    def crowded(self, segments: list[Segment]) -> tuple[Segment, ...]:
        """The small segments that are worth merging into one: none while they are few."""
        small = tuple(s for s in segments if s.path and len(s.data) < MAX_BYTES // 32)
        return small if len(small) >= MAX_SEGMENTS else ()

    def _files(self) -> list[Path]:
        try:
            entries = [e for e in os.scandir(self._folder or "") if e.name.endswith(self._suffix)]
            dated = sorted(((e.stat().st_mtime, e.path) for e in entries), reverse=True)
        except OSError:
            return []
        return [Path(path) for _, path in dated]

    def _sound(self, path: Path) -> memoryview | None:
        content = _content(path)
        if content is None or len(content) < _HEADER.size:
            return None
        magic, checksum, length = _HEADER.unpack_from(content)
        data = content[_HEADER.size :]
        sound = magic == self._magic and length == len(data) and zlib.crc32(data) == checksum
        return data if sound else None

    def _bound(self, newest: Path) -> None:
        """Drop the oldest segments beyond the limit, and temporary files that nobody will rename any more."""
        spent = 0
        for path, size in _sized(self._files()):
            spent += size
            if spent > MAX_BYTES and path != newest:
                _remove(path)
        for path in _debris(newest):
            _remove(path)


def _content(path: Path) -> memoryview | None:
    import mmap

    try:
        with path.open("rb") as file:
            return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError):  # ValueError: an empty file cannot be mapped
        return None


def _sized(paths: list[Path]) -> Iterator[tuple[Path, int]]:
    for path in paths:
        try:
            yield path, path.stat().st_size
        except OSError:
            continue


def _debris(newest: Path) -> list[Path]:
    try:
        now = newest.stat().st_mtime
        return [p for p in newest.parent.glob("*.tmp") if now - p.stat().st_mtime > _STALE]
    except OSError:
        return []


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
