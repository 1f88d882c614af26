"""Does a change that crosses a boundary have a test that crosses it too?

Why: the parts each work alone; what breaks in production is what passes between them.
Looks at: new endpoints, consumers, migrations, two services changed at once; tests that drive the real thing.
Satisfy: request the endpoint, feed the consumer, run the migration in a test, as the repository's own tests do.
Cannot see: tests in another repository, and routes that a test puts together at run time.
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
    from reviewlint.api import Boundary, Facts, Outcome

_FIX = {
    "endpoint": "request it in a test",
    "consumer": "put a message through it in a test",
    "migration": "run it in a test, on rows as they are",
    "services": "test them together, or say why each stands alone",
}


class Options:
    """Which boundaries count, and which of them a person judges."""

    kinds: tuple[str, ...] = option(tuple(_FIX), "endpoint, consumer, migration, services: those that count")
    judged: tuple[str, ...] = option(
        ("migration", "services"), "kinds that a person judges instead of a failure"
    )
    ignore: tuple[str, ...] = option((), "path globs of code whose boundaries do not count")


def run(facts: Facts, options: Options) -> Outcome:
    """Fails for a boundary that no test crosses; what a search cannot tell is for a person."""
    crossed = [boundary for boundary in facts.boundaries if _counts(boundary, options)]
    unseen = (*facts.endpoints.unseen, *facts.jobs.unseen)
    if not crossed:
        if unseen:
            return not_evaluated(f"{unseen[0].path}: {unseen[0].reason}")
        return not_applicable("the change adds no endpoint, consumer or migration, and touches one service")
    bare = [boundary for boundary in crossed if not boundary.tests]
    evidence = tuple(_evidence(boundary) for boundary in crossed if boundary.tests)
    findings = tuple(map(_finding, bare))
    summary = f"{len(bare)} of {_boundaries(crossed)} crossed by no test"
    if any(boundary.kind not in options.judged for boundary in bare):
        return failed(summary, findings, evidence)
    if bare:
        return needs_human(summary, findings, evidence)
    return passed(f"{_boundaries(crossed)}, crossed by tests", evidence)


def _boundaries(crossed: list[Boundary]) -> str:
    return counted(len(crossed), "boundary", "boundaries")


def _counts(boundary: Boundary, options: Options) -> bool:
    return boundary.kind in options.kinds and not matches(boundary.path, options.ignore)


def _finding(boundary: Boundary) -> Finding:
    fix = _FIX[boundary.kind] + (f", as {boundary.habit} does" if boundary.habit else "")
    message = f"no test crosses {boundary.title}"
    return Finding(message, boundary.path, boundary.line, boundary.line, fix, boundary.title)


def _evidence(boundary: Boundary) -> Evidence:
    test = boundary.tests[0]
    return Evidence(f"{boundary.title} is crossed by a test", test.path, test.line)
