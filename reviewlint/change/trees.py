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
