"""What a branch will be merged into: the search for the base nobody named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from reviewlint.change import messages
from reviewlint.change.repository import Repository
from reviewlint.change.revisions import Commit, Revisions

_REMOTE, _LOCAL = "refs/remotes/", "refs/heads/"


class Base(NamedTuple):
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
    environ: Mapping[str, str],
    named: str | None,
    configured: str | None,
    fallback: str | None = None,
) -> Base:
    """The base, from the first source that has one.

    In order: `named` (--base), `configured`, the CI's variables, origin/HEAD, origin/main, origin/master,
    main, master, `fallback` (pre-commit's from-ref). A name somebody gave must exist (UsageError; for the
    CI's ChangeError); without any, ChangeError.
    """
    if named:
        return Base(revisions.resolve(named), named)
    if configured:
        return Base(revisions.resolve(configured), configured, "the configuration")
    from_ci = _from_ci(revisions, environ)
    if from_ci:
        return from_ci
    for ref, name, origin in _usual(repository):
        commit = revisions.find(ref)
        if commit:
            return Base(commit, name, origin)
    if fallback:
        return Base(revisions.resolve(fallback), fallback[:8], "PRE_COMMIT_FROM_REF")
    raise messages.no_base()


def _from_ci(revisions: Revisions, environ: Mapping[str, str]) -> Base | None:
    branch = environ.get("GITHUB_BASE_REF", "").removeprefix(_LOCAL)
    if branch:
        for ref, name in ((f"{_REMOTE}origin/{branch}", f"origin/{branch}"), (_LOCAL + branch, branch)):
            commit = revisions.find(ref)
            if commit:
                return Base(commit, name, "GITHUB_BASE_REF")
        raise messages.no_ci_base(branch, "GITHUB_BASE_REF")
    sha = environ.get("CI_MERGE_REQUEST_DIFF_BASE_SHA", "")
    if sha:
        commit = revisions.find(sha)
        if commit is None:
            raise messages.no_ci_base(sha, "CI_MERGE_REQUEST_DIFF_BASE_SHA")
        return Base(commit, commit.short, "CI_MERGE_REQUEST_DIFF_BASE_SHA")
    return None


def _usual(repository: Repository) -> Iterator[tuple[str, str, str]]:
    """(ref, name, origin) of the usual places. Full refs: a tag called `origin/main` is not what is meant."""
    target = repository.symbolic(_REMOTE + "origin/HEAD")
    named = target.removeprefix(_REMOTE) if target else "origin/HEAD"
    yield _REMOTE + "origin/HEAD", named, "origin/HEAD"
    for name in ("origin/main", "origin/master"):
        yield _REMOTE + name, name, ""
    for name in ("main", "master"):
        yield _LOCAL + name, name, ""
