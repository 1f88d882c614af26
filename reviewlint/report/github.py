"""GitHub Actions' log: workflow commands that become annotations, then the concise list.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands. A step shows ten annotations of
each level and drops the rest without a word, so the tenth says where the rest is.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from reviewlint.report import concise
from reviewlint.report.model import Report
from reviewlint.report.problems import Problem, problems
from reviewlint.report.safe import clean
from reviewlint.report.safe import path as clean_path

_MOST = 10
_COMMAND = {"error": "error", "warning": "warning", "note": "notice"}


def render(report: Report) -> str:
    """The annotations, worst first, and the list for who reads the log."""
    found = problems(report, "failed", "not-evaluated", "needs-human")
    commands = [line for _, level in groupby(found, lambda p: p.severity) for line in _level(list(level))]
    return "".join(f"{line}\n" for line in commands) + concise.render(report)


def _level(found: list[Problem]) -> Iterator[str]:
    shown = found if len(found) <= _MOST else found[: _MOST - 1]
    for problem in shown:
        yield _annotation(problem)
    if len(found) > len(shown):
        name, more = _COMMAND[found[0].severity], len(found) - len(shown)
        yield f"::{name} title=reviewlint::{more} more: see the list in this step's log and its summary"


def _annotation(problem: Problem) -> str:
    finding = problem.finding
    properties = {"title": problem.result.check}
    if finding.path:
        properties |= {"file": clean_path(finding.path), "line": str(max(finding.line, 1))}
    if finding.end_line > finding.line > 0:
        properties["endLine"] = str(finding.end_line)
    given = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMAND[problem.severity]} {given}::{_data(clean(problem.message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A").replace("##[", "##%5B")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
