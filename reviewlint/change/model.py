"""What a change is made of. Frozen data: everything above this layer reads it, nothing alters it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal, Protocol

from reviewlint.record import Record

if TYPE_CHECKING:
    from reviewlint.change.ci.model import Event

Status = Literal["added", "modified", "removed", "renamed", "copied", "type-changed"]
Side = Literal["base", "head"]


class Entry(Record):
    """A file in a tree. `mode` is git's (0o100644, 0o100755, 0o120000 symlink, 0o160000 submodule)."""

    oid: str
    mode: int


class FileChange(Record):
    """One changed file.

    Paths are repository-relative with `/`; bytes that are not UTF-8 are kept as surrogate escapes.
    `old_oid`/`new_oid` name the blob on each side, None where the file does not exist on that side, and
    "" where the content has no object (a file of the working tree, a patch).
    """

    path: str
    old_path: str | None
    status: Status
    old_oid: str | None
    new_oid: str | None
    old_mode: int = 0o100644
    new_mode: int = 0o100644


class Comparison(Record):
    """What is compared and how the base was found: line 1 of every report."""

    text: str
    commits: int | None = None
    worktree: Literal["clean", "dirty", "unused"] = "unused"


class Section(Record):
    """A heading of the description and the Markdown below it, down to the next heading of its level or higher."""

    title: str
    level: int
    body: str
    line: int


class Task(Record):
    """An item of a task list: `- [x] text`."""

    text: str
    done: bool
    line: int
    section: str = ""


class Trailer(Record):
    """A `Key: value` line of the last paragraph of a commit message or of the request text."""

    key: str
    value: str
    source: str  # "request", or the abbreviated commit it stands in
    author: str = ""  # of that commit; the report says who waived what


class Description(Record):
    """What the author says of the change.

    `source` tells a request's text (one that a person wrote for the reviewers) from commit messages.
    """

    source: Literal["request", "commits", "commit-msg", "none"]
    title: str = ""
    body: str = ""
    sections: tuple[Section, ...] = ()
    tasks: tuple[Task, ...] = ()
    trailers: tuple[Trailer, ...] = ()
    commits: tuple[str, ...] = ()  # whole messages, newest first
    cut: bool = False  # the CI server hands on only the beginning of the text


class Change(Protocol):
    """A change, however it was given. Contents are read when asked for, never before."""

    @property
    def base(self) -> str | None:
        """The commit (or tree) id of the base side; None for a patch."""

    @property
    def head(self) -> str | None:
        """The commit id of the head side; None for the index, the working tree and a patch."""

    @property
    def event(self) -> Event | None:
        """What a CI server says of the request it runs for; None elsewhere, and for a patch."""

    @property
    def comparison(self) -> Comparison:
        """What is compared, for line 1."""

    @property
    def files(self) -> tuple[FileChange, ...]:
        """The changed files in path order. Files that differ only in line ends are left out and noted."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Remarks that save a wrong verdict: untracked files, line ends only, odd names."""

    @property
    def description(self) -> Description:
        """What the author says of it."""

    @property
    def git_dir(self) -> str | None:
        """The repository's common git directory (absolute), for caches; None without a repository."""

    def text(self, file: FileChange, side: Side) -> str | None:
        """The text of one side: None if absent there, binary, a symlink, a submodule or over the size limit.

        Line ends are `\\n`; bytes that are not UTF-8 become U+FFFD.
        """

    def unreadable(self, file: FileChange, side: Side) -> str | None:
        """Why `text` is None although the file exists on that side: "binary", "symlink", "submodule",
        "too large: …", "not in the patch", "missing object". None when it is readable or absent.
        """

    def added_lines(self, file: FileChange) -> frozenset[int]:
        """1-based head line numbers that the diff adds."""

    def counts(self, file: FileChange) -> tuple[int, int]:
        """(added, removed) line counts."""

    def tree(self, side: Side) -> Mapping[str, Entry]:
        """Every file of that side of the repository by path. Empty for a patch outside a repository.

        On the head side of an index or working tree change, changed files have the oid "" if they have none.
        """

    def read(self, side: Side, paths: Iterable[str]) -> Mapping[str, str]:
        """The texts of any files of that side, changed or not (same rules as `text`; unreadable ones left out)."""

    def blobs(self, oids: Iterable[str]) -> Iterable[tuple[str, bytes]]:
        """The contents of blobs by id, in one batch, in the order asked. Missing and over-limit ones left out."""

    def undoes(self, commit: str) -> bool:
        """Whether the change takes back just what the commit did, file for file, and the base holds that commit."""

    def around(self, commit: str, paths: Iterable[str]) -> Mapping[str, tuple[str, str]]:
        """The texts of `paths` before a commit that the base holds, and after it; empty if it holds no such commit."""

    def close(self) -> None:
        """End the git process. Safe to call twice."""
