"""The past of a repository as changes, one for each commit or merge: objects only, no working tree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from reviewlint.change import git, messages
from reviewlint.change.description import from_commits
from reviewlint.change.filesof import tree_files
from reviewlint.change.model import Change, Comparison, Description
from reviewlint.change.objects import Objects
from reviewlint.change.repochange import Found, RepositoryChange
from reviewlint.change.repository import locate
from reviewlint.change.revisions import Commit, Revisions
from reviewlint.change.shared import Shared
from reviewlint.errors import NothingToJudge
from reviewlint.limits import current
from reviewlint.record import Record

By = Literal["commit", "merge"]


class Step(Record):
    """One change of the past: from `parent` to `commit`, made at `seconds` (since 1970)."""

    commit: str
    parent: str
    seconds: int


class History:
    """The changes of a repository's past. One object process serves all of them; `close` ends it."""

    def __init__(self, directory: Path, by: By = "commit") -> None:
        self._repository = locate(directory)
        self._objects = Objects(self._repository)
        self._revisions = Revisions(self._repository, self._objects)
        self._shared = Shared(self._objects)
        self._by = by

    @property
    def git_dir(self) -> str:
        """Where caches go."""
        return self._repository.common_dir

    @property
    def branch(self) -> str:
        """What HEAD is called."""
        return (self._repository.symbolic("HEAD") or "HEAD").removeprefix("refs/heads/")

    def steps(self, range_: str | None, last: int) -> tuple[Step, ...]:
        """The last changes, newest first, of `A..B`, of what `A` lacks of HEAD, or of HEAD.

        Commits without a parent (the first one, or where a shallow clone ends) are no change to review.
        Raises UsageError for an unknown revision, ChangeError where there is no commit.
        """
        which = ["--no-merges"] if self._by == "commit" else ["--merges", "--first-parent"]
        args = [
            "rev-list",
            "--parents",
            "--timestamp",
            f"--max-count={last + 1}",
            *which,
            *self._ends(range_),
        ]
        lines = [line.split() for line in self._run(args).decode().splitlines()]
        return tuple(Step(line[1], line[2], int(line[0])) for line in lines if len(line) > 2)[:last]

    def blobs(self, steps: tuple[Step, ...]) -> Iterator[tuple[str, str]]:
        """(path, blob id) of what the steps wrote, by one process."""
        if not steps:
            return
        text = "".join(f"{step.commit} {step.parent}\n" for step in steps).encode()
        args = ["diff-tree", "--stdin", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-commit-id"]
        parts = iter(self._run([*args, "--diff-filter=AM"], text).split(b"\0"))
        for head in parts:
            fields = head.split()
            path = next(parts, b"") if head.startswith(b":") else b""
            if path:
                yield path.decode("utf-8", "surrogateescape"), fields[3].decode()

    def change(self, step: Step) -> Change:
        """The change of one step. Raises NothingToJudge where only line ends differ, ChangeError over a limit."""
        files = tree_files(self._repository, self._objects, step.parent, step.commit, current().files)
        if not files.changes:
            raise NothingToJudge(f"{step.commit[:8]} changes nothing")
        found = Found(
            base=step.parent,
            head=step.commit,
            head_tree=step.commit,
            comparison=Comparison(f"{step.parent[:8]}..{step.commit[:8]}", 1),
            files=files.changes,
            notes=files.notes,
            git_dir=self._repository.common_dir,
        )
        return RepositoryChange(
            found, self._objects, files.hunks, lambda: self._said(step), shared=self._shared
        )

    def title(self, step: Step) -> str:
        """The first line of the commit's message."""
        found = self._revisions.find(step.commit)
        return found.message.strip().partition("\n")[0] if found else ""

    def close(self) -> None:
        """End the object process."""
        self._objects.close()

    def _said(self, step: Step) -> Description:
        ids = [step.commit]
        if self._by == "merge":
            ids = self._run(["rev-list", step.commit, f"^{step.parent}"]).decode().split()
        return from_commits(self._revisions.messages(ids))

    def _ends(self, range_: str | None) -> list[str]:
        if not range_:
            return [self._tip("HEAD").oid]
        one, dots, other = range_.partition("...")
        if not dots:
            one, dots, other = range_.partition("..")
        start, end = self._revisions.resolve(one or "HEAD"), self._tip(other or "HEAD")
        return [end.oid, f"^{start.oid}"] if start.kind == "commit" else [end.oid]

    def _tip(self, name: str) -> Commit:
        if name == "HEAD" and self._revisions.find("HEAD") is None:
            raise messages.no_commit()
        return self._revisions.resolve(name)

    def _run(self, args: list[str], text: bytes = b"") -> bytes:
        import subprocess

        process = git.start(
            args, cwd=self._repository.git_dir, env=self._repository.environment, stdin=subprocess.PIPE
        )
        out, err = process.communicate(text)
        if process.returncode:
            raise messages.git_failed(f"walking history ({args[0]})", err)
        return out
