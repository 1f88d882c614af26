"""Do new outbound calls end in time, do caught errors reach someone, and do retries end?

Why: one slow neighbour without a timeout takes the whole service down, and a swallowed error is found by a user.
Looks at: outbound calls and clients without a timeout, handlers that drop the error, and endless retries, all new.
Satisfy: set a timeout; log, count, return or re-raise the error; bound the retries and wait between them.
Cannot see: timeouts set by a proxy or in another service, and errors that a helper in another file drops.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.api import (
    Evidence,
    Finding,
    counted,
    failed,
    matches,
    not_applicable,
    not_evaluated,
    option,
    passed,
)

if TYPE_CHECKING:
    from reviewlint.api import Facts, Outcome, Weakness

STAGES = ("branch", "commit")

_SAYS = {
    "no-timeout": ("waits for ever: no timeout is set", "set a timeout on the call or its client"),
    "swallowed": ("drops the error", "log, count, return or re-raise it"),
    "unbounded-retry": ("tries again without an end", "bound the attempts and wait longer between them"),
}


class Options:
    """Which weaknesses are asked about."""

    kinds: tuple[str, ...] = option(tuple(_SAYS), "no-timeout, swallowed, unbounded-retry: those that count")
    ignore: tuple[str, ...] = option((), "path globs of code that is not judged")


def run(facts: Facts, options: Options) -> Outcome:
    """Fails for every weak place that the change adds."""
    found = facts.resilience
    weak = [w for w in found.added if w.kind in options.kinds and not _ignored(w, options)]
    evidence = tuple(Evidence(f"{w.name} call ends in time", w.path, w.line) for w in found.guarded)
    if weak:
        return failed(f"{counted(len(weak), 'weak place')} added", tuple(map(_finding, weak)), evidence)
    if found.unseen:
        return not_evaluated(f"{found.unseen[0].path}: {found.unseen[0].reason}", (), evidence)
    if not evidence:
        return not_applicable("the change adds no outbound call, dropped error or endless retry")
    return passed(f"{counted(len(evidence), 'new outbound call')}, with a timeout", evidence)


def _ignored(weak: Weakness, options: Options) -> bool:
    return matches(weak.path, options.ignore)


def _finding(weak: Weakness) -> Finding:
    says, fix = _SAYS[weak.kind]
    message = f"{weak.name or weak.source} {says}" + (f": {weak.source}" if weak.name else "")
    return Finding(message, weak.path, weak.line, weak.line, fix, f"{weak.kind} {weak.scope} {weak.source}")
