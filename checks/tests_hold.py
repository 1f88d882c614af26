"""Are the tests still honest: none deleted, skipped, focused or emptied while the code under test stays?

Why: a test that no longer fails when the code breaks is worse than none, for everybody relies on it.
Looks at: the tests of both sides of the changed test files, what each asserts, and what the change removed.
Satisfy: repair the test, replace it by one that asserts as much, or name one that had to go in the description.
Cannot see: assertions that became weaker without becoming fewer, and tests switched off by configuration.
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
    from reviewlint.api import Facts, NewTest, Outcome, WeakenedTest

STAGES = ("branch", "commit")

_TELLING = 12  # letters: shorter names stand in a text by chance
_SAYS = {
    "deleted": (
        "is deleted, the code it tests stays",
        "bring it back, or replace it by one that asserts as much",
    ),
    "skipped": ("is skipped from now on", "repair it, or link the issue that brings it back"),
    "focused": ("is focused: no other test of its file runs", "take the focus away"),
    "emptied": ("asserts nothing any more", "assert what the code under test must do"),
    "fewer-assertions": (
        "lost an assertion without a replacement",
        "assert it again, or say why it no longer holds",
    ),
}


class Options:
    """What of new tests is asked."""

    new_tests: bool = option(True, "new tests must run and assert something")
    ignore: tuple[str, ...] = option((), "path globs of tests that are not judged")


def run(facts: Facts, options: Options) -> Outcome:
    """Fails for every test that proves less than before, and for new ones that prove nothing."""
    changes = facts.test_changes
    weaker = [test for test in changes.weakened if not _ignored(test.path, options)]
    weakened = [test for test in weaker if not _told(facts, test)]
    new = [test for test in changes.added if not _ignored(test.path, options)]
    hollow = [t for t in new if options.new_tests and (t.skipped or t.focused or not t.asserts)]
    findings = (*map(_finding, weakened), *map(_hollow, hollow))
    evidence = (
        *(Evidence(f"new: {t.name}", t.path, t.line) for t in new if t not in hollow),
        *(
            Evidence(f"{t.name} {_SAYS[t.kind][0]}: the text tells of it", t.path, t.line)
            for t in weaker if t not in weakened
        ),
    )  # fmt: skip
    if findings:
        summary = f"{len(findings)} of {counted(changes.compared, 'touched test')} proving less than before or nothing"
        return failed(summary, findings, evidence)
    if changes.unseen:
        return not_evaluated(f"{changes.unseen[0].path}: {changes.unseen[0].reason}", (), evidence)
    if not changes.compared:
        return not_applicable("the change touches no test")
    return passed(
        f"{counted(changes.compared, 'touched test')}, none of which asserts less than before", evidence
    )


def _ignored(path: str, options: Options) -> bool:
    return matches(path, options.ignore)


def _told(facts: Facts, test: WeakenedTest) -> bool:
    """Whether the text names a test that is gone: then its author stands for that, and a reader can judge."""
    name = test.name.rpartition(".")[2]
    return (
        test.kind == "deleted" and len(name) >= _TELLING and name in f"{facts.text.title}\n{facts.text.body}"
    )


def _finding(test: WeakenedTest) -> Finding:
    says, fix = _SAYS[test.kind]
    message = f"{test.name} {says}" + (f": {test.detail}" if test.detail else "")
    return Finding(message, test.path, test.line, test.line, fix, f"{test.kind} {test.name}")


def _hollow(test: NewTest) -> Finding:
    what, fix = "is new and asserts nothing", "assert what the code under test must do"
    if test.skipped:
        what, fix = "is new and skipped", "let it run"
    elif test.focused:
        what, fix = _SAYS["focused"]
    return Finding(f"{test.name} {what}", test.path, test.line, test.line, fix, f"new {test.name}")
