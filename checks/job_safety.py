"""Is a new job safe to run twice and to try out, bounded in what it takes, and does its failure reach someone?

Why: a job runs at night, twice when a worker dies, and over more rows than on the day it was written.
Looks at: the code of each new job: what makes it repeatable, dry runs of commands, batches, who hears of a failure.
Satisfy: make a second run harmless, offer a dry run, work in bounded batches, raise or report what fails.
Cannot see: what code in other files does on the job's behalf, and settings of the queue or the scheduler.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.api import (
    Evidence,
    Finding,
    counted,
    failed,
    matches,
    needs_human,
    not_applicable,
    not_evaluated,
    option,
    passed,
)

if TYPE_CHECKING:
    from reviewlint.api import Care, Facts, Outcome

_YES = {
    "repeat": "bears a second run",
    "dry-run": "can be tried out",
    "batch": "takes a bounded amount",
    "failure": "reports its failure",
}
_ASKS = {
    "repeat": (
        "may run twice: is a second run harmless?",
        "skip what is done, upsert, take a lock, or keep a cursor",
    ),
    "dry-run": ("writes and has no dry run", "add a --dry-run that says what would change"),
    "batch": ("goes over many rows: how many at most?", "work in batches with a limit"),
    "failure": ("fails: who hears of it?", "raise, count or report the failure, and alert on it"),
}
_NO = {"batch": "loads everything at once", "failure": "drops an error: nobody hears of its failure"}


class Options:
    """Which questions are asked of which jobs."""

    questions: tuple[str, ...] = option(tuple(_ASKS), "repeat, dry-run, batch, failure: those that are asked")
    ignore: tuple[str, ...] = option((), "path globs of jobs that are not judged")


def run(facts: Facts, options: Options) -> Outcome:
    """Fails for what the code shows to be unsafe; what it does not show is for a person."""
    jobs = facts.jobs
    if not jobs.added:
        if jobs.unseen:
            return not_evaluated(f"{jobs.unseen[0].path}: {jobs.unseen[0].reason}")
        return not_applicable("the change adds no job")
    cares = [care for care in facts.job_care if _asked(care, options)]
    evidence = tuple(_evidence(care) for care in cares if care.answer == "yes")
    wrong = tuple(_finding(care) for care in cares if care.answer == "no")
    open_ = tuple(_finding(care) for care in cares if care.answer == "unknown")
    names = ", ".join(dict.fromkeys(job.name for job in jobs.added))[:120]
    if wrong:
        return failed(f"{counted(len(wrong), 'unsafe place')} in {names}", (*wrong, *open_), evidence)
    if open_:
        return needs_human(f"{counted(len(open_), 'open question')} about {names}", open_, evidence)
    if not cares:
        return not_applicable("no new job is asked about here")
    return passed(f"every question about {names} is answered in its code", evidence)


def _asked(care: Care, options: Options) -> bool:
    ignored = matches(care.job.path, options.ignore)
    return care.question in options.questions and not ignored


def _evidence(care: Care) -> Evidence:
    return Evidence(f"{care.job.name} {_YES[care.question]}: {care.source}", care.path, care.line)


def _finding(care: Care) -> Finding:
    asks, fix = _ASKS[care.question]
    says = _NO.get(care.question, asks) if care.answer == "no" else asks
    symbol = f"{care.question} {care.job.name}"
    return Finding(f"{care.job.kind} {care.job.name} {says}", care.path, care.line, care.line, fix, symbol)
