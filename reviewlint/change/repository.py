"""Where the repository is, found by one git process."""

# ruff: noqa: PTH100, PTH110, PTH116, PTH118, PTH119, PTH120, PTH123
# PTH: plain strings: these paths are only handed on to git

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from functools import cached_property, lru_cache
from pathlib import Path

from reviewlint.change import git, messages
from reviewlint.errors import UsageError

_EMPTY_TREE = {
    "sha1": "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    "sha256": "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}


class Repository:
    """A repository on disk. `root` is the top of the working tree, None for a bare repository.

    `git_dir` is this working tree's own git directory, `common_dir` the one it shares (where caches go).
    """

    def __init__(self, root: str | None, git_dir: str, common_dir: str, object_format: str = "sha1") -> None:
        self.root, self.git_dir, self.common_dir = root, git_dir, common_dir
        self.object_format = object_format

    @property
    def bare(self) -> bool:
        """Whether there is no working tree."""
        return self.root is None

    @property
    def empty_tree(self) -> str:
        """The id of the tree without files."""
        return _EMPTY_TREE[self.object_format]

    @property
    def shallow(self) -> bool:
        """Whether history was cut off when this was cloned."""
        return os.path.exists(os.path.join(self.common_dir, "shallow"))

    @cached_property
    def environment(self) -> dict[str, str]:
        """The environment for git processes on this repository that need neither index nor working tree.

        No index and no work tree means no `.gitattributes`: none can hide code from a diff.
        """
        return git.environment() | {
            "GIT_DIR": self.git_dir,
            "GIT_IMPLICIT_WORK_TREE": "0",
            "GIT_INDEX_FILE": os.path.join(self.git_dir, "reviewlint-no-index"),
            "GIT_ATTR_SOURCE": self.empty_tree,
            "GIT_ATTR_NOSYSTEM": "1",
        }

    def index_environment(self, index: str | None = None) -> dict[str, str]:
        """The environment for git processes that read the index (`index`: not the usual file)."""
        env = {
            k: v for k, v in self.environment.items() if k not in ("GIT_INDEX_FILE", "GIT_IMPLICIT_WORK_TREE")
        }
        if self.root is not None:
            env["GIT_WORK_TREE"] = self.root
        if index:
            env["GIT_INDEX_FILE"] = os.path.join(self.root or self.git_dir, index)
        return env

    def symbolic(self, name: str) -> str | None:
        """The full ref that `name` (`HEAD`, `refs/remotes/origin/HEAD`) points to, if it is symbolic."""
        folder = self.git_dir if name == "HEAD" else self.common_dir
        try:
            with open(os.path.join(folder, name), encoding="utf-8", errors="surrogateescape") as file:
                line = file.readline(4096)
        except OSError:
            return None
        target = line.removeprefix("ref: ").strip()
        return target if line.startswith("ref: refs/") and target != "refs/heads/.invalid" else None


def foresee(directory: Path) -> None:
    """Ask git now what `locate` will want to know of `directory`: it answers while others work."""
    question = _question(*_place(directory))
    if question not in _begun:
        with suppress(UsageError):  # `locate` says it
            _begun[question] = _ask(question)


def locate(directory: Path) -> Repository:
    """The repository that `directory` stands in.

    A bare repository in another one's working tree is a folder like any other, unless `directory` names it
    (anything but the current directory): a change could bring one along, with a configuration of its own.
    Raises UsageError (no repository, no git, no such directory) and ChangeError (git refuses its owner).
    """
    return _locate(*_place(directory))


Question = tuple[str, str | None]  # the folder to ask git in, and the git directory if that is told
_begun: dict[Question, subprocess.Popen[bytes]] = {}


def _place(directory: Path) -> tuple[str, bool]:
    """The folder that is meant, and whether it was named."""
    given = os.path.abspath(directory)
    if os.path.basename(given) == ".git" and _is_git_dir(given):
        given = os.path.dirname(given)
    return given, str(directory) not in (".", "")


def _question(directory: str, explicit: bool) -> Question:
    if not _is_git_dir(directory):
        return directory, None
    outer = None if explicit else _enclosing(directory)
    return (outer, None) if outer else (directory, directory)


@lru_cache(maxsize=8)
def _locate(directory: str, explicit: bool) -> Repository:
    question = _question(directory, explicit)
    process = _begun.pop(question) if question in _begun else _ask(question)
    return _answered(question[0], process)


def find_root(directory: Path) -> Path | None:
    """The top of the working tree that `directory` stands in; None in a bare repository and outside of any.

    For looking up configuration. The answer is shared with `open_change`: no second git process.
    """
    try:
        root = locate(directory).root
    except UsageError:
        return None
    return None if root is None else Path(root)


def _is_git_dir(path: str) -> bool:
    inside = (os.path.join(path, name) for name in ("HEAD", "objects", "refs"))
    return all(os.path.exists(part) for part in inside)


def _enclosing(directory: str) -> str | None:
    """The nearest folder above `directory` that is a working tree."""
    parent = os.path.dirname(directory)
    while parent != directory:
        if os.path.exists(os.path.join(parent, ".git")):
            return parent
        directory, parent = parent, os.path.dirname(parent)
    return None


def _ask(question: Question) -> subprocess.Popen[bytes]:
    directory, git_dir = question
    env = git.environment() | ({"GIT_DIR": git_dir} if git_dir else {})
    asked = ["--is-bare-repository", "--show-object-format", "--absolute-git-dir", "--git-common-dir"]
    return git.start(["rev-parse", *asked, "--show-toplevel"], cwd=directory, env=env)


def _answered(directory: str, process: subprocess.Popen[bytes]) -> Repository:
    out, err = process.communicate()
    lines = os.fsdecode(out).split("\n")[:-1]
    if len(lines) < 4:
        raise _refusal(directory, err)
    if len(lines) > 5:
        raise UsageError(f"the path of this repository holds a line break: {messages.home(directory)}")
    bare = lines[0] == "true"
    root = lines[4] if len(lines) == 5 and not bare else None
    return Repository(root, lines[2], os.path.normpath(os.path.join(directory, lines[3])), lines[1])


def _refusal(directory: str, stderr: bytes) -> Exception:
    if b"dubious ownership" in stderr or b"unsafe repository" in stderr:
        place = _enclosing(os.path.join(directory, "x")) or directory
        return messages.other_owner(place, os.stat(place).st_uid if os.name == "posix" else None)
    if b"not a git repository" in stderr:
        return messages.no_repository(directory)
    return messages.git_failed("looking for the repository", stderr)
