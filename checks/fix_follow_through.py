"""Does a bug fix carry a regression test, name the root cause, and say what happens to data already wrong?

Why: without a test the bug comes back, without its cause its sisters stay, and wrong data outlives the fix.
Looks at: the description, the tests in the change that reach what behaves otherwise, calls that write or pay.
Satisfy: add a test that fails without the fix; say why it went wrong; say what becomes of data already wrong.
Cannot see: whether the test fails without the fix, and whether the cause that is named is the real one. Of what
stands outside of functions, as a script that starts the program, no test is asked, but for a page of PHP.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.api import (
    Evidence,
    Finding,
    failed,
    not_applicable,
    not_evaluated,
    option,
    passed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.api import Facts, Outcome, Repair

STAGES = ("branch", "message")


class Options:
    """What a fix must come with."""

    test: bool = option(True, "a test in the change that exercises the repaired code")
    cause: bool = option(True, "a sentence that says why it went wrong")
    data: bool = option(True, "a word on data already wrong, where repaired code writes or pays")


def run(facts: Facts, options: Options) -> Outcome:
    """Fails for each thing that a fix lacks."""
    if not facts.description.bugfix:
        return not_applicable("the description tells of no bug fix")
    repair = facts.repair
    unseen = facts.units.unseen
    if not repair.units:
        if unseen:
            return not_evaluated(f"{unseen[0].path}: {unseen[0].reason}")
        return not_applicable("no production code changed its behaviour")
    findings = tuple(_missing(repair, options))
    evidence = tuple(_evidence(repair))
    if findings:
        return failed(f"the fix lacks {', '.join(f.symbol for f in findings)}", findings, evidence)
    return passed("the fix is followed through", evidence)


def _missing(repair: Repair, options: Options) -> Iterator[Finding]:
    first = repair.units[0]
    if options.test and not repair.tests and any(unit.name or unit.is_page for unit in repair.units):
        message = f"no test in this change exercises {first.name or first.path}"
        fix = "add a test that fails without the fix"
        yield Finding(message, first.path, first.line, first.end_line, fix, "a regression test")
    if options.cause and not repair.cause:
        message = "the text does not say why it went wrong"
        yield Finding(message, fix="name the cause in a sentence", symbol="a root cause")
    if options.data and repair.writes and not (repair.data or repair.migration):
        place = repair.writes[0]
        message = f"{place.text} writes or pays: what becomes of data already wrong?"
        fix = "say that none is, or how it is repaired"
        yield Finding(message, place.path, place.line, place.line, fix, "a word on data already wrong")


def _evidence(repair: Repair) -> Iterator[Evidence]:
    for unit, test in repair.tests[:3]:
        yield Evidence(f"exercises {unit.name}", test.path, test.line)
    if repair.cause:
        yield Evidence(f'the text names a cause: "{repair.cause}"')
    if repair.data:
        yield Evidence(f'the text speaks of the data: "{repair.data}"')
    if repair.migration:
        yield Evidence("a migration comes with it", repair.migration, 1)
