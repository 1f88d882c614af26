"""Does a test exercise every production unit whose behaviour changed?

Why: a change without a test is one nobody can safely change again.
Looks at: the changed units, and the tests that reach each: in the diff, in the repository, by coverage.
Satisfy: add or extend a test that calls the unit, or reaches it in a few calls, and asserts.
Cannot see: tests in another repository, and calls that only exist at run time.
"""

from __future__ import annotations

from fnmatch import fnmatch

from reviewlint.api import (
    Evidence,
    Facts,
    Finding,
    Outcome,
    Unit,
    failed,
    not_applicable,
    not_evaluated,
    option,
    passed,
)

STAGES = ("branch", "commit")


class Options:
    """How near a test must come, and what needs none."""

    max_steps: int = option(3, "calls that may lie between a test and the unit")
    ignore: tuple[str, ...] = option((), "path globs of code that needs no test")


def run(facts: Facts, options: Options) -> Outcome:
    """Fails for every changed unit that no honest test reaches."""
    roles = {file.path: file.role for file in facts.files}
    units = [unit for unit in facts.units.units if _asked(unit, roles.get(unit.path, ""), options)]
    bare = [unit for unit in units if not _tests(unit, options)]
    unseen = [u for u in facts.units.unseen if u.role == "source"]
    evidence = tuple(_evidence(unit, options) for unit in units if unit not in bare)
    if bare:
        habit = next((e.path for e in evidence if e.path), "")
        summary = f"{len(bare)} of {len(units)} changed units have no test"
        return failed(summary, tuple(_finding(unit, habit) for unit in bare), evidence)
    if unseen:
        return not_evaluated(f"{unseen[0].path}: {unseen[0].reason}", (), evidence)
    if not units:
        return not_applicable("no production code changed its behaviour")
    return passed(f"a test exercises each of the {len(units)} changed units", evidence)


def _asked(unit: Unit, role: str, options: Options) -> bool:
    ignored = any(fnmatch(unit.path, glob) for glob in options.ignore)
    return (
        unit.behaviour and unit.change != "removed" and role == "source" and bool(unit.name) and not ignored
    )


def _tests(unit: Unit, options: Options) -> bool:
    return any(test.steps <= options.max_steps for test in unit.tests)


def _finding(unit: Unit, habit: str) -> Finding:
    fix = f"add a test beside those in {habit}" if habit else f"add a test that calls {unit.name} and asserts"
    message = f"no test reaches {unit.kind} {unit.name}"
    return Finding(message, unit.path, unit.line, unit.end_line, fix, unit.name)


def _evidence(unit: Unit, options: Options) -> Evidence:
    test = next(test for test in unit.tests if test.steps <= options.max_steps)
    return Evidence(f"{unit.name}: {' -> '.join(test.via)} ({test.how})", test.path, test.line)
