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
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar, cast

Plain = TypeVar("Plain")
Stamp = tuple[tuple[str, int, int], ...]


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
    return tuple(sorted(_below(str(folder))))


def _below(folder: str) -> Iterator[tuple[str, int, int]]:
    for entry in os.scandir(folder):
        if not entry.is_dir():
            stat = entry.stat()
            yield entry.path, stat.st_mtime_ns, stat.st_size
        elif entry.name != "__pycache__":
            yield from _below(entry.path)


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


def keep(place: Path, stamp: object, value: object) -> None:
    """Write it, whole or not at all; a folder that may not be written keeps nothing."""
    if sys.dont_write_bytecode:
        return
    file, content = _file(place), marshal.dumps(cast("Any", (stamp, value)))
    temporary = file.with_name(f"{file.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        temporary.write_bytes(content)
        temporary.replace(file)


def _file(place: Path) -> Path:
    return place.with_name(f"{place.name}.{sys.implementation.cache_tag}.data")
