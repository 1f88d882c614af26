"""Does every new endpoint, job or consumer come with a metric, a trace or a health signal?

Why: what nobody measures fails unseen, and the first to notice is a user.
Looks at: the endpoints and jobs the change adds; signals in what does the work, added beside them, and in middleware.
Satisfy: count or trace in the handler, or show the middleware that measures every endpoint.
Cannot see: agents attached at deployment, and what a service mesh or a proxy measures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.api import (
    Endpoint,
    Evidence,
    Finding,
    Job,
    counted,
    failed,
    matches,
    not_applicable,
    not_evaluated,
    option,
    passed,
)

if TYPE_CHECKING:
    from reviewlint.api import Facts, Outcome

_HOW = {
    "handler": "in its handler",
    "helper": "in what its handler calls",
    "beside": "beside it",
    "about": "about it",
}


class Options:
    """What counts as monitored, and what needs no monitoring."""

    own_signal: bool = option(
        False, "middleware is not enough: each endpoint and job needs a signal of its own"
    )
    pages: bool = option(False, "the pages of a browser-side router need a signal, too")
    ignore: tuple[str, ...] = option((), "path globs of code whose endpoints and jobs need none")


def run(facts: Facts, options: Options) -> Outcome:
    """Fails for every new endpoint and job that no signal covers."""
    every: tuple[Endpoint | Job, ...] = (*facts.endpoints.added, *facts.jobs.added)
    added = [new for new in every if _asked(facts, new, options)]
    unread = (*facts.endpoints.unseen, *facts.jobs.unseen)
    if not added:
        if unread:
            return not_evaluated(f"{unread[0].path}: {unread[0].reason}")
        return not_applicable("the change adds no endpoint and no job")
    answers = {new: _answer(facts, new, options) for new in added}
    bare = [new for new, answer in answers.items() if answer is None]
    evidence = tuple(dict.fromkeys(answer for answer in answers.values() if answer is not None))
    if bare:
        summary = f"{len(bare)} of {_count(added)} without a signal"
        return failed(summary, tuple(_finding(facts, new) for new in bare), evidence)
    if unread:
        return not_evaluated(f"{unread[0].path}: {unread[0].reason}", (), evidence)
    return passed(f"{_count(added)}, covered by a signal", evidence)


def _count(added: list[Endpoint | Job]) -> str:
    endpoints = sum(isinstance(new, Endpoint) for new in added)
    if 0 < endpoints < len(added):
        return f"{len(added)} new endpoints and jobs"
    return counted(len(added), "new endpoint" if endpoints else "new job")


def _asked(facts: Facts, new: Endpoint | Job, options: Options) -> bool:
    if isinstance(new, Job):
        silent = any(file.path == new.path and file.role == "ci" for file in facts.files)
    else:
        silent = new.protocol == "page" and not options.pages
    return not silent and not matches(new.path, options.ignore)


def _title(new: Endpoint | Job) -> str:
    return f"{new.method} {new.route}" if isinstance(new, Endpoint) else f"{new.kind} {new.name}"


def _answer(facts: Facts, new: Endpoint | Job, options: Options) -> Evidence | None:
    """What covers the endpoint or job, None if nothing does."""
    telemetry, title = facts.telemetry, _title(new)
    if any((s.kind, s.name, s.path) == ("health", title, new.path) for s in telemetry.added):
        return Evidence(f"{title} is a health signal itself", new.path, new.line)
    for cover in telemetry.covers:
        if cover.subject == new:
            signal = cover.signal
            return Evidence(
                f"{title}: {signal.kind} {signal.name} {_HOW[cover.how]}", signal.path, signal.line
            )
    job = isinstance(new, Job)
    around = telemetry.job_instrumentation if job else telemetry.instrumentation
    for signal in () if options.own_signal else around:
        every = "job" if job else "endpoint"
        return Evidence(f"every {every} is measured by {signal.ecosystem}", signal.path, signal.line)
    return None


def _finding(facts: Facts, new: Endpoint | Job) -> Finding:
    title = _title(new)
    message = f"no metric, trace or health signal covers {title}"
    return Finding(message, new.path, new.line, new.line, _fix(facts, new), title)


def _fix(facts: Facts, new: Endpoint | Job) -> str:
    name = new.handler or ("its handler" if isinstance(new, Endpoint) else "what it runs")
    suffix = new.path.rpartition(".")[2]
    for signal in sorted(facts.telemetry.habit, key=lambda signal: not signal.path.endswith(suffix)):
        return f"emit a signal in {name} as {signal.path}:{signal.line} does with {signal.ecosystem}"
    what = "requests" if isinstance(new, Endpoint) else "runs"
    return f"count {what} and failures, or start a span, in {name}"
