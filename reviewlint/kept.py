"""What is read out of the program's own data files, kept as Python keeps its modules.

Beside the files, in `__pycache__`, by the time and size of each: whoever edits one reads it anew. Where that folder
cannot be written, or Python is told to write none, everything is read each time. Reading and parsing
a hundred small files would be a tenth of a small run.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
from collections.abc import Callable
from io import FileIO
from pathlib import Path
from typing import Any, TypeVar, cast

Plain = TypeVar("Plain")
Stamp = tuple[tuple[str, int, int], ...]
Span = tuple[int, int]  # where something stands in a file, and how long it is
_HEAD = (
    16  # bytes of the two numbers that such a file starts with: where its index stands, and how long it is
)


def of_file(path: Path, make: Callable[[], Plain], name: str = "") -> Plain:
    """What `make` reads out of the file at `path`: plain data, as marshal takes it. `name` tells two makers apart."""
    stat = path.stat()
    stamp: Stamp = ((path.name, stat.st_mtime_ns, stat.st_size),)
    return _kept(path.parent / "__pycache__" / f"{path.stem}{name and '.'}{name}", stamp, make)


def of_folder(folder: Path, name: str, make: Callable[[], Plain]) -> Plain:
    """What `make` reads out of the files below `folder`, under a name of its own."""
    return _kept(folder / "__pycache__" / f"_{name}", stamp_of(folder), make)


def stamp_of(folder: Path) -> Stamp:
    """What tells the files below `folder` from what they were before: path, time of change (ns) and size of each."""
    found, folders = [], [str(folder)]
    for below in folders:  # grows on the way
        for entry in os.scandir(below):
            if not entry.is_dir():
                stat = entry.stat()
                found.append((entry.path, stat.st_mtime_ns, stat.st_size))
            elif entry.name != "__pycache__":
                folders.append(entry.path)
    return tuple(sorted(found))


def _kept(place: Path, stamp: Stamp, make: Callable[[], Plain]) -> Plain:
    found = recall(place, stamp)
    if found is None:
        found = make()
        keep(place, stamp, found)
    return cast("Plain", found)


def recall(place: Path, stamp: object) -> Any:
    """What was kept at `place` under that stamp, None if nothing was."""
    try:
        known, found = marshal.loads(_file(place).read_bytes())  # noqa: S302 - beside our modules, as trusted as they are
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return found if known == stamp else None


def recall_apart(place: Path, stamp: object) -> tuple[dict[str, tuple[Any, Span]], FileIO] | None:
    """What `keep_apart` kept at `place`: by name the row and where in the file its content stands, and the file."""
    try:
        file = FileIO(str(_file(place)))
        head = file.read(_HEAD)
        file.seek(int.from_bytes(head[:8], "big"))
        index = file.read(int.from_bytes(head[8:], "big"))
        known, rows = marshal.loads(index)  # noqa: S302 - beside our modules, as trusted as they are
    except (OSError, ValueError, EOFError, TypeError, OverflowError, MemoryError):
        return None
    return (rows, file) if known == stamp else None


def keep(place: Path, stamp: object, value: object) -> None:
    """Write it, whole or not at all; a folder that may not be written keeps nothing."""
    if not sys.dont_write_bytecode:
        _write(_file(place), marshal.dumps(cast("Any", (stamp, value))))


def keep_apart(place: Path, stamp: object, values: dict[str, tuple[Any, bytes]]) -> None:
    """Write a row and a content for each name, so that the rows can be read without the contents."""
    if sys.dont_write_bytecode:
        return
    rows, contents, end = {}, [], _HEAD
    for name, (row, content) in values.items():
        rows[name] = row, (end, len(content))
        contents.append(content)
        end += len(content)
    index = marshal.dumps(cast("Any", (stamp, rows)))
    _write(_file(place), b"".join((end.to_bytes(8, "big"), len(index).to_bytes(8, "big"), *contents, index)))


def _write(file: Path, content: bytes) -> None:
    temporary = file.with_name(f"{file.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        temporary.write_bytes(content)
        temporary.replace(file)


def _file(place: Path) -> Path:
    return place.with_name(f"{place.name}.{sys.implementation.cache_tag}.data")
