"""JUnit XML as CI servers read it (https://github.com/testmoapp/junitxml): a test case for each check."""

from __future__ import annotations

from html import escape

from reviewlint.checklist.model import Result
from reviewlint.regex import regex
from reviewlint.report.layout import place
from reviewlint.report.model import Report
from reviewlint.report.problems import Problem, problems
from reviewlint.report.safe import clean

_NOT_XML = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # XML 1.0, production 2


def render(report: Report) -> str:
    """One suite; questions and what was not evaluated show as skipped and as errors."""
    results = report.checklist.results
    failures, errors = len(report.of("failed")), len(report.of("not-evaluated"))
    skipped = len(report.of("needs-human", "not-applicable", "waived"))
    counts = f'tests="{len(results)}" failures="{failures}" errors="{errors}" skipped="{skipped}" time="0"'
    cases = "".join(_case(report, result) for result in results)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="reviewlint" {counts}>\n<testsuite name="reviewlint" {counts}>\n'
        f"{cases}</testsuite>\n</testsuites>\n"
    )


def _case(report: Report, result: Result) -> str:
    first = next((finding for finding in result.findings if finding.path), None)
    where = f" file={_attribute(first.path)} line={_attribute(str(first.line))}" if first else ""
    head = f'<testcase classname="reviewlint" name={_attribute(result.check)} time="0"{where}'
    body = _body(report, result)
    return f"{head}>\n{body}</testcase>\n" if body else f"{head}/>\n"


def _body(report: Report, result: Result) -> str:
    message, title = _attribute(result.summary), escape(_text(result.title))
    if result.status in ("failed", "not-evaluated"):
        tag = "failure" if result.status == "failed" else "error"
        own = Report(report.checklist._replace(results=(result,)), report.subject)
        lines = [_line(report, problem) for problem in problems(own, result.status)]
        text = escape("\n".join((_text(result.summary), *lines)))  # GitLab does not show the attribute
        return f"<{tag} message={message} type={_attribute(result.check)}>{text}</{tag}>\n"
    if result.status == "passed":
        return f"<system-out>{title} {escape(_text(result.summary))}</system-out>\n"
    return f"<skipped message={_attribute(f'{result.status}: {result.summary}')}/>\n"


def _line(report: Report, problem: Problem) -> str:
    where = place(report, problem.finding)
    return _text(f"{where}  {problem.message}" if where else problem.message)


def _text(text: str) -> str:
    return _NOT_XML.sub("\ufffd", clean(text)).replace("##[", "##\\x5b")


def _attribute(text: str) -> str:
    return f'"{escape(_text(text))}"'
