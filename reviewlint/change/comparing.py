"""From a request to two sides of a repository, and to the files between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reviewlint.change import messages
from reviewlint.change.base import Base, find_base, of_event
from reviewlint.change.ci import event_of, in_ci
from reviewlint.change.filesof import Files, index_files, tree_files, working_tree_files
from reviewlint.change.model import Change, Comparison, Description
from reviewlint.change.objects import Objects
from reviewlint.change.open import Request
from reviewlint.change.repochange import Found, RepositoryChange
from reviewlint.change.repository import Repository, locate
from reviewlint.change.revisions import Commit, Revisions
from reviewlint.errors import ChangeError
from reviewlint.record import Record

if TYPE_CHECKING:
    from reviewlint.change.ci.model import Event


class Sides(Record):
    """What is compared. `head` None is the index or working tree; `tip` the commit its history ends in."""

    base: Commit
    head: Commit | None
    tip: Commit | None
    text: str
    equal: str  # what to say when nothing differs
    staged: bool = False
    notes: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    event: Event | None = None


def compare(request: Request, known: Revisions | None = None) -> Change:
    """The change between two states of the repository at `request.directory`. Errors as `open_change`.

    `known` has looked revisions of that repository up already; its process serves the change, too.
    """
    repository = locate(request.directory)
    revisions = known or Revisions(repository, Objects(repository))
    revisions.objects.start()
    try:
        return _compare(request, repository, revisions)
    except BaseException:
        revisions.objects.close()
        raise


def base_commit(request: Request, repository: Repository, revisions: Revisions) -> str:
    """The commit (or the tree) that the change of `request` starts from, also where it changes nothing."""
    return _sides(request, repository, revisions).base.oid


def _compare(request: Request, repository: Repository, revisions: Revisions) -> Change:
    objects = revisions.objects
    sides = _sides(request, repository, revisions)
    files = _files(request, repository, objects, sides)
    event = sides.event
    notes = (*sides.notes, *_about_text(request, event), *files.notes)
    if not files.changes:
        raise messages.nothing(sides.equal, *(f"note: {note}" for note in notes), next_step=sides.advice)
    commits = revisions.between(sides.base, sides.tip) if sides.tip and not sides.staged else []
    count = None if sides.staged or sides.tip is None or sides.tip.kind == "tree" else len(commits)
    head = sides.head
    found = Found(
        base=sides.base.oid,
        head=head.oid if head else None,
        head_tree=head.oid if head else None,
        comparison=Comparison(sides.text, count, files.worktree),
        files=files.changes,
        notes=notes,
        git_dir=repository.common_dir,
        event=event or _beside(request),
    )
    describe = _describer(request, revisions, commits, event)
    return RepositoryChange(found, objects, files.hunks, describe, files.working_tree)


def _describer(
    request: Request, revisions: Revisions, commits: list[str], event: Event | None
) -> Callable[[], Description]:
    from reviewlint.change.description import describer

    text = event.text if event else None
    return describer(request.description, request.message_file, lambda: revisions.messages(commits), text)


def _beside(request: Request) -> Event | None:
    """Who asks, and how, where the change itself was named on the command line."""
    try:
        return event_of(request.environ)
    except ChangeError:
        return None


def _about_text(request: Request, event: Event | None) -> tuple[str, ...]:
    """What to know of a text that was copied when the event was made."""
    if event is None or event.text is None or request.description or request.message_file:
        return ()
    from reviewlint.change.ci.snapshot import remark

    return (remark(event),)


def _files(request: Request, repository: Repository, objects: Objects, sides: Sides) -> Files:
    most = request.most_files
    if sides.head is not None:
        if sides.head.oid == sides.base.oid:
            return Files(())
        return tree_files(repository, objects, sides.base.oid, sides.head.oid, most)
    if sides.staged:
        return index_files(repository, objects, sides.base.oid, request.environ.get("GIT_INDEX_FILE"), most)
    tip = sides.tip.oid if sides.tip else sides.base.oid
    return working_tree_files(repository, objects, sides.base.oid, tip, most, request.include_untracked)


def _sides(request: Request, repository: Repository, revisions: Revisions) -> Sides:
    if request.staged:
        return _staged(repository, revisions)
    if request.range:
        return _range(request.range, repository, revisions)
    if request.from_ref and _exists(request.from_ref) and not request.base:
        return _three_dots(request.from_ref, _given(request.to_ref) or "HEAD", repository, revisions)
    to_ref = request.to_ref or request.environ.get("PRE_COMMIT_TO_REF", "")
    if to_ref and not request.base:
        return _pushed(to_ref, request, repository, revisions)
    event = None if to_ref else event_of(request.environ)
    if event is not None:
        return _of_event(event, request, repository, revisions)
    return _branch(request, repository, revisions, to_ref)


def _of_event(event: Event, request: Request, repository: Repository, revisions: Revisions) -> Sides:
    """What a CI server runs us for: two stored trees, whatever stands in its working tree."""
    tip = _event_head(event, revisions)
    base = Base(revisions.resolve(request.base), request.base) if request.base else of_event(revisions, event)
    here = (repository.symbolic("HEAD") or "").removeprefix("refs/heads/")
    shown = messages.revision(event.branch or here) or tip.short
    text = f"{shown} onto {messages.revision(base.text)}"
    start, notes = _merge_base(base.commit, tip, base.name, tip.short, repository, revisions)
    return Sides(start, tip, tip, text, f"{tip.short} adds nothing to {base.name}.", notes=notes, event=event)


def _event_head(event: Event, revisions: Revisions) -> Commit:
    """The commit to judge: the request's own, not the merge that a server made of it to build."""
    found = revisions.find(event.head) if event.head else None
    if found is None and event.head_only:
        raise messages.no_ci_head(event.head, event.provider)
    return found or _head("HEAD", revisions)


