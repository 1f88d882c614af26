"""The checklist for people: what was compared, what needs you, the rest, the verdict."""

from __future__ import annotations

from collections.abc import Iterator

from reviewlint import __version__
from reviewlint.checklist.model import Evidence, Finding, Result
from reviewlint.report.layout import places, plain, prose, row, text_of, wrap
from reviewlint.report.model import Line, Report
from reviewlint.report.safe import clean, path
from reviewlint.report.verdict import verdict

_MOST_FINDINGS = 8
_MOST_FIXES = 3
_MOST_EVIDENCE = 3


def render(report: Report) -> str:
    """The report as plain text; "" when it is quiet and nothing needs anybody."""
    return text_of(report, lines(report))


def lines(report: Report) -> Iterator[Line]:
    """The report line by line, with the meaning of its parts."""
    quiet = report.look.verbosity < 0
    needing = report.of("failed", "not-evaluated", "needs-human")
    if quiet and not needing:
        return
    if not quiet:
        yield from head(report)
    column = min(max((len(r.check) for r in report.checklist.results), default=0), 24) + 2
    for result in (*needing, *(() if quiet else report.of("waived"))):
        yield from _detailed(report, result, column)
        yield plain("")
    if not quiet:
        yield from _settled(report, column)
    yield from _verdict(report)


def head(report: Report) -> Iterator[Line]:
    """Line 1 and 2: what was compared, how the base was found, how much it is."""
    subject = report.subject
    if subject is None:
        return
    compared = clean(subject.comparison.text)
    one = f"reviewlint {__version__} · {compared}"
    if len(one) <= report.look.width:
        yield plain(one)
    else:
        yield plain(f"reviewlint {__version__}")
        yield from prose(report, "", compared, 2)
    parts = [_count(subject.comparison.commits, "commit"), _count(subject.files, "file")]
    parts.append(f"+{subject.added} -{subject.removed}")
    if subject.comparison.worktree != "unused":
        parts.append(f"worktree {subject.comparison.worktree}")
    yield plain(" · ".join(filter(None, parts)))
    yield plain("")


def _count(number: int | None, word: str) -> str:
    return "" if number is None else f"{number} {word}{'' if number == 1 else 's'}"


def _detailed(report: Report, result: Result, column: int) -> Iterator[Line]:
    summary = result.summary
    if result.status == "needs-human":
        summary = f"for a person: {summary}"
    if result.waiver:
        summary = f"waived in {result.waiver.source}"
        summary += f" until {result.waiver.until}" if result.waiver.until else ""
    yield from row(report, result.status, result.check, summary, column)
    most = None if report.look.verbosity > 0 else _MOST_FINDINGS
    yield from places(report, result.findings[:most], 6)
    if most and len(result.findings) > most:
        yield plain(f"      … {len(result.findings) - most} more (-v shows all)")
    if report.look.verbosity > 0:
        yield from places(report, result.evidence, 6)
    if result.waiver:
        yield from prose(report, "why: ", result.waiver.reason, 6)
    elif result.status != "waived":
        yield from _fixes(report, result.findings[:most])


def _fixes(report: Report, findings: tuple[Finding, ...]) -> Iterator[Line]:
    """The next steps, each once; where they are many they say the same of one place after the other."""
    fixes = [*dict.fromkeys(finding.fix for finding in findings if finding.fix)]
    most = len(fixes) if report.look.verbosity > 0 or len(fixes) <= _MOST_FIXES + 1 else _MOST_FIXES
    for fix in fixes[:most]:
        yield from prose(report, "do: ", fix, 6)
    if len(fixes) > most:
        yield plain(f"      … {len(fixes) - most} more next steps (-v shows all)")


def _settled(report: Report, column: int) -> Iterator[Line]:
    passed, skipped = report.of("passed"), report.of("not-applicable")
    for result in passed:
        yield from _passed(report, result, column)
    if passed and skipped:
        yield plain("")
    yield from _skipped(report, skipped)
    if passed or skipped:
        yield plain("")


def _passed(report: Report, result: Result, column: int) -> Iterator[Line]:
    yield from row(report, "passed", result.check, result.summary, column)
    most = None if report.look.verbosity > 0 else _MOST_EVIDENCE
    shown: tuple[Evidence, ...] = result.evidence[:most]
    yield from places(report, shown, 6)
    if len(result.evidence) > len(shown):
        yield plain(f"      … {len(result.evidence) - len(shown)} more (-v shows all)")


def _skipped(report: Report, skipped: tuple[Result, ...]) -> Iterator[Line]:
    """Why each did not apply; many of them in one line, save those whose reason names a command to go on with."""
    whole = len(skipped) <= 3 or report.look.verbosity > 0
    told = [result for result in skipped if whole or ": reviewlint " in result.summary]
    for result in told:
        yield from _mark(report, f"{result.check}: {clean(result.summary)}")
    rest = [result.check for result in skipped if result not in told]
    if rest:
        do = "does" if len(rest) == 1 else "do"
        yield from _mark(report, f"{len(rest)} {do} not apply: {', '.join(rest)} (-v says why)")


def _mark(report: Report, text: str) -> Iterator[Line]:
    from reviewlint.report.model import Span

    parts = wrap(text, report.look.width, 4, 4)
    yield (Span("[-]", "not-applicable"), Span(f" {parts[0]}"))
    yield from map(plain, parts[1:])


def _verdict(report: Report) -> Iterator[Line]:
    subject = report.subject
    only = f": {path(subject.only_file)}" if subject and subject.only_file else ""
    files = f"{_count(subject.files, 'file')}{only}" if subject else ""
    for part in wrap(verdict(report, files), report.look.width, 0, 2):
        yield plain(part)
    closing = report.of("failed")
    if closing and report.look.verbosity >= 0:
        name = closing[0].check
        yield plain(f"  why, and how to fix: reviewlint explain {name}")
        yield from prose(report, "not this time: ", "write this in a commit message or the request's text", 2)
        yield plain(f"      Reviewlint-Waive: {name}: <why>")
