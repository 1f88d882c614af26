"""A change between two states of a repository: two trees, or a tree and the index or the working tree."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from reviewlint.change.contents import Blobs, Content, WorkingTree, decoded, of_mode
from reviewlint.change.model import Comparison, Description, Entry, FileChange, Side
from reviewlint.change.objects import Objects
from reviewlint.change.raw import Hunks
from reviewlint.change.sides import Sides
from reviewlint.change.trees import Row, read_tree
from reviewlint.record import Record

if TYPE_CHECKING:
    from reviewlint.change.ci.model import Event
    from reviewlint.change.shared import Shared

HunkTable = Mapping[tuple[str, str], Hunks]
_NOTHING = Hunks(array("I"))


class Found(Record):
    """What the search for the change found: the sides, the files, and what is to be said about them."""

    base: str
    head: str | None
    head_tree: str | None  # the tree of the head side where it is stored
    comparison: Comparison
    files: tuple[FileChange, ...]
    notes: tuple[str, ...]
    git_dir: str
    event: Event | None = None


class RepositoryChange(Sides):
    """Implements `Change` on a repository."""

    def __init__(
        self,
        found: Found,
        objects: Objects,
        hunks: HunkTable,
        describe: Callable[[], Description],
        working_tree: WorkingTree | None = None,
        shared: Shared | None = None,
    ) -> None:
        self._found, self._objects, self._hunks, self._describe = found, objects, hunks, describe
        self._shared = shared
        self._blobs = shared.blobs if shared else Blobs(objects, ahead=_texts(found, hunks))
        self._working_tree = working_tree
        self._trees: dict[Side, Mapping[str, Entry]] = {}
        self._folders: dict[str, tuple[Row, ...]] = {}
        self._own_hunks: dict[str, Hunks] = {}

    @property
    def base(self) -> str | None:
        """See `Change.base`."""
        return self._found.base

    @property
    def head(self) -> str | None:
        """See `Change.head`."""
        return self._found.head

    @property
    def event(self) -> Event | None:
        """See `Change.event`."""
        return self._found.event

    @property
    def comparison(self) -> Comparison:
        """See `Change.comparison`."""
        return self._found.comparison

    @property
    def files(self) -> tuple[FileChange, ...]:
        """See `Change.files`."""
        return self._found.files

    @property
    def notes(self) -> tuple[str, ...]:
        """See `Change.notes`."""
        return self._found.notes

    @property
    def git_dir(self) -> str | None:
        """See `Change.git_dir`."""
        return self._found.git_dir

    def added_lines(self, file: FileChange) -> frozenset[int]:
        """See `Change.added_lines`."""
        return self._hunks_of(file).added_lines

    def counts(self, file: FileChange) -> tuple[int, int]:
        """See `Change.counts`."""
        return self._hunks_of(file).counts

    def tree(self, side: Side) -> Mapping[str, Entry]:
        """See `Change.tree`."""
        if side not in self._trees:
            self._trees[side] = self._read_tree(side)
        return self._trees[side]

    def read(self, side: Side, paths: Iterable[str]) -> Mapping[str, str]:
        """See `Change.read`."""
        tree = self.tree(side)
        wanted = [(path, tree[path]) for path in dict.fromkeys(paths) if path in tree]
        readable = [(path, entry.oid) for path, entry in wanted if of_mode(entry.mode) is None]
        stored = self._blobs.many(oid for _, oid in readable if oid)
        texts: dict[str, str] = {}
        for path, oid in readable:
            content = next(stored)[1] if oid else self._on_disk(path)
            if content.data is not None:
                texts[path] = decoded(content.data)
        return texts

    def blobs(self, oids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """See `Change.blobs`."""
        for oid, content in self._blobs.many(oid for oid in oids if oid):
            if content.data is not None:
                yield oid, content.data

    def undoes(self, commit: str) -> bool:
        """See `Change.undoes`. Contents are compared, so a commit that is not below the base undoes nothing."""
        found = self._objects.get(f"{commit}^{{commit}}", limit=0)
        before = self._objects.get(f"{commit}^^{{commit}}", limit=0)
        if found is None or before is None:
            return False
        done, undone = read_tree(self._objects, found.oid), read_tree(self._objects, before.oid)
        touched = {path for path in done.keys() | undone.keys() if done.get(path) != undone.get(path)}
        mine = {path for file in self.files for path in (file.path, file.old_path) if path}
        return touched == mine and all(
            _oid(self.tree("base"), path) == _oid(done, path)
            and _oid(self.tree("head"), path) == _oid(undone, path)
            for path in touched
        )

    def around(self, commit: str, paths: Iterable[str]) -> Mapping[str, tuple[str, str]]:
        """See `Change.around`."""
        from reviewlint.change.undone import texts_around

        return texts_around(self._objects, self._found.base, commit, paths)

    def close(self) -> None:
        """See `Change.close`. What is shared with others stays open."""
        if self._shared is None:
            self._objects.close()

    def _of_side(self, file: FileChange, side: Side, oid: str) -> Content:
        return self._blobs.get(oid) if oid else self._on_disk(file.path)

    def _on_disk(self, path: str) -> Content:
        return self._working_tree.get(path) if self._working_tree else Content(None, "missing object")

    def _hunks_of(self, file: FileChange) -> Hunks:
        """What git's patch says of the pair, else the contents (also where git took text for binary)."""
        none = "0" * len(self._found.base)
        pair = (file.old_oid or none, file.new_oid or none)
        known = self._hunks.get(pair)
        if known is not None and not known.binary and file.new_oid != "":
            return known
        if file.old_oid == file.new_oid:
            return _NOTHING
        if file.path not in self._own_hunks:
            self._own_hunks[file.path] = self._compare(file)
        return self._own_hunks[file.path]

    def _compare(self, file: FileChange) -> Hunks:
        old, new = self._content(file, "base"), self._content(file, "head")
        before, after = (content.data if content else b"" for content in (old, new))
        if before is None or after is None:
            return _NOTHING
        from reviewlint.change.lines import line_hunks

        return Hunks(line_hunks(before, after))

    def _read_tree(self, side: Side) -> Mapping[str, Entry]:
        if self._shared and (side == "base" or self._found.head_tree):
            return self._shared.tree(self._found.base if side == "base" else self._found.head_tree or "")
        if side == "base":
            return read_tree(self._objects, self._found.base, self._folders)
        if self._found.head_tree:
            return read_tree(self._objects, self._found.head_tree, self._folders)
        return overlaid(self.tree("base"), self._found.files)


def _texts(found: Found, hunks: HunkTable) -> Iterator[str]:
    """The ids of both sides of the files whose lines git compared: nearly all of these are read."""
    none = "0" * len(found.base)
    for file in found.files:
        known = hunks.get((file.old_oid or none, file.new_oid or none))
        if known is not None and known.numbers and not known.binary:
            yield from filter(None, (file.old_oid, file.new_oid))


def _oid(tree: Mapping[str, Entry], path: str) -> str | None:
    return tree[path].oid if path in tree else None


def overlaid(tree: Mapping[str, Entry], files: Iterable[FileChange]) -> dict[str, Entry]:
    """`tree` with the head side of `files` laid over it."""
    head = dict(tree)
    for file in files:
        if file.status in ("removed", "renamed"):
            head.pop(file.old_path or file.path, None)
    for file in files:
        if file.new_oid is not None:
            head[file.path] = Entry(file.new_oid, file.new_mode)
    return head
