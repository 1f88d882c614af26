"""What is said when a change cannot be had: one function a situation, so that the wording stands together."""

# ruff: noqa: PTH111
# PTH: plain strings: these paths are only handed on to git

from __future__ import annotations

import os

from reviewlint.errors import ChangeError, NothingToJudge, UsageError
from reviewlint.regex import regex

_WHOLE_ID = regex(r"\b([0-9a-f]{8})(?:[0-9a-f]{32}|[0-9a-f]{56})\b")
_PATCH = "judge a patch: reviewlint check --diff my.patch"


def plain(text: str) -> str:
    """`text` on one line and without control characters, fit for a message."""
    return "".join(c if c.isprintable() else " " for c in text).strip()


def revision(name: str) -> str:
    """A revision as a person would write it: full ids abbreviated."""
    return _WHOLE_ID.sub(r"\1", plain(name))


def home(path: str) -> str:
    """`path` with the home directory shortened to `~`."""
    own = os.path.expanduser("~")
    return plain("~" + path[len(own) :] if own != "/" and (path + "/").startswith(own + "/") else path)


def _quoted(text: str) -> str:
    from shlex import quote

    return quote(plain(text))


def no_directory(path: str) -> UsageError:
    """-C names nothing."""
    return UsageError(f"no such directory: {home(path)}", next_step="check the path given with -C")


def no_repository(path: str) -> UsageError:
    """Outside of any repository."""
    return UsageError(
        f"not inside a Git repository: {home(path)}",
        why=("reviewlint compares two states of a repository.",),
        next_step=f"cd into your clone, or {_PATCH}",
    )


def no_git() -> UsageError:
    """The program git cannot be started."""
    return UsageError(
        "git was not found on PATH",
        why=("reviewlint reads the change through git (2.30 or newer).",),
        next_step=f"install git, or {_PATCH}",
    )


def other_owner(path: str, owner: int | None) -> ChangeError:
    """Git's ownership guard refused."""
    whose = "another user" if owner is None else f"another user (uid {owner})"
    return ChangeError(
        f"git refuses this repository: it belongs to {whose}",
        why=("Usual in containers, where the checkout was made by another account.",),
        next_step=f"git config --global --add safe.directory {_quoted(path)}",
    )


def git_failed(doing: str, stderr: bytes) -> ChangeError:
    """Git ended with an error that has no message of its own here."""
    said = plain(stderr.decode("utf-8", "replace").strip().split("\n")[0])
    return ChangeError(f"git failed while {doing}", why=(said,) if said else ())


def unknown_revision(name: str, guess: str | None) -> UsageError:
    """A revision the user named does not exist."""
    shown = plain(name)
    if guess is None:
        return UsageError(
            f"no such revision: {shown}", next_step=("see them all: git branch -a, git tag", "fetch it first")
        )
    return UsageError(
        f"no such revision: {shown}",
        why=(f"Did you mean {plain(guess)}?",),
        next_step=(f"reviewlint check --base {_quoted(guess)}", "all of them: git branch -a"),
    )


def not_a_revision(name: str) -> UsageError:
    """A revision that names a file, or holds a line break."""
    return UsageError(
        f"not a commit or a tree: {plain(name)}",
        next_step="name a branch, a tag or a commit: git log --oneline",
    )


def no_base() -> ChangeError:
    """Nothing tells what the branch will be merged into."""
    return ChangeError(
        "cannot tell what this branch will be merged into",
        why=(
            "Looked for: --base, [tool.reviewlint] base, CI variables, origin/HEAD,",
            "origin/main, origin/master, main, master. None exists here.",
        ),
        next_step=(
            "reviewlint check --base <branch>",
            "or once for this clone: git remote set-head origin --auto",
        ),
    )


def no_ci_base(name: str, origin: str, *, branch: bool) -> ChangeError:
    """The CI says what the base is, and the clone does not have it."""
    return ChangeError(
        f"the base {plain(name)} (from {origin}) is not in this clone",
        why=("Judging against another base would be a verdict on another change.",),
        next_step=_deepen(plain(name) if branch else ""),
    )


def no_ci_head(name: str, provider: str) -> ChangeError:
    """The CI says which commit is to be judged, and the clone does not have it."""
    return ChangeError(
        f"the commit {plain(name)[:12]} that {provider} asks about is not in this clone",
        why=("What is checked out is another change; judging that one would be a pass nobody earned.",),
        next_step=f"git fetch origin {plain(name)}",
    )


def no_event(path: str, problem: str) -> ChangeError:
    """The event file of the CI is broken."""
    return ChangeError(
        f"the event file {home(path)} cannot be read: {plain(problem)}",
        why=("It says which change this run is for; guessing would judge another one.",),
        next_step="name the change: reviewlint check --base <branch> --description <file>",
    )


def no_common_commit(head: str, base: str, shallow: bool) -> ChangeError:
    """No merge base: a shallow clone, or unrelated histories."""
    if shallow:
        return ChangeError(
            f"no common commit of {head} and {base}: this clone is shallow",
            why=("The history stops before the branch point, so the change cannot be cut out.",),
            next_step=_deepen(base.removeprefix("origin/") if base.startswith("origin/") else ""),
        )
    return ChangeError(
        f"{head} and {base} share no commit",
        why=("They are unrelated histories (the clone is complete).",),
        next_step=(
            "reviewlint check --base <branch>, or compare two trees:",
            f"git diff {base} {head} | reviewlint check --diff -",
        ),
    )


def _deepen(branch: str) -> tuple[str, ...]:
    what = f" +refs/heads/{branch}:refs/remotes/origin/{branch}" if branch else ""
    return (
        f"git fetch --unshallow origin{what}",
        "on GitHub: actions/checkout with fetch-depth: 0",
        'on GitLab: variables: GIT_DEPTH: "0"',
    )


def no_commit() -> ChangeError:
    """An unborn branch."""
    return ChangeError(
        "this repository has no commit yet",
        why=("There is nothing to compare with.",),
        next_step="commit first, or judge the index: reviewlint check --staged",
    )


def too_many_files(limit: int) -> ChangeError:
    """Over the limit: said, and never green."""
    return ChangeError(
        f"the change is too large to judge: more than {limit:,} files",
        why=("Nothing was looked at, so nothing is known of it.",),
        next_step="split the change, or raise the limit in the configuration: max-files",
    )


def unmerged() -> ChangeError:
    """The index holds conflicts."""
    return ChangeError(
        "the index holds files with unresolved conflicts",
        why=("A staged change is known only when each file has one content.",),
        next_step="resolve them and git add the files: git status",
    )


def bare_needs_range() -> UsageError:
    """A bare repository has no working tree and no index."""
    return UsageError(
        "a bare repository has no index",
        why=("--staged judges what the next commit will hold.",),
        next_step="name two revisions: reviewlint check A..B",
    )


def nothing(what: str, *why: str, next_step: str | tuple[str, ...] = ()) -> NothingToJudge:
    """There is no change."""
    return NothingToJudge(f"Nothing to judge: {what}", why=why, next_step=next_step)


def contradiction(one: str, other: str) -> UsageError:
    """Two ways to name the change at once."""
    return UsageError(
        f"{one} and {other} do not go together",
        why=("Each of them says which change is meant.",),
        next_step="reviewlint check --help",
    )
