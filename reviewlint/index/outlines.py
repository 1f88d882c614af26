"""Outlines of blobs, kept between runs by object id."""

from __future__ import annotations

import marshal
import struct
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from reviewlint.index.store import Segment, Store
from reviewlint.syntax.model import BLOCKS, Assignment, Definition, Import, Literal, Outline, Reference

VERSION = "outlines-1"
MOST_RECENT = 64  # outlines that are held as they are, so that two facts that read a file share one
Row = TypeVar("Row", bound=tuple[Any, ...])
_LENGTH = struct.Struct("<I")


class OutlineCache:
    """Outlines by object id and language. New ones are kept when `save` is called."""

    def __init__(self, folder: Path | None, version: str = "") -> None:
        self._store = Store(folder, "outlines", f"{VERSION}/{version}")
        self._segments: list[Segment] | None = None
        self._places: dict[str, tuple[memoryview, int, int]] = {}
        self._fresh: dict[str, bytes] = {}
        self._recent: dict[str, Outline] = {}

    def of(self, oid: str | None, language: str, make: Callable[[], Outline | None]) -> Outline | None:
        """The outline of a blob: as it was kept, else from `make`, and remembered for the next run.

        A text without an object ("" or None) is made each time.
        """
        if not oid:
            return make()
        key = f"{oid}/{language}"
        found = self._recent.get(key) or self._thawed(key)
        if found is None and (found := make()) is not None:
            self._fresh[key] = marshal.dumps(_freeze(found))
        if found is not None:
            self._remember(key, found)
        return found

    def definitions(
        self, oid: str | None, language: str, make: Callable[[], tuple[Definition, ...] | None]
    ) -> tuple[Definition, ...] | None:
        """The definitions of a blob without the rest of its outline: as kept, else from `make`, as in `of`.

        An outline has the blocks of tests as well, and what stands in them is named after them: one that holds any
        says nothing here, or what a run finds would hang on what an earlier one kept.
        """
        if not oid:
            return make()
        alone = f"{oid}/{language}/definitions"
        kept = self._frozen(alone)
        if kept is not None:
            return _named(Definition, kept)
        whole = self._in_outline(f"{oid}/{language}")
        if whole is not None and all(definition.kind not in BLOCKS for definition in whole):
            return whole
        found = make()
        if found is not None:
            self._fresh[alone] = marshal.dumps(_plain(found))
        return found

    def _in_outline(self, key: str) -> tuple[Definition, ...] | None:
        if key in self._recent:
            return self._recent[key].definitions
        outline = self._frozen(key)
        return None if outline is None else _named(Definition, outline[1])

    def _remember(self, key: str, outline: Outline) -> None:
        while len(self._recent) >= MOST_RECENT:
            del self._recent[next(iter(self._recent))]
        self._recent[key] = outline

    def _thawed(self, key: str) -> Outline | None:
        frozen = self._frozen(key)
        return None if frozen is None else _thaw(frozen)

    def _frozen(self, key: str) -> tuple[Any, ...] | None:
        self._load()
        place = self._places.get(key)
        content = self._fresh.get(key) or (place[0][place[1] : place[2]] if place else None)
        try:
            return None if content is None else marshal.loads(content)  # noqa: S302 - our own, checksum verified
        except (ValueError, EOFError, TypeError):
            self._places.pop(key, None)
            return None

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
    return (outline.language, *map(_plain, parts), outline.errors)


def _plain(rows: tuple[tuple[Any, ...], ...]) -> tuple[tuple[Any, ...], ...]:
    return tuple(map(tuple, rows))


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
