"""Which files differ: one git process, whatever the two sides are."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable

from reviewlint.change import git, messages
from reviewlint.change.raw import RawDiff, RawEntry
from reviewlint.change.repository import Repository

_RENAME_LIMIT = 400
_RAW = ["-z", "--raw", "--no-abbrev", "--no-color", "--no-ext-diff", "--no-textconv", "--submodule=short"]
_RENAMES = ["-M", "-C", f"-l{_RENAME_LIMIT}"]
_PATCH = ["-p", "-U0", "--full-index", "--ignore-cr-at-eol"]


def between_trees(repository: Repository, base: str, head: str, *, patch: bool = True) -> RawDiff:
    """The diff of two trees or commits, by id. Without `patch` no content is read: for missing objects."""
    how = [*_RENAMES, *_PATCH] if patch else ["--no-renames"]
    args = ["diff-tree", "-r", *_RAW, "--ignore-submodules=none", *how, base, head]
    return RawDiff(git.start(args, cwd=repository.git_dir, env=repository.environment))


def of_index(repository: Repository, base: str, index: str | None, *, patch: bool = True) -> RawDiff:
    """The diff of a tree and the index; no file of the working tree is looked at."""
    how = [*_RENAMES, *_PATCH] if patch else ["--no-renames"]
    args = ["diff-index", "--cached", *_RAW, "--ignore-submodules=none", *how, base, "--"]
    env = repository.index_environment(index)
    return RawDiff(git.start(args, cwd=repository.root or repository.git_dir, env=env))


def of_working_tree(repository: Repository, base: str) -> RawDiff:
    """The entries that may differ between a tree and the working tree.

    Names only: to compare contents git would run the repository's filters. What it cannot tell from the
    index has no id on the new side.
    """
    args = ["diff-index", *_RAW, "--no-renames", "--ignore-submodules=dirty", base, "--"]
    root = repository.root or repository.git_dir
    quiet = [part for name in _filters(repository) for part in _without(name)]
    return RawDiff(git.start([*quiet, *args], cwd=root, env=repository.index_environment()))


def _filters(repository: Repository) -> list[str]:
    """The content filters that the configuration defines.

    Even for names only git compares contents, through the filter, where a file is as young as the index.
    """
    asked = ["config", "-z", "--name-only", "--get-regexp", r"^filter\..*\.(clean|process)$"]
    process = git.start(asked, cwd=repository.git_dir, env=repository.environment)
    keys = process.communicate()[0].decode("utf-8", "surrogateescape").split("\0")
    return sorted({key.split(".", 1)[1].rpartition(".")[0] for key in keys if key})


def _without(name: str) -> list[str]:
    settings = (f"filter.{name}.clean=", f"filter.{name}.process=", f"filter.{name}.required=false")
    return [part for setting in settings for part in ("-c", setting)]


def untracked(repository: Repository) -> subprocess.Popen[bytes]:
    """Start listing files that are neither tracked nor ignored, NUL-separated."""
    args = ["ls-files", "--others", "--exclude-standard", "-z"]
    root = repository.root or repository.git_dir
    return git.start(args, cwd=root, env=repository.index_environment())


def limited(entries: Iterable[RawEntry], most: int) -> list[RawEntry]:
    """The entries, or ChangeError as soon as there are more than `most`."""
    found: list[RawEntry] = []
    for entry in entries:
        if len(found) == most:
            raise messages.too_many_files(most)
        found.append(entry)
    return found


class Failed(Exception):
    """Git could not finish a diff; `said` is what it said."""

    def __init__(self, said: bytes) -> None:
        super().__init__(said)
        self.said = said
