"""One finding a line: for hooks and for grep."""

from __future__ import annotations

from collections.abc import Iterator

from reviewlint.checklist.model import Finding, Result
from reviewlint.report.layout import BRACKET, place, plain, text_of
from reviewlint.report.model import Line, Report, Span
from reviewlint.report.safe import clean
from reviewlint.report.verdict import verdict


def render(report: Report) -> str:
    """The report as plain text."""
    return text_of(report, lines(report))


def lines(report: Report) -> Iterator[Line]:
    """What was compared with the verdict, then a line for each finding."""
    needing = report.of("failed", "not-evaluated", "needs-human")
    if report.look.verbosity < 0 and not needing:
        return
    compared = f"{clean(report.subject.comparison.text)}: " if report.subject else ""
    sentence = verdict(report)
    yield plain(compared + sentence[:1].lower() + sentence[1:])
    shown = needing if report.look.verbosity < 0 else (*needing, *report.of("waived"))
    column = max((len(result.check) for result in shown), default=0)
    for result in shown:
        for finding in result.findings or (Finding(""),):
            yield _line(report, result, finding, column)
    if report.again and report.of("failed") and report.look.verbosity >= 0:
        yield plain(f"all of it: {clean(report.again)}")


def _line(report: Report, result: Result, finding: Finding, column: int) -> Line:
    where = place(report, finding)
    message = clean(finding.message) or clean(result.summary)
    if result.waiver:
        message += f" (waived in {clean(result.waiver.source)}: {clean(result.waiver.reason)})"
    parts = f" {result.check:{column}}  " + (f"{where}  " if where else "") + message
    return (Span(BRACKET[result.status], result.status), Span(parts))
