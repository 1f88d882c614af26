"""Path globs, many at once: most are plain names, ends or folders, and need no regular expression.

A glob without "/" is a file name; one that ends in "/" (or "/**") is a folder anywhere; others are paths that
may begin at any folder; with "/" in front a glob begins at the top. `*`, `?` and `[…]` stay inside one part of a
path, `**` stands for any parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from reviewlint.regex import regex

_WILD = regex(r"[*?\[]")


class Globs:
    """A set of globs, asked whether one of them matches a path (repository-relative, with `/`)."""

    def __init__(self, globs: Iterable[str]) -> None:
        self._names: set[str] = set()
        self._folders: set[str] = set()
        self._starts: list[str] = []
        self._ends: list[str] = []
        self._folder_ends: list[str] = []
        self._inside: list[str] = []
        self._paths: list[str] = []
        self._rest: list[tuple[str, str]] = []  # (what it must at least hold, the glob)
        for glob in globs:
            self._sort(glob[:-2] if glob.endswith("/**") else glob)
        self._start, self._end, self._folder_end = map(tuple, (self._starts, self._ends, self._folder_ends))

    def match(self, path: str) -> bool:
        """Whether a glob matches `path`."""
        *folders, name = path.split("/")
        if name in self._names or name.endswith(self._end) or name.startswith(self._start):
            return True
        if folders and self._in_folder(path, folders):
            return True
        if self._paths and f"/{path}".endswith(tuple(self._paths)):
            return True
        return any(literal in path and _compiled(glob).search(path) for literal, glob in self._rest)

    def _in_folder(self, path: str, folders: list[str]) -> bool:
        if not self._folders.isdisjoint(folders) or any(map(f"/{path}".__contains__, self._inside)):
            return True
        return bool(self._folder_end) and any(folder.endswith(self._folder_end) for folder in folders)

    def _sort(self, glob: str) -> None:
        if glob[:1] == "/":
            self._rest.append((_literal(glob.strip("/")), glob))
            return
        plain = not _WILD.search(glob)
        body = glob.removesuffix("/")
        if "/" in body:
            if plain:
                (self._paths if glob == body else self._inside).append(f"/{glob}")
            else:
                self._rest.append((_literal(body), glob))
        elif glob != body:
            self._sort_name(body, plain, self._folders, None, self._folder_ends, glob)
        else:
            self._sort_name(body, plain, self._names, self._starts, self._ends, glob)

    def _sort_name(
        self, name: str, plain: bool, names: set[str], starts: list[str] | None, ends: list[str], glob: str
    ) -> None:
        if plain:
            names.add(name)
        elif name[:1] == "*" and not _WILD.search(name[1:]):
            ends.append(name[1:])
        elif starts is not None and name[-1:] == "*" and not _WILD.search(name[:-1]):
            starts.append(name[:-1])
        else:
            self._rest.append((_literal(name), glob))


@cache
def globs_of(globs: tuple[str, ...]) -> Globs:
    """The set of these globs, made once."""
    return Globs(globs)


def _literal(glob: str) -> str:
    """The longest text that every path it matches holds: few globs are worth compiling for a path."""
    return max(_NOT_LITERAL.split(glob), key=len)


_NOT_LITERAL = regex(r"[*?]|\[[^\]]*\]?|/?\*\*/")


@cache
def _compiled(glob: str) -> re.Pattern[str]:
    """A regular expression to search a path with; folders may stand anywhere, and so may the rest."""
    start = "^" if glob[:1] == "/" else r"(?:^|/)"
    glob = glob.removeprefix("/")
    if glob.endswith("/"):
        return re.compile(start + _segments(glob[:-1]) + "/")
    return re.compile(start + _segments(glob) + r"\Z")


def _segments(glob: str) -> str:
    return "".join("(?:[^/]*/)*" if part == "**/" else _segment(part) for part in _PART.findall(glob))


def _segment(part: str) -> str:
    return _PIECE.sub(_piece, part)


_PART = regex(r"[^/]*/|[^/]+")
_PIECE = regex(r"\*|\?|\[(!?)([^\]]+)\]|[^*?\[]+|\[")
_RANGE = regex(r"(.)-(.)|(.)", re.DOTALL)
_WILDCARD = {"*": "[^/]*", "?": "[^/]"}


def _piece(found: re.Match[str]) -> str:
    """One piece of a part. `[` without `]`, and a range that is none, are themselves, as fnmatch reads them."""
    if found[0] in _WILDCARD:
        return _WILDCARD[found[0]]
    if not found[2]:
        return re.escape(found[0])
    body = _RANGE.sub(_range, found[2])
    characters = f"[{'^/' if found[1] else ''}{body}]"
    try:
        re.compile(characters)
    except re.error:
        return re.escape(found[0])
    return characters


def _range(found: re.Match[str]) -> str:
    """A range or a character of a set, with nothing in it that `re` may read as more: `--` warns of a difference."""
    return f"{re.escape(found[1])}-{re.escape(found[2])}" if found[1] else re.escape(found[3])
