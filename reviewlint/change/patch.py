"""A change that comes as a patch: contents from the repository where they fit, else from the patch alone."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from reviewlint.change import lineends, messages
from reviewlint.change.applying import PatchHunk, applied, line_ends_only, numbers, parsed
from reviewlint.change.contents import Blobs, Content, WorkingTree, decoded, is_binary, of_mode
from reviewlint.change.description import describer
from reviewlint.change.lines import line_hunks
from reviewlint.change.model import Comparison, Description, Entry, FileChange, Side, Status
from reviewlint.change.objects import Objects
from reviewlint.change.open import Request
from reviewlint.change.patchfile import FilePatch, split_patch
from reviewlint.change.raw import Hunks
from reviewlint.change.repochange import overlaid
from reviewlint.change.repository import Repository, locate
from reviewlint.change.sides import Sides
from reviewlint.change.trees import read_tree
from reviewlint.errors import ChangeError, ReviewlintError, UsageError
from reviewlint.limits import current

_MOST = 200_000_000
_UNKNOWN = Content(None, "not in the patch")
_FILE = 0o100644
Parts = tuple[FilePatch, ...]


def open_patch(request: Request) -> PatchChange:
    """The change that the patch `request.diff` makes. Errors as `open_change`."""
    name = request.diff or "-"
    shown = "standard input" if name == "-" else messages.plain(name)
    data = _read(name, shown)
    if not data.strip():
        raise messages.nothing(f"{shown} is an empty patch.")
    parts = _by_file(split_patch(data, shown))
    if not parts:
        raise _no_diff(shown, data)
    if len(parts) > request.most_files:
        raise messages.too_many_files(request.most_files)
    describe = describer(request.description, request.message_file, list)
    change = PatchChange(
        f"the patch on {shown}" if name == "-" else f"the patch {shown}", parts, request, describe
    )
    if not change.files:
        raise messages.nothing(f"{shown} changes nothing.", *(f"note: {note}" for note in change.notes))
    return change


def _read(name: str, shown: str) -> bytes:
    try:
        if name == "-":
            data = sys.stdin.buffer.read(_MOST + 1)
        else:
            with open(name, "rb") as file:  # noqa: PTH123 - a name given on the command line
                data = file.read(_MOST + 1)
    except OSError as error:
        raise UsageError(
            f"cannot read the patch {shown}: {error.strerror or error}",
            next_step="git diff origin/main...HEAD > my.patch",
        ) from error
    if len(data) > _MOST:
        raise ChangeError(f"the patch {shown} is over {_MOST:,} bytes: too large to judge")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):  # some shells write UTF-16
        return data.decode("utf-16", "surrogatepass").encode("utf-8", "surrogatepass")
    return data


def _no_diff(shown: str, data: bytes) -> UsageError:
    lines = data.count(b"\n") + (not data.endswith(b"\n"))
    return UsageError(
        f'{shown} is not a diff (no "diff --git" or "@@" line in {lines} line{"s" * (lines != 1)} read)',
        why=("An empty file would be an empty change; this is neither.",),
        next_step="git diff origin/master...HEAD > my.patch",
    )


def _by_file(patches: list[FilePatch]) -> list[Parts]:
    """The patches of each file, in order: a series may touch a file more than once."""
    chains: dict[bytes, list[FilePatch]] = {}
    for patch in patches:
        origin = patch.old if patch.old is not None and not patch.copied else patch.new
        chain = chains.pop(origin, []) if origin in chains else []
        end = patch.new if patch.new is not None else patch.old
        chains.setdefault(end or b"", []).extend([*chain, patch])
    return [tuple(chain) for chain in chains.values()]


def _change(parts: Parts) -> FileChange:
    first, last = parts[0], parts[-1]
    old, new = first.old, last.new
    old_mode, new_mode = first.old_mode or first.new_mode or _FILE, last.new_mode or last.old_mode or _FILE
    status: Status = "modified"
    if old is None:
        status = "added"
    elif new is None:
        status = "removed"
    elif old != new:
        status = "copied" if first.copied else "renamed"
    elif of_mode(old_mode) != of_mode(new_mode):
        status = "type-changed"
    path = (new or old or b"").decode("utf-8", "surrogateescape")
    before = old.decode("utf-8", "surrogateescape") if old and status in ("renamed", "copied") else None
    sides = (None if old is None else "", None if new is None else "")
    return FileChange(path, before, status, *sides, old_mode, new_mode)


class PatchChange(Sides):
    """Implements `Change` on a patch. Base and head are None: a patch names no commit."""

    base = None
    head = None

    def __init__(
        self, text: str, parts: list[Parts], request: Request, describe: Callable[[], Description]
    ) -> None:
        self._repository = _repository(request)
        self._objects = Objects(self._repository) if self._repository else None
        self._describe = describe
        self._sides: dict[str, tuple[Content, Content]] = {}
        self.event = None
        self.comparison = Comparison(text)
        changes = [(_change(chain), chain) for chain in parts]
        flipped = {f.path: n for f, chain in changes if (n := _flipped(f, chain))}
        kept = [(file, chain) for file, chain in changes if file.path not in flipped]
        self._parts = {file.path: chain for file, chain in kept}
        self.files = tuple(sorted((file for file, _ in kept), key=lambda file: file.path))
        self._remarks = tuple(lineends.note(path, n) for path, n in flipped.items())

    @property
    def notes(self) -> tuple[str, ...]:
        """See `Change.notes`."""
        return self._remarks

    @property
    def git_dir(self) -> str | None:
        """See `Change.git_dir`."""
        return self._repository.common_dir if self._repository else None

    def added_lines(self, file: FileChange) -> frozenset[int]:
        """See `Change.added_lines`."""
        return self._hunks(file).added_lines

    def counts(self, file: FileChange) -> tuple[int, int]:
        """See `Change.counts`."""
        return self._hunks(file).counts

    def tree(self, side: Side) -> Mapping[str, Entry]:
        """See `Change.tree`: HEAD's files with the patch's side laid over them."""
        return self._base_tree if side == "base" else self._head_tree

    def read(self, side: Side, paths: Iterable[str]) -> Mapping[str, str]:
        """See `Change.read`."""
        tree = self.tree(side)
        own = {(f.old_path or f.path) if side == "base" else f.path: f for f in self.files}
        texts: dict[str, str] = {}
        for path in dict.fromkeys(paths):
            entry = tree.get(path)
            if entry is None or of_mode(entry.mode):
                continue
            text = self.text(own[path], side) if path in own and not entry.oid else self._stored(entry.oid)
            if text is not None:
                texts[path] = text
        return texts

    def blobs(self, oids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """See `Change.blobs`."""
        if self._objects is None:
            return
        for oid, content in Blobs(self._objects).many(oid for oid in oids if oid):
            if content.data is not None:
                yield oid, content.data

    def undoes(self, commit: str) -> bool:
        """See `Change.undoes`. A patch may be of anything."""
        return False

    def around(self, commit: str, paths: Iterable[str]) -> Mapping[str, tuple[str, str]]:
        """See `Change.around`. A patch may be of anything."""
        return {}

    def close(self) -> None:
        """See `Change.close`."""
        if self._objects:
            self._objects.close()

    @cached_property
    def _head_files(self) -> Mapping[str, Entry]:
        return read_tree(self._objects, "HEAD") if self._objects else {}

    @cached_property
    def _base_tree(self) -> Mapping[str, Entry]:
        if not self._head_files:
            return {}
        tree = dict(self._head_files)
        for file in self.files:
            tree.pop(file.path, None)
        for file in self.files:
            if file.old_oid is not None:
                tree[file.old_path or file.path] = Entry("", file.old_mode)
        return tree

    @cached_property
    def _head_tree(self) -> Mapping[str, Entry]:
        return overlaid(self._head_files, self.files) if self._head_files else {}

    def _stored(self, oid: str) -> str | None:
        found = Blobs(self._objects).get(oid) if self._objects and oid else _UNKNOWN
        return None if found.data is None else decoded(found.data)

    def _of_side(self, file: FileChange, side: Side, oid: str) -> Content:
        if file.path not in self._sides:
            self._sides[file.path] = self._both(file)
        return self._sides[file.path][side == "head"]

    def _both(self, file: FileChange) -> tuple[Content, Content]:
        """The contents of both sides: of the first old content that every hunk fits."""
        chain = self._parts[file.path]
        if any(part.binary for part in chain):
            return Content(None, "binary"), Content(None, "binary")
        hunks = [parsed(tuple(part.hunks)) for part in chain]
        for old in self._candidates(file, hunks):
            new = _chained(old, hunks)
            if new is not None:
                return _safe(old), _safe(new)
        return _UNKNOWN, _UNKNOWN

    def _candidates(self, file: FileChange, hunks: list[tuple[PatchHunk, ...]]) -> Iterator[bytes]:
        chain = self._parts[file.path]
        if file.old_oid is None:
            yield b""
            return
        if chain[0].new is None:
            yield b"".join(line for hunk in hunks[0] for line in hunk.old)
            return
        old = file.old_path or file.path
        names = [f"{chain[0].old_oid}^{{blob}}"] * bool(chain[0].old_oid) + [f"HEAD:{old}"]
        for name in names if self._objects else ():
            found = self._objects.get(name, current().bytes) if self._objects else None
            if found and found.data is not None and found.kind == "blob":
                yield found.data
        if self._repository and self._repository.root:
            lying = WorkingTree(self._repository.root).get(old).data
            if lying is not None:
                yield lying

    def _hunks(self, file: FileChange) -> Hunks:
        chain = self._parts[file.path]
        if len(chain) == 1:
            return Hunks(numbers(parsed(tuple(chain[0].hunks))))
        old, new = self._content(file, "base"), self._content(file, "head")
        before, after = (content.data if content else b"" for content in (old, new))
        if before is None or after is None:
            return Hunks(numbers(hunk for part in chain for hunk in parsed(tuple(part.hunks))))
        return Hunks(line_hunks(before, after))


def _repository(request: Request) -> Repository | None:
    try:
        return locate(request.directory)
    except ReviewlintError:
        return None


def _flipped(file: FileChange, chain: Parts) -> int:
    if file.status != "modified" or file.old_mode != file.new_mode:
        return 0
    if not any(b"\r" in hunk for part in chain for hunk in part.hunks):
        return 0
    return line_ends_only(hunk for part in chain for hunk in parsed(tuple(part.hunks)))


def _chained(content: bytes, series: list[tuple[PatchHunk, ...]]) -> bytes | None:
    result: bytes | None = content
    for hunks in series:
        result = None if result is None else applied(result, hunks)
    return result


def _safe(data: bytes) -> Content:
    return Content(None, "binary") if is_binary(data) else Content(data)
