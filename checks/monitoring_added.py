"""Does every new endpoint come with a metric, a trace or a health signal?

Why: what nobody measures fails unseen, and the first to notice is a user.
Looks at: the endpoints the change adds; signals in their handlers, added beside them, and in middleware.
Satisfy: count or trace in the handler, or show the middleware that measures every endpoint.
Cannot see: agents attached at deployment, and what a service mesh or a proxy measures.
"""

from __future__ import annotations

from fnmatch import fnmatch

from reviewlint.api import (
    Endpoint,
    Evidence,
    Facts,
    Finding,
    Outcome,
    failed,
    not_applicable,
    not_evaluated,
    option,
    passed,
)

_HOW = {
    "handler": "in its handler",
    "helper": "in what its handler calls",
    "beside": "beside it",
    "about": "about it",
}


class Options:
    """What counts as monitored, and what needs no monitoring."""

    own_signal: bool = option(False, "middleware is not enough: each endpoint needs a signal of its own")
    ignore: tuple[str, ...] = option((), "path globs of code whose endpoints need none")


def run(facts: Facts, options: Options) -> Outcome:
    """Fails for every new endpoint that no signal covers."""
    added = [e for e in facts.endpoints.added if e.protocol != "page" and not _ignored(e, options)]
    unread = facts.endpoints.unseen
    if not added:
        if unread:
            return not_evaluated(f"{unread[0].path}: {unread[0].reason}")
        return not_applicable("the change adds no endpoint")
    answers = {endpoint: _answer(facts, endpoint, options) for endpoint in added}
    bare = [endpoint for endpoint, answer in answers.items() if answer is None]
    evidence = tuple(dict.fromkeys(answer for answer in answers.values() if answer is not None))
    if bare:
        summary = f"{len(bare)} of {_count(added)} without a signal"
        return failed(summary, tuple(_finding(facts, endpoint) for endpoint in bare), evidence)
    if unread:
        return not_evaluated(f"{unread[0].path}: {unread[0].reason}", (), evidence)
    return passed(f"{_count(added)}, covered by a signal", evidence)


def _count(added: list[Endpoint]) -> str:
    return f"{len(added)} new endpoint{'s' if len(added) > 1 else ''}"


def _ignored(endpoint: Endpoint, options: Options) -> bool:
    return any(fnmatch(endpoint.path, glob) for glob in options.ignore)


def _answer(facts: Facts, endpoint: Endpoint, options: Options) -> Evidence | None:
    """What covers the endpoint, None if nothing does."""
    telemetry, title = facts.telemetry, f"{endpoint.method} {endpoint.route}"
    if any((s.kind, s.name, s.path) == ("health", title, endpoint.path) for s in telemetry.added):
        return Evidence(f"{title} is a health signal itself", endpoint.path, endpoint.line)
    for cover in telemetry.covers:
        if cover.endpoint == endpoint:
            signal = cover.signal
            return Evidence(
                f"{title}: {signal.kind} {signal.name} {_HOW[cover.how]}", signal.path, signal.line
            )
    for signal in () if options.own_signal else telemetry.instrumentation:
        return Evidence(f"every endpoint is measured by {signal.ecosystem}", signal.path, signal.line)
    return None


def _finding(facts: Facts, endpoint: Endpoint) -> Finding:
    title = f"{endpoint.method} {endpoint.route}"
    message = f"no metric, trace or health signal covers {title}"
    return Finding(message, endpoint.path, endpoint.line, endpoint.line, _fix(facts, endpoint), title)


def _fix(facts: Facts, endpoint: Endpoint) -> str:
    name = endpoint.handler or "its handler"
    suffix = endpoint.path.rpartition(".")[2]
    for signal in sorted(facts.telemetry.habit, key=lambda signal: not signal.path.endswith(suffix)):
        return f"emit a signal in {name} as {signal.path}:{signal.line} does with {signal.ecosystem}"
    return f"count requests and failures, or start a span, in {name}"
