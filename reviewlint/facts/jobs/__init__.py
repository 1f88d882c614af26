"""Background work that the change adds and removes: scheduled jobs, consumers, queued tasks, commands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.jobs.model import Job, Jobs
from reviewlint.facts.model import Unseen
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.change.model import Side
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import File

__all__ = ["establish", "jobs_of"]

_MOST_FILES = 20
_SILENT = frozenset(("docs", "test", "generated", "vendored", "asset", "manifest", "migration"))


def establish(facts: Facts) -> Jobs:
    """The jobs of both sides of the changed files, compared by name."""
    from reviewlint.facts.jobs.compare import only_in

    unseen: list[Unseen] = []
    head: list[Job] = []
    base: list[Job] = []
    for file in facts.files:
        if file.role not in _SILENT:
            head += _side(facts, file, "head", unseen)
            base += _side(facts, file, "base", [])
    added = tuple(job for job in only_in(head, base) if not (job.queued and _queued_before(facts, job)))
    return Jobs(added, only_in(base, head), tuple(dict.fromkeys(unseen)))


def _queued_before(facts: Facts, job: Job) -> bool:
    """Whether a file that the change leaves alone puts the same job on a queue."""
    changed = {file.path for file in facts.files}
    others = sorted(facts.index.mentioning([job.name]) - changed)[:_MOST_FILES]
    calls = regex(rf"(?i)\b(?:enqueue|schedule)\w*[<(][^\n]*\b{re.escape(job.name)}\b")
    return any(calls.search(facts.index.text(path) or "") for path in others)


def jobs_of(facts: Facts, file: File) -> list[Job]:
    """Every job in the head version of a changed file."""
    return _side(facts, file, "head", [])


def _side(facts: Facts, file: File, side: Side, unseen: list[Unseen]) -> list[Job]:
    text = facts.sources.text(file.path, side)
    if text is None:
        return []
    return _code(facts, file, side, text, unseen) if file.language else _document(facts, file, text, unseen)


def _code(facts: Facts, file: File, side: Side, text: str, unseen: list[Unseen]) -> list[Job]:
    from reviewlint.facts.jobs.rules import rules

    known = rules(file.language, file.path, text, facts.settings.frameworks)
    root = facts.sources.tree(file.path, side) if known else None
    if known and root is None:
        unseen.append(Unseen(file.path, facts.sources.problem(file.path, side) or "does not parse"))
    if root is None:
        return []
    from reviewlint.facts.jobs.code import read_jobs

    return read_jobs(file.path, text, root, known)


def _document(facts: Facts, file: File, text: str, unseen: list[Unseen]) -> list[Job]:
    from reviewlint.facts.jobs.rules import documents

    known = documents(file.path, text, facts.settings.frameworks)
    if not known:
        return []
    from reviewlint.facts.jobs.documents import read_schedules

    try:
        return read_schedules(file.path, text, known)
    except ValueError as error:
        unseen.append(Unseen(file.path, f"does not parse: {error}", "config"))
        return []
