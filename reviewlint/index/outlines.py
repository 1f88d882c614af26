"""Outlines of blobs, kept between runs by object id."""

from __future__ import annotations

import marshal
import struct
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from reviewlint.index.store import Segment, Store
from reviewlint.syntax.model import Assignment, Definition, Import, Literal, Outline, Reference

VERSION = "outlines-1"
Row = TypeVar("Row", bound=tuple[Any, ...])
_LENGTH = struct.Struct("<I")


class OutlineCache:
    """Outlines by key (object id and language). New ones are kept when `save` is called."""

    def __init__(self, folder: Path | None, version: str = "") -> None:
        self._store = Store(folder, "outlines", f"{VERSION}/{version}")
        self._segments: list[Segment] | None = None
        self._places: dict[str, tuple[memoryview, int, int]] = {}
        self._fresh: dict[str, bytes] = {}

    def get(self, key: str) -> Outline | None:
        """The outline kept under `key`, or None."""
        self._load()
        if key in self._fresh:
            return _thaw(marshal.loads(self._fresh[key]))  # noqa: S302 - made in this run
        place = self._places.get(key)
        if place is None:
            return None
        data, start, end = place
        try:
            return _thaw(marshal.loads(data[start:end]))  # noqa: S302 - our own file, checksum verified
        except (ValueError, EOFError, TypeError):
            del self._places[key]
            return None

    def put(self, key: str, outline: Outline) -> None:
        """Remember an outline for the next run."""
        self._fresh[key] = marshal.dumps(_freeze(outline))

    def save(self) -> None:
        """Write what is new. Nothing happens where the cache cannot be written."""
        if not self._fresh:
            return
        self._load()
        crowd = self._store.crowded(self._segments or [])
        merged = {key: content for segment in reversed(crowd) for key, content in _entries(segment.data)}
        self._store.write(_pack(merged | self._fresh), crowd)
        self._fresh = {}

    def _load(self) -> None:
        if self._segments is not None:
            return
        self._segments = self._store.read()
        for segment in reversed(self._segments):
            base, places = _table(segment.data)
            for key, (start, end) in places.items():
                self._places[key] = (segment.data, base + start, base + end)


def _freeze(outline: Outline) -> tuple[Any, ...]:
    """Plain tuples: marshal does not know named ones."""
    parts = (outline.definitions, outline.references, outline.imports, outline.assignments, outline.literals)
    return (outline.language, *(tuple(map(tuple, part)) for part in parts), outline.errors)


def _thaw(frozen: tuple[Any, ...]) -> Outline:
    language, definitions, references, imports, assignments, literals, errors = frozen
    return Outline(
        language,
        _named(Definition, definitions),
        _named(Reference, references),
        _named(Import, imports),
        _named(Assignment, assignments),
        _named(Literal, literals),
        errors,
    )


def _named(kind: type[Row], rows: tuple[tuple[Any, ...], ...]) -> tuple[Row, ...]:
    """What `_make` does for each row, without a call of Python for every one of thousands."""
    return tuple(map(partial(tuple.__new__, kind), rows))


def _pack(contents: dict[str, bytes]) -> bytes:
    places, at = {}, 0
    for key, content in contents.items():
        places[key] = (at, at + len(content))
        at += len(content)
    table = marshal.dumps(places)
    return b"".join((_LENGTH.pack(len(table)), table, *contents.values()))


def _table(data: memoryview) -> tuple[int, dict[str, tuple[int, int]]]:
    try:
        (length,) = _LENGTH.unpack_from(data)
        table = marshal.loads(data[_LENGTH.size : _LENGTH.size + length])  # noqa: S302 - likewise
    except (ValueError, EOFError, TypeError, struct.error):
        return 0, {}
    return _LENGTH.size + length, table


def _entries(data: memoryview) -> list[tuple[str, bytes]]:
    base, places = _table(data)
    return [(key, bytes(data[base + start : base + end])) for key, (start, end) in places.items()]
