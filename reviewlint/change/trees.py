"""Tree objects, read level by level through the one object process."""

from __future__ import annotations

import re
from functools import lru_cache

from reviewlint.change.model import Entry
from reviewlint.change.objects import Objects

_FOLDER = 0o40000


@lru_cache(maxsize=2)
def _entry_pattern(oid_bytes: int) -> re.Pattern[bytes]:
    return re.compile(rb"([0-7]+) ([^\0]+)\0(.{%d})" % oid_bytes, re.DOTALL)


def read_tree(objects: Objects, root: str) -> dict[str, Entry]:
    """Every file below the tree (or commit) `root`, by path. A missing folder is left out."""
    entry = _entry_pattern(len(root) // 2)
    files: dict[str, Entry] = {}
    level = {f"{root}^{{tree}}": [""]}
    while level:
        below: dict[str, list[str]] = {}
        for name, found in objects.many(list(level)):
            if found is None or found.data is None:
                continue
            rows = [
                (int(m, 8), n.decode("utf-8", "surrogateescape"), o.hex())
                for m, n, o in entry.findall(found.data)
            ]
            for prefix in level[name]:
                for mode, own_name, oid in rows:
                    if mode == _FOLDER:
                        below.setdefault(oid, []).append(f"{prefix}{own_name}/")
                    else:
                        files[prefix + own_name] = Entry(oid, mode)
        level = below
    return files


def read_folder(objects: Objects, commit: str, folder: str) -> dict[str, Entry]:
    """The entries of one folder of `commit` ("" is the top) by name; empty if there is no such folder."""
    found = objects.get(f"{commit}:{folder}")
    if found is None or found.data is None or found.kind != "tree":
        return {}
    rows = _entry_pattern(len(commit) // 2).findall(found.data)
    return {
        name.decode("utf-8", "surrogateescape"): Entry(oid.hex(), int(mode, 8)) for mode, name, oid in rows
    }
