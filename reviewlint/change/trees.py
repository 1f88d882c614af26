"""Tree objects, read level by level through the one object process."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial

from reviewlint.change.model import Entry
from reviewlint.change.objects import Objects
from reviewlint.regex import regex

_FOLDER = 0o40000


@lru_cache(maxsize=2)
def _entry_pattern(oid_bytes: int) -> re.Pattern[bytes]:
    return regex(rb"([0-7]+) ([^\0]+)\0(.{%d})" % oid_bytes, re.DOTALL)


Row = tuple[str, Entry]  # a name in a folder, and what it stands for
_MODES = {b"100644": 0o100644, b"100755": 0o100755, b"40000": _FOLDER}


def read_tree(
    objects: Objects, root: str, folders: dict[str, tuple[Row, ...]] | None = None
) -> dict[str, Entry]:
    """Every file below the tree (or commit) `root`, by path. A missing folder is left out.

    `folders` keeps what folders hold by object id: of two trees that are nearly the same the second is quick to read.
    """
    known = {} if folders is None else folders
    files: dict[str, Entry] = {}
    level = {f"{root}^{{tree}}": [""]}
    while level:
        below: dict[str, list[str]] = {}
        known.update(_read(objects, [name for name in level if name not in known], len(root) // 2))
        for name, prefixes in level.items():
            for prefix in prefixes:
                for own_name, found in known.get(name, ()):
                    if found[1] == _FOLDER:
                        below.setdefault(found[0], []).append(f"{prefix}{own_name}/")
                    else:
                        files[prefix + own_name] = found
        level = below
    return files


def _read(objects: Objects, folders: list[str], oid_bytes: int) -> Iterator[tuple[str, tuple[Row, ...]]]:
    entry = _entry_pattern(oid_bytes)
    for name, found in objects.many(folders):
        if found is not None and found.data is not None:
            rows = entry.findall(found.data)
            values = ((oid.hex(), _MODES.get(mode) or int(mode, 8)) for mode, _, oid in rows)
            entries = map(partial(tuple.__new__, Entry), values)  # thousands: no call of Python for each
            names = (own_name.decode("utf-8", "surrogateescape") for _, own_name, _ in rows)
            yield name, tuple(zip(names, entries, strict=True))


def read_folder(objects: Objects, commit: str, folder: str) -> dict[str, Entry]:
    """The entries of one folder of `commit` ("" is the top) by name; empty if there is no such folder."""
    found = objects.get(f"{commit}:{folder}")
    if found is None or found.data is None or found.kind != "tree":
        return {}
    rows = _entry_pattern(len(commit) // 2).findall(found.data)
    return {
        name.decode("utf-8", "surrogateescape"): Entry(oid.hex(), int(mode, 8)) for mode, name, oid in rows
    }
