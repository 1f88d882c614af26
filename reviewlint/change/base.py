"""What a branch will be merged into: the search for the base nobody named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.change import messages
from reviewlint.change.repository import Repository
from reviewlint.change.revisions import Commit, Revisions
from reviewlint.record import Record

if TYPE_CHECKING:
    from reviewlint.change.ci.model import Event

_REMOTE, _LOCAL = "refs/remotes/", "refs/heads/"


class Base(Record):
    """A base: its commit, its name for people, and where that name comes from."""

    commit: Commit
    name: str
    origin: str = ""

    @property
    def text(self) -> str:
        """For line 1: `origin/master (from origin/HEAD)`."""
        return f"{self.name} (from {self.origin})" if self.origin and self.origin != self.name else self.name


def find_base(
    revisions: Revisions,
    repository: Repository,
    named: str | None,
    configured: str | None,
    fallback: str | None = None,
) -> Base:
    """The base, from the first source that has one.

    In order: `named` (--base), `configured`, origin/HEAD, origin/main, origin/master, main, master,
    `fallback` (pre-commit's from-ref). A name somebody gave must exist (UsageError); without any, ChangeError.
    """
    if named:
        return Base(revisions.resolve(named), named)
    if configured:
        return Base(revisions.resolve(configured), configured, "the configuration")
    for ref, name, origin in _usual(repository):
        commit = revisions.find(ref)
        if commit:
            return Base(commit, name, origin)
    if fallback:
        return Base(revisions.resolve(fallback), fallback[:8], "PRE_COMMIT_FROM_REF")
    raise messages.no_base()


def of_event(revisions: Revisions, event: Event) -> Base:
    """Where the change of an event goes: the tip of its target, or the commit that the event names.

    Raises ChangeError when the clone has neither: against another base it would be another change.
    """
    for ref, name in _places(event.target):
        commit = revisions.find(ref)
        if commit:
            return Base(commit, name, event.origin)
    if event.frozen.strip("0"):
        commit = revisions.find(event.frozen)
        if commit:
            return Base(commit, commit.short, event.frozen_origin)
    if event.target:
        raise messages.no_ci_base(event.target, event.origin, branch=True)
    raise messages.no_ci_base(event.frozen, event.frozen_origin, branch=False)


def _places(branch: str) -> tuple[tuple[str, str], ...]:
    if not branch:
        return ()
    return (f"{_REMOTE}origin/{branch}", f"origin/{branch}"), (_LOCAL + branch, branch)


def _usual(repository: Repository) -> Iterator[tuple[str, str, str]]:
    """(ref, name, origin) of the usual places. Full refs: a tag called `origin/main` is not what is meant."""
    target = repository.symbolic(_REMOTE + "origin/HEAD")
    named = target.removeprefix(_REMOTE) if target else "origin/HEAD"
    yield _REMOTE + "origin/HEAD", named, "origin/HEAD"
    for name in ("origin/main", "origin/master"):
        yield _REMOTE + name, name, ""
    for name in ("main", "master"):
        yield _LOCAL + name, name, ""
