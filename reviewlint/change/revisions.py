"""Revisions: names to commits, and the way from one commit back to another."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reviewlint.change import git, messages
from reviewlint.change.narrow import narrowed
from reviewlint.change.objects import Objects
from reviewlint.change.repository import Repository
from reviewlint.record import Record

_STEPS = 200  # commits walked here, one question each, before git is asked
_MOST_MESSAGES = 1_000


class Commit(Record):
    """A commit, or (kind "tree") a bare tree that stands in for one."""

    oid: str
    parents: tuple[str, ...]
    message: str
    author: str = ""
    kind: str = "commit"

    @property
    def short(self) -> str:
        """The abbreviated id, for people."""
        return self.oid[:8]


class Revisions:
    """Answers about commits from the object process; runs git only where histories merge."""

    def __init__(self, repository: Repository, objects: Objects) -> None:
        self._repository, self.objects = repository, objects
        self._known: dict[str, Commit | None] = {}

    def find(self, name: str) -> Commit | None:
        """The commit that `name` leads to, None if there is no such revision or it leads to no commit."""
        if name not in self._known:
            found = self.objects.get(f"{name}^{{commit}}")
            self._known[name] = (
                None if found is None or found.data is None else _commit(found.oid, found.data)
            )
        return self._known[name]

    def resolve(self, name: str) -> Commit:
        """What the user named: a commit, or a tree. Raises UsageError with a guess when there is none."""
        found = self.find(name) or self._tree(name) or self._before_first(name)
        if found is not None:
            return found
        if "\n" not in name and "\0" not in name and self.objects.get(name, limit=0) is not None:
            raise messages.not_a_revision(name)
        raise messages.unknown_revision(name, self._guess(name))

    def _tree(self, name: str) -> Commit | None:
        found = self.objects.get(f"{name}^{{tree}}")
        return None if found is None else Commit(found.oid, (), "", kind="tree")

    def _before_first(self, name: str) -> Commit | None:
        """`ROOT^` and `ROOT~1`: what was there before the first commit is the empty tree."""
        match = re.fullmatch(r"(.+?)(?:\^1?|~1?)", name, re.DOTALL)
        commit = self.find(match[1]) if match else None
        return (
            Commit(self._repository.empty_tree, (), "", kind="tree")
            if commit and not commit.parents
            else None
        )

    def _guess(self, name: str) -> str | None:
        import difflib

        refs = self._run("for-each-ref", "--format=%(refname:short)").decode("utf-8", "replace").split("\n")
        close = difflib.get_close_matches(name, [ref for ref in refs if ref], n=1, cutoff=0.6)
        return close[0] if close else None

    def merge_bases(self, one: Commit, other: Commit) -> list[str]:
        """The best common ancestors of two commits: usually one, none if they share no history."""
        straight = self._straight_base(one, other)
        if straight is not None:
            return [straight]
        return self._run("merge-base", "--all", one.oid, other.oid, quiet=True).decode().split()

    def _straight_base(self, one: Commit, other: Commit) -> str | None:
        """The merge base where both lines of history are straight up to it; None where git has to look."""
        seen: tuple[set[str], set[str]] = ({one.oid}, {other.oid})
        tips: list[Commit | None] = [one, other]
        if one.oid == other.oid:
            return one.oid
        for step in range(2 * _STEPS):
            side = step % 2
            tip = tips[side]
            if tip is None:
                continue
            if len(tip.parents) > 1:
                return None
            tips[side] = self.find(tip.parents[0]) if tip.parents else None
            if not tip.parents or tips[side] is None:
                continue
            if tip.parents[0] in seen[1 - side]:
                return tip.parents[0]
            seen[side].add(tip.parents[0])
        return None

    def between(self, base: Commit, head: Commit) -> list[str]:
        """The ids of the commits that `head` has and `base` has not, newest first."""
        if head.kind != "commit":
            return []
        if base.kind == "commit":
            straight = self._straight_line(base, head)
            if straight is not None:
                return straight
        exclude = [f"^{base.oid}"] if base.kind == "commit" else []
        return self._run("rev-list", head.oid, *exclude).decode().split()

    def _straight_line(self, base: Commit, head: Commit) -> list[str] | None:
        line: list[str] = []
        tip: Commit | None = head
        while tip is not None and tip.oid != base.oid and len(tip.parents) == 1 and len(line) < _STEPS:
            line.append(tip.oid)
            tip = base if tip.parents[0] == base.oid else self.find(tip.parents[0])
        return line if tip is not None and tip.oid == base.oid else None

    def messages(self, oids: Iterable[str]) -> list[tuple[str, str, str]]:
        """(abbreviated id, message, author) of the commits, at most the first thousand."""
        wanted = list(oids)[:_MOST_MESSAGES]
        unknown = [oid for oid in wanted if oid not in self._known]
        for oid, found in self.objects.many(unknown):
            if found is not None and found.data is not None and found.kind == "commit":
                self._known[oid] = _commit(oid, found.data)
        known = ((oid, self._known.get(oid)) for oid in wanted)
        return [
            (oid[:8], narrowed(commit.message), commit.author) for oid, commit in known if commit is not None
        ]

    def _run(self, *args: str, quiet: bool = False) -> bytes:
        process = git.start(list(args), cwd=self._repository.git_dir, env=self._repository.environment)
        out, err = process.communicate()
        if process.returncode and not (quiet and not err):
            raise messages.git_failed(f"walking history ({args[0]})", err)
        return out


def _commit(oid: str, data: bytes) -> Commit:
    header, _, body = data.partition(b"\n\n")
    parents, encoding, author = [], "utf-8", b""
    for line in header.split(b"\n"):
        if line.startswith(b"parent "):
            parents.append(line[7:].decode())
        elif line.startswith(b"author "):
            author = line[7:].partition(b" <")[0]
        elif line.startswith(b"encoding "):
            encoding = line[9:].decode("ascii", "replace")
    return Commit(oid, tuple(parents), _text(body, encoding), _text(author, encoding))


def _text(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, "replace")
    except (LookupError, ValueError):
        return data.decode("utf-8", "replace")