def _staged(repository: Repository, revisions: Revisions) -> Sides:
    if repository.bare:
        raise messages.bare_needs_range()
    head = revisions.find("HEAD")
    base = head or Commit(repository.empty_tree, (), "", kind="tree")
    text = (
        f"staged changes on top of HEAD ({head.short})" if head else "staged changes, before the first commit"
    )
    advice = ("git add <files>, or judge the whole branch: reviewlint check",)
    return Sides(base, None, head, text, "nothing is staged.", staged=True, advice=advice)


def _range(given: str, repository: Repository, revisions: Revisions) -> Sides:
    one, dots, other = given.partition("...")
    if dots:
        return _three_dots(one or "HEAD", other or "HEAD", repository, revisions)
    one, dots, other = given.partition("..")
    if not dots:
        return _three_dots(one, "HEAD", repository, revisions)
    base, head = revisions.resolve(one or "HEAD"), _head(other or "HEAD", revisions)
    shown = f"{messages.revision(one or 'HEAD')}..{messages.revision(other or 'HEAD')}"
    text = f"{shown} ({base.short}..{head.short})"
    return Sides(base, head, head, text, f"{messages.revision(given)} are the same state.")


def _three_dots(one: str, other: str, repository: Repository, revisions: Revisions) -> Sides:
    base, head = revisions.resolve(one), _head(other, revisions)
    shown, onto = messages.revision(other), messages.revision(one)
    if base.kind == "tree" or head.kind == "tree":
        text = f"{onto}..{shown} ({base.short}..{head.short})"
        return Sides(base, head, head, text, f"{onto} and {shown} are the same state.")
    start, notes = _merge_base(base, head, onto, shown, repository, revisions)
    text = f"{onto}...{shown} ({start.short}..{head.short})"
    return Sides(start, head, head, text, f"{shown} ({head.short}) adds nothing to {onto}.", notes=notes)


def _head(name: str, revisions: Revisions) -> Commit:
    if name == "HEAD" and revisions.find("HEAD") is None:
        raise messages.no_commit()
    return revisions.resolve(name)


def _pushed(to_ref: str, request: Request, repository: Repository, revisions: Revisions) -> Sides:
    """A push: from where the branch left the base, whatever the remote had before."""
    if not _exists(to_ref):
        raise messages.nothing("a branch is being deleted.")
    head = revisions.resolve(to_ref)
    before = _given(request.environ.get("PRE_COMMIT_FROM_REF"))
    base = find_base(revisions, repository, None, request.configured_base, before)
    start, notes = _merge_base(base.commit, head, base.name, head.short, repository, revisions)
    branch = request.environ.get("PRE_COMMIT_LOCAL_BRANCH", "").removeprefix("refs/heads/") or head.short
    text = f"{messages.revision(branch)} onto {messages.revision(base.text)}"
    return Sides(start, head, head, text, f"{head.short} adds nothing to {base.name}.", notes=notes)


def _branch(request: Request, repository: Repository, revisions: Revisions, to_ref: str) -> Sides:
    """The branch that is checked out, up to the working tree (to HEAD in a bare repository)."""
    name = _given(to_ref) or "HEAD"
    tip = _head(name, revisions)
    base = find_base(revisions, repository, request.base, request.configured_base)
    branch = (repository.symbolic("HEAD") or "HEAD").removeprefix("refs/heads/") if name == "HEAD" else name
    stored = repository.bare or name != "HEAD" or in_ci(request.environ)
    text = f"{messages.revision(branch)} onto {messages.revision(base.text)}"
    if base.commit.kind == "tree":
        return Sides(base.commit, tip if stored else None, tip, text, "both sides are the same state.")
    shown = "HEAD" if name == "HEAD" else messages.revision(name)
    start, notes = _merge_base(base.commit, tip, messages.revision(base.name), shown, repository, revisions)
    equal, advice = _said_when_equal(base, tip, branch, stored)
    return Sides(start, tip if stored else None, tip, text, equal, notes=notes, advice=advice)


def _said_when_equal(base: Base, tip: Commit, branch: str, stored: bool) -> tuple[str, tuple[str, ...]]:
    name = messages.revision(base.name)
    here = "." if stored else ", and nothing is changed here."
    other = "git switch -c <branch>, or look at old commits: reviewlint check HEAD^..HEAD"
    if (
        base.name in (branch, f"origin/{branch}")
        and base.origin == "origin/HEAD"
        and branch not in ("main", "master")
    ):
        return f"{messages.revision(branch)} is compared with itself.", (
            "reviewlint check --base origin/main",
        )
    if base.commit.oid == tip.oid:
        return f"HEAD ({tip.short}) is {name}{here}", (other,)
    return f"HEAD ({tip.short}) adds nothing to {name}{here}", (other,)


def _merge_base(
    base: Commit, head: Commit, onto: str, shown: str, repository: Repository, revisions: Revisions
) -> tuple[Commit, tuple[str, ...]]:
    found = revisions.merge_bases(base, head)
    if not found:
        raise messages.no_common_commit(messages.revision(shown), messages.revision(onto), repository.shallow)
    start = revisions.resolve(found[0])
    if len(found) == 1:
        return start, ()
    others = ", ".join(oid[:8] for oid in found[1:4])
    return start, (
        f"{shown} and {onto} have {len(found)} merge bases: compared from {start.short}, not {others}",
    )


def _exists(ref: str) -> bool:
    """Whether a hook's ref stands for a commit: zeros stand for none."""
    return bool(ref.strip("0"))


def _given(ref: str | None) -> str | None:
    return ref if ref and _exists(ref) else None
