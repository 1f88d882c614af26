"""Packages of Go: the tests of one run only what it imports, by whatever way; nothing else is in their program."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reviewlint.facts.reach.imports.modules import Modules
    from reviewlint.facts.reach.target import Target
    from reviewlint.index.repository import RepositoryIndex

_ONE = regex(r'(?m)^import\s+(?:[\w.]+\s+)?"([^"\n]+)"')
_MANY = regex(r"(?m)^import\s*\(([^()]*)\)")
_PATH = regex(r'"([^"\n]+)"')
_COMMENT = regex(r"//[^\n]*")
_OWN = "_test.go"
_STARTS = frozenset(("os/exec", "plugin"))  # a test that imports one may run another program
_MOST = 600  # packages that one imports


class GoPackages:
    """Tells over one repository which packages the tests of another one hold."""

    def __init__(self, index: RepositoryIndex, modules: Modules) -> None:
        self._index, self._modules = index, modules
        self._direct: dict[str, frozenset[str]] = {}
        self._held: dict[str, frozenset[str] | None] = {}
        self._apart: dict[str, bool] = {}

    def sees(self, test: str, target: Target) -> bool:
        """Whether the test in the file `test` can run `target`.

        True where it may be in another program: one that the tests start, or that a folder of tests alone asks.
        """
        if target.language != "go" or self._index.language(test) != "go" or self._index.partial:
            return True
        folder, wanted = posixpath.dirname(test), posixpath.dirname(target.path)
        if folder == wanted:
            return True
        if folder not in self._held:
            self._held[folder] = self._reached(test)
        held = self._held[folder]
        return held is None or wanted in held or self.is_apart(test)

    def is_apart(self, test: str) -> bool:
        """Whether a test may ask a program that runs apart from it: it is of another language, starts programs, or
        stands in a folder of tests alone.
        """
        if self._index.language(test) != "go":
            return True
        folder = posixpath.dirname(test)
        if folder not in self._apart:
            package = self._modules.package(test)
            starts = (not _STARTS.isdisjoint(self._imported(p)) for p in package if p.endswith(_OWN))
            self._apart[folder] = all(map(is_test_path, package)) or any(starts)
        return self._apart[folder]

    def _reached(self, test: str) -> frozenset[str] | None:
        """The folders of what the tests beside `test` import, by whatever way; None where there are too many."""
        found = set(self._folders(self._modules.package(test)))
        queue = sorted(found)
        for folder in queue:
            new = self._of_folder(folder) - found
            found |= new
            queue += sorted(new)
            if len(queue) > _MOST:
                return None
        return frozenset(found)

    def _of_folder(self, folder: str) -> frozenset[str]:
        """The folders that a package imports itself, its tests left out."""
        if folder not in self._direct:
            paths = (
                path for path in self._modules.package(posixpath.join(folder, "_")) if not path.endswith(_OWN)
            )
            self._direct[folder] = frozenset(self._folders(paths))
        return self._direct[folder]

    def _folders(self, paths: Iterable[str]) -> Iterator[str]:
        for path in paths:
            for module in self._imported(path):
                if found := self._modules.files(module, path):
                    yield posixpath.dirname(found[0])

    def _imported(self, path: str) -> list[str]:
        """The import paths that a file of Go names."""
        text = self._index.text(path) or ""
        blocks = (_PATH.findall(_COMMENT.sub("", block)) for block in _MANY.findall(text))
        return [*_ONE.findall(text), *(one for block in blocks for one in block)]
