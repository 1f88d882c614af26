"""Under what Play's files of routes put other files and routers: `-> /admin admin.Routes`, `-> /v1 v1.Items`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.packages import nearest
from reviewlint.facts.endpoints.paths import join
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.endpoints.around import Around

_FILE = regex(r"(?:^|/)conf/(?:.*/)?routes$|\.routes$")
_DEEP = 4  # files that include each other


def is_play(path: str) -> bool:
    """Whether the file at `path` holds Play's routes."""
    return _FILE.search(path) is not None


def prefix_of_file(path: str, around: Around, depth: int = 0) -> str:
    """The prefix of all routes of a file; that of the main file, `conf/routes`, is none."""
    name = path.rpartition("/")[2]
    return (
        "" if name == "routes" else prefix_of(rf"{name.removesuffix('.routes')}\.Routes", path, around, depth)
    )


def prefix_of(named: str, path: str, around: Around, depth: int = 0) -> str:
    """The prefix under which the nearest file of routes takes what the pattern `named` finds, "" where none does."""
    row = re.compile(rf"^->\s+(/\S*)\s+(?:@?\w+\.)*{named}[ \t]*(?:#.*)?$", re.MULTILINE)
    for other in nearest(around.called(_FILE), path) if depth < _DEEP else ():
        found = row.search(around.text(other) or "") if other != path else None
        if found:
            return join(prefix_of_file(other, around, depth + 1), found[1])
    return ""
