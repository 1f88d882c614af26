"""What the changes of one repository share when many are looked at: contents and trees, each read once."""

from __future__ import annotations

from collections.abc import Mapping

from reviewlint.change.contents import Blobs
from reviewlint.change.model import Entry
from reviewlint.change.objects import Objects
from reviewlint.change.trees import read_folder, read_tree

_BYTES = 128_000_000
_FOLDER = 0o40000
_DEPTH = 64  # below that a folder is read without being remembered
_ROOTS = 4  # whole trees kept: the sides of a change, and those of its neighbour
_FILES = 400_000  # entries kept of folders


class Shared:
    """Contents and trees of one object process."""

    def __init__(self, objects: Objects) -> None:
        self.blobs = Blobs(objects, most=_BYTES, keep_all=True)
        self._objects = objects
        self._folders: dict[tuple[str, str], dict[str, Entry]] = {}
        self._roots: dict[str, dict[str, Entry]] = {}
        self._files = 0

    def tree(self, root: str) -> Mapping[str, Entry]:
        """Every file below the tree or commit `root`, by path."""
        if root not in self._roots:
            while len(self._roots) >= _ROOTS:
                del self._roots[next(iter(self._roots))]
            self._roots[root] = self._files_of(root, "", 0)
        return self._roots[root]

    def _files_of(self, oid: str, prefix: str, depth: int) -> dict[str, Entry]:
        if depth > _DEPTH:
            return {prefix + path: entry for path, entry in read_tree(self._objects, oid).items()}
        files: dict[str, Entry] = {}
        for name, entry in read_folder(self._objects, oid, "").items():
            if entry.mode == _FOLDER:
                files.update(self._folder(entry.oid, f"{prefix}{name}/", depth + 1))
            else:
                files[prefix + name] = entry
        return files

    def _folder(self, oid: str, prefix: str, depth: int) -> dict[str, Entry]:
        known = self._folders.get((oid, prefix))
        if known is None:
            known = self._files_of(oid, prefix, depth)
            self._files += len(known)
            if self._files > _FILES:
                self._folders.clear()
                self._files = len(known)
            self._folders[oid, prefix] = known
        return known
