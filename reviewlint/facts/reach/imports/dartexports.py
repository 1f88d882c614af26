"""Which files of Dart offer what another one defines: it exports that, as `shop.dart` does `src/money.dart`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import Code, CodeFile

_DEPTH = 3  # exports of exports
_MOST = 200  # files that are asked what they export


class DartExports:
    """Follows exports over one repository, by the last parts of their paths."""

    def __init__(self, code: Code) -> None:
        self._code = code
        self._known: dict[str, frozenset[str]] = {}

    def loads(self, file: CodeFile, path: str) -> bool:
        """Whether `file` imports the file at `path`, or one that exports it."""
        stems = self._offering(_stem(path))
        return any(_stem(entry.module) in stems for entry in file.outline.imports)

    def _offering(self, stem: str) -> frozenset[str]:
        """The files, by their last names, that offer what the one called `stem` defines, it included."""
        if stem not in self._known:
            found, fresh = {stem}, {stem}
            for _ in range(_DEPTH):
                fresh = {other for one in fresh for other in self._exporting(one)} - found
                found |= fresh
            self._known[stem] = frozenset(found)
        return self._known[stem]

    def _exporting(self, stem: str) -> set[str]:
        paths = [path for path in sorted(self._code.mentioning(stem)) if path.endswith(".dart")]
        files = (file for path in paths[:_MOST] if (file := self._code.file(path)) is not None)
        return {
            _stem(file.path)
            for file in files
            for entry in file.outline.imports
            if _stem(entry.module) == stem and file.line(entry.line).lstrip().startswith("export")
        }


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".dart")
