"""Does the code get no worse: every new suppression with a reason, no function grown beyond the limit?

Why: each silenced tool and each longer function is small; together they are what nobody dares to touch.
Looks at: suppressions of linters, type checkers and scanners that the change adds, in code and in the configuration
of the tool; functions it makes more complex.
Satisfy: say beside the suppression why it must be, or mend what it hides; take parts out of the function.
Cannot see: whether a reason is a good one, and what a configuration leaves out from its first day on.
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
    from reviewlint.api import Facts, Grown, Outcome, Suppression

STAGES = ("branch", "commit")


class Options:
    """What is let pass."""

    max_complexity: int = option(15, "ways through a function (branches and logical operators, and one)")
    min_growth: int = option(
        5, "percent by which a function that was over the limit must have grown: less is not worth a question"
    )
    tests: bool = option(False, "suppressions in tests need a reason too")
    ignore: tuple[str, ...] = option((), "path globs of code that is not held to this")


def run(facts: Facts, options: Options) -> Outcome:
    """Fails for suppressions without a reason and functions that grew over the limit."""
    roles = {file.path: file.role for file in facts.files}
    added = [s for s in facts.suppressions.added if _held(s.path, options)]
    added = [s for s in added if options.tests or roles.get(s.path) != "test"]
    grown = [g for g in facts.complexity.grown if _held(g.path, options)]
    over = [g for g in grown if g.after > options.max_complexity and _worth_asking(g, options)]
    findings = (*(_silenced(s) for s in added if not s.reason), *(_tangled(g, options) for g in over))
    evidence = tuple(Evidence(f"{_what(s)}: {s.reason}", s.path, s.line) for s in added if s.reason)
    unread = [*facts.suppressions.unseen, *facts.complexity.unseen]
    if findings:
        return failed(_summary(findings, over), findings, evidence)
    if unread:
        return not_evaluated(f"{unread[0].path}: {unread[0].reason}", (), evidence)
    if not added and not grown:
        return not_applicable("nothing is silenced, no function grew")
    silenced = [f"{counted(len(added), 'suppression')} with a reason"] if added else []
    larger = [f"{counted(len(grown), 'function')} grew within the limit"] if grown else []
    return passed(", ".join([*silenced, *larger]), evidence)


def _held(path: str, options: Options) -> bool:
    return not matches(path, options.ignore)


def _worth_asking(one: Grown, options: Options) -> bool:
    """One way more through a function of a hundred is no news; through one of sixteen it is."""
    known = one.before is not None and one.before > options.max_complexity
    return not known or 100 * (one.after - (one.before or 0)) >= options.min_growth * (one.before or 0)


def _summary(findings: tuple[Finding, ...], over: list[Grown]) -> str:
    silenced = len(findings) - len(over)
    parts = [f"{silenced} without a reason"] if silenced else []
    return ", ".join([*parts, f"{len(over)} over the limit"] if over else parts)


def _what(one: Suppression) -> str:
    return f"{one.tool} {one.rule}".strip()


def _silenced(one: Suppression) -> Finding:
    message = f"{_what(one)} is silenced without a reason"
    fix = "mend what it reports, or write beside it why it is right here"
    return Finding(message, one.path, one.line, one.line, fix, f"{_what(one)} {one.path}")


def _tangled(one: Grown, options: Options) -> Finding:
    before = "is new with" if one.before is None else f"went from {one.before} to"
    message = f"{one.name} {before} {one.after} ways through it; the limit is {options.max_complexity}"
    fix = "take out a part with a name of its own, or turn branches into a table"
    return Finding(message, one.path, one.line, one.end_line, fix, one.name)
