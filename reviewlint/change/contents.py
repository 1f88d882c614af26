"""Contents of files: what can be read as text, what cannot and why, and how much of it is kept."""

# ruff: noqa: PTH114, PTH115, PTH118, PTH123
# PTH: the paths of a repository are bytes, which pathlib does not hold

from __future__ import annotations

import os
import stat
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from itertools import islice

from reviewlint.change.objects import Objects, StoredObject
from reviewlint.limits import current
from reviewlint.record import Record

SYMLINK, SUBMODULE = 0o120000, 0o160000
_KEPT = 16_000_000  # bytes of contents kept for the next question
_AHEAD = 24  # blobs that are read together with one that is asked for
_LOOKED_AT = 8_000  # git, too, takes a NUL this far in for "binary"


class Content(Record):
    """Bytes, or the reason why there are none."""

    data: bytes | None
    problem: str | None = None


def judged(data: bytes | None) -> Content:
    """`data` as content: None is over the limit, a NUL near the start makes it binary."""
    most = current().bytes
    if data is None or len(data) > most:
        return Content(None, f"too large: over {most:,} bytes (max-bytes)")
    return Content(None, "binary") if is_binary(data) else Content(data)


def is_binary(data: bytes) -> bool:
    """Whether git would take `data` for binary."""
    return b"\0" in data[:_LOOKED_AT]


def decoded(data: bytes) -> str:
    """`data` as text: no byte order mark, line ends `\\n`, U+FFFD for what is not UTF-8."""
    return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").replace("\r\n", "\n")


def of_mode(mode: int) -> str | None:
    """Why a file of this mode has no text, None if it may have."""
    kind = mode & 0o170000
    return "symlink" if kind == SYMLINK else "submodule" if kind == SUBMODULE else None


class Blobs:
    """Contents by object id, the last ones kept; with `keep_all` those of `many` too, for whoever asks again.

    `ahead` are blobs that will all be asked for: with the first of them come the next.
    """

    def __init__(
        self, objects: Objects, most: int = _KEPT, keep_all: bool = False, ahead: Iterable[str] = ()
    ) -> None:
        self._objects, self._keep_all = objects, keep_all
        self._kept = Recent(most)
        self._ahead = dict.fromkeys(ahead)

    def get(self, oid: str) -> Content:
        """The content of one blob."""
        kept = self._kept.get(oid)
        if kept is not None:
            return kept
        if oid in self._ahead:
            return self._read_on(oid)
        content = _stored(self._objects.get(oid, current().bytes))
        self._kept.put(oid, content)
        return content

    def _read_on(self, oid: str) -> Content:
        del self._ahead[oid]
        batch = (oid, *islice(self._ahead, _AHEAD))
        found = {each: _stored(stored) for each, stored in self._objects.many(batch, current().bytes)}
        for each, content in found.items():
            self._ahead.pop(each, None)
            self._kept.put(each, content)
        return found[oid]

    def many(self, oids: Iterable[str]) -> Iterator[tuple[str, Content]]:
        """The contents of many blobs in one go; not kept, since so many are seldom asked for twice."""
        if self._keep_all:
            yield from self._remembered(list(oids))
            return
        for oid, found in self._objects.many(oids, current().bytes):
            yield oid, _stored(found)

    def _remembered(self, oids: list[str]) -> Iterator[tuple[str, Content]]:
        known = {oid: kept for oid in oids if (kept := self._kept.get(oid))}
        fresh = self._objects.many((oid for oid in oids if oid not in known), current().bytes)
        for oid in oids:
            if oid in known:
                yield oid, known[oid]
            else:
                content = _stored(next(fresh)[1])
                self._kept.put(oid, content)
                yield oid, content


def _stored(found: StoredObject | None) -> Content:
    if found is None or found.kind != "blob":
        return Content(None, "missing object")
    return judged(found.data)


class Recent:
    """The contents asked for last, up to a number of bytes."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._items: OrderedDict[str, Content] = OrderedDict()

    def get(self, key: str) -> Content | None:
        """What was kept for `key`."""
        if key in self._items:
            self._items.move_to_end(key)
        return self._items.get(key)

    def put(self, key: str, content: Content) -> None:
        """Keep `content`, and drop the oldest while there is too much."""
        self._items[key] = content
        self._size += len(content.data or b"") + 200
        while self._size > self._most and len(self._items) > 1:
            _, dropped = self._items.popitem(last=False)
            self._size -= len(dropped.data or b"") + 200


class WorkingTree:
    """Files of the working tree, read without following a link and without any filter."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._kept = Recent(_KEPT)

    def get(self, path: str) -> Content:
        """The content of a tracked file as it lies on disk."""
        kept = self._kept.get(path)
        if kept is None:
            kept = self._read(path)
            self._kept.put(path, kept)
        return kept

    def raw(self, path: str) -> bytes | None:
        """The bytes of a file, binary or not; a link's target; None if it is neither, or too large."""
        full = self._full(path)
        if full is None:
            return None
        try:
            if stat.S_ISLNK(os.lstat(full).st_mode):
                return os.readlink(full)
            return _regular(full)
        except OSError:
            return None

    def mode(self, path: str) -> int | None:
        """The mode git would give the file; None without one, or if git cannot hold it (a FIFO, a device)."""
        full = self._full(path)
        try:
            found = os.lstat(full) if full else None
        except OSError:
            return None
        if found is None:
            return None
        if stat.S_ISLNK(found.st_mode):
            return SYMLINK
        if not stat.S_ISREG(found.st_mode):
            return None
        return 0o100755 if found.st_mode & 0o100 else 0o100644

    def _full(self, path: str) -> bytes | None:
        """The place on disk, unless a folder on the way is a link: that leads elsewhere."""
        full = os.fsencode(self._root)
        parts = path.encode("utf-8", "surrogateescape").split(b"/")
        for part in parts[:-1]:
            full = os.path.join(full, part)
            if os.path.islink(full):
                return None
        return os.path.join(full, parts[-1])

    def _read(self, path: str) -> Content:
        mode = self.mode(path)
        if mode is None:
            return Content(None, "missing object")
        if mode == SYMLINK:
            return Content(None, "symlink")
        full = self._full(path)
        try:
            return judged(_regular(full) if full else None)
        except OSError:
            return Content(None, "missing object")


def _regular(full: bytes) -> bytes | None:
    """The bytes of a regular file; None if it is none, or over the limit. Never waits for a FIFO."""
    flags = (
        os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    with open(os.open(full, flags), "rb") as file:
        found, most = os.fstat(file.fileno()), current().bytes
        if not stat.S_ISREG(found.st_mode) or found.st_size > most:
            return None
        data = file.read(most + 1)
        return None if len(data) > most else data


def blob_id(data: bytes, object_format: str) -> str:
    """The id git would give a blob with these bytes."""
    import hashlib

    made = hashlib.new(object_format, b"blob %d\0" % len(data), usedforsecurity=False)
    made.update(data)
    return made.hexdigest()
