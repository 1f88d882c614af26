"""Names that settings of a project give its folders: `paths` of tsconfig.json, `imports` and `name` of package.json."""

from __future__ import annotations

import posixpath
from functools import cached_property
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.index.repository import RepositoryIndex

_SETTINGS = regex(r"(?:^|/)(?:[tj]sconfig[\w.-]*|package)\.json$")
_TABLE = regex(r"\"(?:paths|imports)\"\s*:\s*\{([^{}]*)\}")
_ROW = regex(r"\"([^\"\n]+)\"\s*:\s*(?:\[([^\]]*)\]|(\"[^\"\n]*\"))")
_BASE = regex(r"\"baseUrl\"\s*:\s*\"([^\"\n]*)\"")
_NAME = regex(r"\"name\"\s*:\s*\"(@[^/\"\n]+/[^/\"\n]+)\"")
_TEXT = regex(r"\"([^\"\n]*)\"")
_REMARK = regex(r"(?m)^\s*//.*$")
_MOST = 400  # files of settings that are read

Row = tuple[
    str, str, tuple[str, ...]
]  # what stands before and after the star of a key, and what it stands for


class Aliases:
    """Reads such settings over one repository, once and only where an import asks for them."""

    def __init__(self, index: RepositoryIndex) -> None:
        self._index = index
        self._tables: dict[str, tuple[Row, ...]] = {}

    def leading(self, module: str, importer: str) -> Iterator[str]:
        """The paths, without endings, that the nearest settings above `importer` say `module` stands for."""
        folder = posixpath.dirname(importer)
        while True:
            for path in self._settings.get(folder, ()):
                found = [*_stands_for(module, self._table(path))]
                yield from found
                if found:
                    return
            if not folder:
                return
            folder = posixpath.dirname(folder)

    def is_scope(self, scope: str) -> bool:
        """Whether a package of the repository is named in `scope`: `@shop` of `@shop/cart`."""
        return scope in self._scopes

    def of_package(self, module: str) -> Iterator[str]:
        """The paths, without endings, that `module` may be of a package of the repository: `@shop/cart/lines`."""
        parts = module.split("/")
        folder = self._packages.get("/".join(parts[:2]))
        if folder is not None:
            rest = parts[2:]
            yield from (posixpath.join(folder, *below, *rest) for below in ((), ("src",), ("lib",)))

    @cached_property
    def _settings(self) -> dict[str, list[str]]:
        """The files of settings of each folder, those of TypeScript before those of a package."""
        found: dict[str, list[str]] = {}
        for path in filter(_SETTINGS.search, self._index.unread):
            found.setdefault(posixpath.dirname(path), []).append(path)
        return {
            folder: sorted(paths, key=lambda p: p.endswith("package.json")) for folder, paths in found.items()
        }

    @cached_property
    def _scopes(self) -> frozenset[str]:
        return frozenset(name.partition("/")[0] for name in self._packages)

    @cached_property
    def _packages(self) -> dict[str, str]:
        """The folders of the packages with names in a scope."""
        paths = [p for paths in self._settings.values() for p in paths if p.endswith("package.json")][:_MOST]
        named = ((_NAME.search(self._index.text(path) or ""), path) for path in paths)
        return {found[1]: posixpath.dirname(path) for found, path in named if found is not None}

    def _table(self, path: str) -> tuple[Row, ...]:
        if path not in self._tables:
            self._tables[path] = tuple(_rows(_REMARK.sub("", self._index.text(path) or ""), path))
        return self._tables[path]


def _rows(text: str, path: str) -> Iterator[Row]:
    base = _BASE.search(text)
    folder = posixpath.join(posixpath.dirname(path), base[1] if base else "")
    for table in _TABLE.findall(text):
        for key, listed, single in _ROW.findall(table):
            before, _, after = key.partition("*")
            given = (
                posixpath.normpath(posixpath.join(folder, one)) for one in _TEXT.findall(listed + single)
            )
            if before.strip("./"):
                yield before, after, tuple(given)


def _stands_for(module: str, rows: tuple[Row, ...]) -> Iterator[str]:
    for before, after, given in rows:
        if any("*" in one for one in given):
            if module.startswith(before) and module.endswith(after):
                rest = module[len(before) : len(module) - len(after)]
                yield from (one.replace("*", rest) for one in given)
        elif module == before:
            yield from given
