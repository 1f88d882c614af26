"""The one door to a change: from a request to something that implements `Change`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reviewlint.change import messages
from reviewlint.change.model import Change
from reviewlint.limits import Limits
from reviewlint.record import NOTHING, Record

if TYPE_CHECKING:
    from reviewlint.change.revisions import Revisions


class Request(Record):
    """Which change is meant. `environ` is where the variables of CI and hooks are read."""

    directory: Path = Path()
    range: str | None = None
    base: str | None = None
    staged: bool = False
    from_ref: str | None = None
    to_ref: str | None = None
    diff: str | None = None
    include_untracked: bool = False
    description: str | None = None
    message_file: str | None = None
    configured_base: str | None = None
    environ: Mapping[str, str] = NOTHING
    most_files: int = Limits().files


def open_change(request: Request, known: Revisions | None = None) -> Change:
    """The change that `request` asks for; close it when done. `known`: revisions that were looked up there already.

    Raises UsageError (no repository, unknown revision, garbage for a patch, unreadable description),
    ChangeError (no base, no common history, over a limit) and NothingToJudge (the sides are equal).
    """
    _reject_contradictions(request)
    if request.diff is not None:
        from reviewlint.change.patch import open_patch

        return open_patch(request)
    from reviewlint.change.comparing import compare

    return compare(request, known)


def _reject_contradictions(request: Request) -> None:
    refs = request.from_ref or request.to_ref
    ways = [("RANGE", request.range), ("--staged", request.staged), ("--from-ref/--to-ref", refs)]
    given = [name for name, value in [*ways, ("--diff", request.diff)] if value not in (None, "", False)]
    if request.base and given and given != ["--from-ref/--to-ref"]:
        given.insert(0, "--base")
    if len(given) > 1:
        raise messages.contradiction(given[0], given[1])
    if request.description == "-" and request.diff == "-":
        raise messages.contradiction("--diff -", "--description -")
