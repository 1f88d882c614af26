"""Markdown for a request's comment and for a CI step's summary (CommonMark with GitHub's task lists).

Everything that comes from the change is literal: no link, image, mention, reference or HTML of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from reviewlint.checklist.model import Evidence, Finding, Result
from reviewlint.regex import regex
from reviewlint.report.model import Report
from reviewlint.report.safe import clean
from reviewlint.report.safe import path as clean_path
from reviewlint.report.verdict import counts

MARKER = "<!-- reviewlint -->"
_MOST = 20  # findings of a check; the log has them all
_SPECIAL = regex(r"([\\`*_{}\[\]<>()#+\-.!|~&$=^])")
_ACTIVE = regex(r"@|(?<=\w):(?=//)|(?i:(?<=www)\.)|#(?=\d)")


def render(report: Report) -> str:
    """The checklist; its first line is a marker by which a comment is found and replaced."""
    return "\n".join(_lines(report)) + "\n"


def literal(text: str) -> str:
    """`text` as it is read, whatever it holds: what would be a mention or a link has its mark in code."""
    pieces: list[str] = []
    at = 0
    text = clean(text)
    for found in _ACTIVE.finditer(text):
        pieces += (_SPECIAL.sub(r"\\\1", text[at : found.start()]), f"`{found[0]}`")
        at = found.end()
    return "".join((*pieces, _SPECIAL.sub(r"\\\1", text[at:])))


def code(text: str) -> str:
    """`text` as a code span, whatever backticks it holds; nothing in it looks like the marker or a runner's command."""
    text = text.replace("<!--", "<!\\x2d-").replace("##[", "##\\x5b")
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence, pad = "`" * (longest + 1), " " if text[:1] == "`" or text[-1:] == "`" or not text.strip() else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _lines(report: Report) -> Iterator[str]:
    yield MARKER
    yield f"### reviewlint: {counts(report).replace(' · ', ', ') or 'nothing to judge'}"
    yield ""
    if report.subject:
        subject = report.subject
        yield f"{literal(subject.comparison.text)}, {subject.files} files, +{subject.added} −{subject.removed}"
        yield ""
    for result in report.of("failed", "not-evaluated", "needs-human", "waived"):
        yield from _open(report, result)
    yield from _rest(report)
    if report.of("failed"):
        name = report.of("failed")[0].check
        yield f"<sub>Not this time: `Reviewlint-Waive: {name}: why` on a line of its own at the end of this text</sub>"


def _open(report: Report, result: Result) -> Iterator[str]:
    box = "x" if result.status == "waived" else " "
    yield f"- [{box}] **{result.check}** {literal(_summary(result))}"
    for finding in result.findings[:_MOST]:
        yield f"  - {_item(report, finding)}"
    if len(result.findings) > _MOST:
        yield f"  - … {len(result.findings) - _MOST} more"
    for fix in (
        list(dict.fromkeys(f.fix for f in result.findings if f.fix))[:_MOST] if not result.waiver else ()
    ):
        yield f"  - do: {literal(fix)}"


def _summary(result: Result) -> str:
    if result.waiver:
        return f"waived in {result.waiver.source}: {result.waiver.reason}"
    asked = {"needs-human": "for a person: ", "not-evaluated": "not evaluated: "}
    return asked.get(result.status, "") + result.summary


def _rest(report: Report) -> Iterator[str]:
    passed, skipped = report.of("passed"), report.of("not-applicable")
    if not passed and not skipped:
        return
    yield ""
    yield f"<details><summary>{len(passed)} passed, {len(skipped)} not applicable</summary>"
    yield ""
    for result in passed:
        yield f"- [x] {result.check}: {literal(result.summary)}"
        for evidence in result.evidence[:3]:
            yield f"  - {_item(report, evidence)}"
    for result in skipped:
        yield f"- {result.check}: {literal(result.summary)}"
    yield ""
    yield "</details>"
    yield ""


def _item(report: Report, item: Finding | Evidence) -> str:
    message = literal(item.message)
    return f"{_place(report, item)} {message}" if item.path else message


def _place(report: Report, item: Finding | Evidence) -> str:
    shown = code(clean_path(item.path) + (f":{item.line}" if item.line else ""))
    if not report.blob:
        return shown
    anchor = f"#L{item.line}" if item.line else ""
    return f"[{shown}]({report.blob}{quote(item.path, errors='surrogateescape')}{anchor})"
