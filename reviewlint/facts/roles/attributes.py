"""Which files the repository declares to be generated: `linguist-generated` (or `gitlab-`) in `.gitattributes`.

They are read as they were before the change, so that no change excuses itself. What is declared `linguist-vendored`
says less: that is how a language is kept out of the statistics, the project's own front end as well.
"""

from __future__ import annotations

import posixpath
from functools import cache
from typing import TYPE_CHECKING

from reviewlint.globs import globs_of
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.change.model import Change

_NAME = ".gitattributes"
_WORD = "-generated"
_NAMES = ("linguist-generated", "gitlab-generated")
_SAYS = dict.fromkeys(_NAMES, True) | {f"{name}=true": True for name in _NAMES}
_SAYS |= {f"{sign}{name}": False for name in _NAMES for sign in "-!"} | {
    f"{name}=false": False for name in _NAMES
}
_LONGEST, _MOST, _STARS = 200, 300, 8  # characters of a pattern, patterns of a file, and stars of a pattern
_PLAIN = regex(r"[\w./*@+?\[\]-]+\Z")
_NAMED = regex(r"\w")

Rule = tuple[str, bool]  # a pattern, and whether what it matches is generated


class Attributes:
    """What the base of one change declares; each file of attributes is read at most once."""

    def __init__(self, change: Change) -> None:
        self._change = change
        self._rules = cache(self._read)

    def are_generated(self, path: str) -> bool:
        """Whether the file at `path` is declared to be: the last pattern that matches, of the nearest file, decides."""
        folder, inside = posixpath.dirname(path), posixpath.basename(path)
        while True:
            for pattern, says in reversed(self._rules(folder)):
                if _matches(pattern, inside):
                    return says
            if not folder:
                return False
            inside = posixpath.join(posixpath.basename(folder), inside)
            folder = posixpath.dirname(folder)

    def _read(self, folder: str) -> tuple[Rule, ...]:
        path = posixpath.join(folder, _NAME)
        text = self._change.read("base", (path,)).get(path, "")
        return rules_of(text) if _WORD in text else ()


def rules_of(text: str) -> tuple[Rule, ...]:
    """The patterns of a file of attributes that say whether files are generated, in order."""
    found = []
    for line in text.split("\n"):
        pattern, *attributes = line.split() or [""]
        said = [_SAYS[attribute] for attribute in attributes if attribute in _SAYS]
        if said and _is_usable(pattern):
            found.append((pattern, said[-1]))
    return tuple(found[-_MOST:])


def _is_usable(pattern: str) -> bool:
    """Whether a pattern names files: stars and an ending alone, as `*.ts`, speak of a whole language."""
    named = pattern.rpartition(".")[0] or pattern
    if len(pattern) > _LONGEST or pattern.count("*") > _STARS or pattern.endswith("/"):
        return False
    return _PLAIN.match(pattern) is not None and _NAMED.search(named) is not None


def _matches(pattern: str, inside: str) -> bool:
    """As git matches them: a pattern without "/" is a file name, another begins where the attributes stand."""
    if "/" not in pattern:
        return globs_of((pattern,)).match(posixpath.basename(inside))
    return globs_of((f"/{pattern.lstrip('/')}",)).match(inside)
