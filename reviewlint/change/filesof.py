"""The files between two sides: raw entries to file changes, with notes and git's hunks where it has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

from reviewlint.change import diffs, git, lineends, messages
from reviewlint.change.contents import SUBMODULE, SYMLINK, Blobs, WorkingTree, blob_id, of_mode
from reviewlint.change.model import Entry, FileChange
from reviewlint.change.objects import Objects
from reviewlint.change.raw import Hunks, RawDiff, RawEntry, zeros
from reviewlint.change.repository import Repository
from reviewlint.change.trees import read_folder
from reviewlint.record import Record


class Files(Record):
    """The changed files in path order, remarks, the hunks known already, and where contents on disk are."""

    changes: tuple[FileChange, ...]
    notes: tuple[str, ...] = ()
    hunks: Mapping[tuple[str, str], Hunks] = MappingProxyType({})
    working_tree: WorkingTree | None = None
    worktree: Literal["clean", "dirty", "unused"] = "unused"


def tree_files(repository: Repository, objects: Objects, base: str, head: str, most: int) -> Files:
    """The files between two stored trees."""
    return _from_git(lambda patch: diffs.between_trees(repository, base, head, patch=patch), objects, most)


def index_files(repository: Repository, objects: Objects, base: str, index: str | None, most: int) -> Files:
    """The files between a tree and the index. Raises ChangeError when the index holds conflicts."""
    return _from_git(lambda patch: diffs.of_index(repository, base, index, patch=patch), objects, most)


def _from_git(start: Callable[[bool], RawDiff], objects: Objects, most: int) -> Files:
    try:
        entries, hunks, said = _read(start(True), most)
    except diffs.Failed:
        try:
            entries, hunks, said = _read(start(False), most)
        except diffs.Failed as error:
            raise messages.git_failed("comparing the two sides", error.said) from error
    if any(entry.status == "U" for entry in entries):
        raise messages.unmerged()
    changes, notes = _without_line_ends([entry.change() for entry in entries], hunks, objects)
    if b"rename detection was skipped" in said:
        notes.append("very many files were added or removed: only exact renames were looked for")
    return Files(_ordered(changes), (*notes, *_odd_names(changes)), hunks)


def _read(diff: RawDiff, most: int) -> tuple[list[RawEntry], dict[tuple[str, str], Hunks], bytes]:
    try:
        entries = diffs.limited(diff.entries(), most)
        hunks = dict(diff.hunks())
        code, said = diff.finish()
    finally:
        diff.close()
    if code:
        raise diffs.Failed(said)
    return entries, hunks, said


def _without_line_ends(
    changes: list[FileChange], hunks: dict[tuple[str, str], Hunks], objects: Objects
) -> tuple[list[FileChange], list[str]]:
    """Leave out what git, told to look past line ends, found no hunk in, if the contents say so too."""
    blobs, kept, notes = Blobs(objects), [], []
    for file in changes:
        lines = 0
        if _may_differ_in_line_ends(file, hunks):
            old, new = blobs.get(file.old_oid or "").data, blobs.get(file.new_oid or "").data
            lines = lineends.only_line_ends(old, new) if old is not None and new is not None else 0
        if lines:
            notes.append(lineends.note(file.path, lines))
        if not lines or file.old_mode != file.new_mode:
            kept.append(file)
    return kept, notes


def _may_differ_in_line_ends(file: FileChange, hunks: dict[tuple[str, str], Hunks]) -> bool:
    if file.status != "modified" or file.old_oid == file.new_oid or of_mode(file.new_mode):
        return False
    known = hunks.get((file.old_oid or "", file.new_oid or ""))
    return known is None or not (known.numbers or known.binary)


def _ordered(changes: list[FileChange]) -> tuple[FileChange, ...]:
    return tuple(sorted(changes, key=lambda file: file.path))


def _odd_names(changes: list[FileChange]) -> list[str]:
    odd = [file.path for file in changes if not _encodable(file.path)]
    if not odd:
        return []
    shown = odd[0].encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    count = "1 file has a name that is" if len(odd) == 1 else f"{len(odd)} files have names that are"
    return [f"{count} not UTF-8; shown as {messages.plain(shown)}"]


def _encodable(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def working_tree_files(
    repository: Repository, objects: Objects, base: str, tip: str, most: int, include_untracked: bool
) -> Files:
    """The files between a tree and the working tree, compared by us: no filter of the repository runs."""
    listing = diffs.untracked(repository)
    diff = diffs.of_working_tree(repository, base)
    try:
        entries = diffs.limited(diff.entries(), most)
        code, said = diff.finish()
        names = listing.communicate()[0].decode("utf-8", "surrogateescape").split("\0")[:-1]
    finally:
        diff.close()
        git.stop(listing)
    if code:
        raise messages.git_failed("comparing with the working tree", said)
    return _on_disk(repository, objects, entries, names, tip, most, include_untracked)


def _on_disk(
    repository: Repository,
    objects: Objects,
    entries: list[RawEntry],
    names: list[str],
    tip: str,
    most: int,
    include: bool,
) -> Files:
    from reviewlint.change import renames

    disk, blobs = WorkingTree(repository.root or ""), Blobs(objects)
    reader = _DiskReader(disk, blobs, repository.object_format)
    changes = [change for entry in _merged(entries) if (change := reader.change(entry)) is not None]
    own = [path for path in names if not path.endswith("/")]
    if include:
        if len(changes) + len(own) > most:
            raise messages.too_many_files(most)
        changes += [change for path in own if (change := reader.untracked(path)) is not None]
    dirty = reader.dirty or _uncommitted(changes, objects, tip)
    state: Literal["clean", "dirty"] = "dirty" if dirty else "clean"
    changes = renames.paired(changes, blobs, disk, repository.object_format)
    notes = [*reader.notes, *([] if include else untracked_notes(own)), *_odd_names(changes)]
    return Files(_ordered(changes), tuple(notes), {}, disk, state)


def _uncommitted(changes: list[FileChange], objects: Objects, tip: str) -> bool:
    """Whether any of the files is not as the commit `tip` has it."""
    folders: dict[str, dict[str, Entry]] = {}
    for file in changes:
        folder, _, name = file.path.rpartition("/")
        if folder not in folders:
            folders[folder] = read_folder(objects, tip, folder)
        now = None if file.new_oid is None else Entry(file.new_oid, file.new_mode)
        if folders[folder].get(name) != now:
            return True
    return False


def _merged(entries: list[RawEntry]) -> list[RawEntry]:
    """One entry a path: an unmerged file has two, and the one with a content is the truth on disk."""
    by_path: dict[str, RawEntry] = {}
    for entry in entries:
        if entry.path not in by_path or by_path[entry.path].status == "U":
            by_path[entry.path] = entry
    return list(by_path.values())


def untracked_notes(names: list[str]) -> list[str]:
    """One remark a file, up to five; the rest as a number. The last one says what to do."""
    shown = [f"{messages.plain(_shown(n))} is not tracked, so no check sees it" for n in names[:5]]
    rest = len(names) - len(shown)
    remarks = [*shown, f"{rest:,} more files are not tracked"] if rest else shown
    if remarks:
        from shlex import quote

        what = quote(messages.plain(_shown(names[0]))) if len(names) == 1 else "<files>"
        remarks[-1] += f"\nnext: git add {what}     (or --include-untracked)"
    return remarks


def _shown(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


class _DiskReader:
    """Turns entries against the working tree into changes, looking at the files themselves."""

    def __init__(self, disk: WorkingTree, blobs: Blobs, object_format: str) -> None:
        self._disk, self._blobs, self._format = disk, blobs, object_format
        self.notes: list[str] = []
        self.dirty = False

    def change(self, entry: RawEntry) -> FileChange | None:
        """The change of one entry; None if the file only looked changed."""
        if entry.status == "U":
            self.notes.append(f"{messages.plain(entry.path)} has unresolved conflicts")
            return None
        change = entry.change()
        if not zeros(entry.new_oid) or entry.status == "D":
            return self._stored(change)
        if entry.new_mode == SUBMODULE:
            self.dirty = True
            return change
        return self._looked_at(change)

    def untracked(self, path: str) -> FileChange | None:
        """An untracked file as an added one; None if it is no file git could hold."""
        mode = self._disk.mode(path)
        self.dirty = True
        return None if mode is None else FileChange(path, None, "added", None, "", mode, mode)

    def _looked_at(self, change: FileChange) -> FileChange | None:
        data = self._disk.raw(change.path)
        same_mode = change.old_mode == change.new_mode
        if data is not None and change.old_oid and blob_id(data, self._format) == change.old_oid:
            self.dirty |= not same_mode
            return None if same_mode else change
        self.dirty = True
        return None if self._line_ends(change, data) and same_mode else change

    def _stored(self, change: FileChange) -> FileChange | None:
        if change.status != "modified" or change.new_oid == change.old_oid or of_mode(change.new_mode):
            return change
        new = self._blobs.get(change.new_oid or "").data
        return None if self._line_ends(change, new) and change.old_mode == change.new_mode else change

    def _line_ends(self, change: FileChange, new: bytes | None) -> bool:
        if change.status != "modified" or change.new_mode == SYMLINK or new is None:
            return False
        old = self._blobs.get(change.old_oid or "").data
        lines = lineends.only_line_ends(old, new) if old is not None else 0
        if lines:
            self.notes.append(lineends.note(change.path, lines))
        return bool(lines)
