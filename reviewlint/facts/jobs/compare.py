"""Two sets of jobs compared: a job keeps its identity when it moves or changes its framework."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reviewlint.facts.jobs.model import Job

_TELLING = 5  # characters of a name that no other holds by chance
_KIND = 7  # of what may follow it: `Job`, `Worker`, `Command`


def squashed(name: str) -> str:
    """`name` without case and separators: `stats_graphs` and `StatsGraphs` are one job."""
    return re.sub(r"[\W_]+", "", name).lower()


def only_in(these: Iterable[Job], those: Iterable[Job]) -> tuple[Job, ...]:
    """The jobs of `these` that `those` do not have, each once; a schedule of a job among them adds nothing.

    A job that got another name and keeps the old one beside it is the same.
    """
    known = {name for job in those for name in _called(job)}
    found: dict[str, Job] = {}
    for job in sorted(these, key=lambda job: (job.kind == "schedule", job.path, job.line)):
        if known.isdisjoint(_called(job)):
            found.setdefault(squashed(job.name), job)
    kept = [job for job in found.values() if not _runs_another(job, found)]
    return tuple(sorted(kept, key=lambda job: (job.path, job.line)))


def _called(job: Job) -> set[str]:
    return {squashed(name) for name in (job.name, *job.aliases)}


def _runs_another(job: Job, found: dict[str, Job]) -> bool:
    names = {squashed(job.name), squashed(job.target), squashed(job.handler.rpartition(".")[2])} - {""}
    return job.kind == "schedule" and any(
        other is not job and any(_same(name, own) for name in names for own in _names(other))
        for other in found.values()
    )


def _names(job: Job) -> set[str]:
    return {squashed(job.name), squashed(job.handler.rpartition(".")[2])} - {""}


def _same(one: str, other: str) -> bool:
    """Equal, or one is the other with its kind spelled out: `cleanup` and `CleanupJob`."""
    short, long = sorted((one, other), key=len)
    if len(short) < _TELLING:
        return short == long
    return long.endswith(short) or (long.startswith(short) and len(long) - len(short) <= _KIND)
