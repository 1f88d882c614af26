"""Tree objects, read level by level through the one object process."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reviewlint.change.model import Entry
from reviewlint.change.objects import Objects

_FOLDER = 0o40000


@lru_cache(maxsize=2)
def _entry_pattern(oid_bytes: int) -> re.Pattern[bytes]:
    return re.compile(rb"([0-7]+) ([^\0]+)\0(.{%d})" % oid_bytes, re.DOTALL)


Row = tuple[int, str, str]  # mode, name, object id


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
                for mode, own_name, oid in known.get(name, ()):
                    if mode == _FOLDER:
                        below.setdefault(oid, []).append(f"{prefix}{own_name}/")
                    else:
                        files[prefix + own_name] = Entry(oid, mode)
        level = below
    return files


def _read(objects: Objects, names: list[str], oid_bytes: int) -> Iterator[tuple[str, tuple[Row, ...]]]:
    entry = _entry_pattern(oid_bytes)
    for name, found in objects.many(names):
        if found is not None and found.data is not None:
            rows = entry.findall(found.data)
            yield name, tuple((int(m, 8), n.decode("utf-8", "surrogateescape"), o.hex()) for m, n, o in rows)


def read_folder(objects: Objects, commit: str, folder: str) -> dict[str, Entry]:
    """The entries of one folder of `commit` ("" is the top) by name; empty if there is no such folder."""
    found = objects.get(f"{commit}:{folder}")
    if found is None or found.data is None or found.kind != "tree":
        return {}
    rows = _entry_pattern(len(commit) // 2).findall(found.data)
    return {
        name.decode("utf-8", "surrogateescape"): Entry(oid.hex(), int(mode, 8)) for mode, name, oid in rows
    }
