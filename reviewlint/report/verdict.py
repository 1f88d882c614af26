"""The last line of a report for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewlint.report.model import Report


def verdict(report: Report, files: str = "") -> str:
    """One sentence: ready or not, and how many of each. `files` says what the change consists of."""
    results = report.checklist.results
    if results and len(report.of("not-applicable")) == len(results):
        which = (
            "the check does not apply" if len(results) == 1 else f"none of the {len(results)} checks applies"
        )
        return f"Nothing to judge: {which} to this change{f' ({files})' if files else ''}."
    return f"{_word(report)}: {counts(report)}" if results else "Nothing to judge: no check is on."


def counts(report: Report) -> str:
    """`2 failed · 1 to answer · 3 passed`."""
    words = (
        ("failed", "failed"),
        ("not-evaluated", "not evaluated"),
        ("needs-human", "to answer"),
        ("waived", "waived"),
        ("passed", "passed"),
        ("not-applicable", "not applicable"),
    )
    numbers = ((len(report.of(status)), word) for status, word in words)
    return " · ".join(f"{number} {word}" for number, word in numbers if number)


def _word(report: Report) -> str:
    if report.checklist.verdict == "failed":
        return "Not ready"
    if report.checklist.verdict == "not-evaluated":
        return "Not checked"
    questions = len(report.of("needs-human"))
    if not questions:
        return "Ready"
    return f"Ready, {questions} question{'' if questions == 1 else 's'} for the reviewer"
