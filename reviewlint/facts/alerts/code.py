"""Alarms that code makes: constructs of the CDK and of Pulumi."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from reviewlint.data import bundled_toml
from reviewlint.facts.alerts.model import AlertRule
from reviewlint.facts.alerts.read import QUESTIONS
from reviewlint.facts.endpoints.nodes import is_class, is_function, line_of, read_call, string
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

_WORDS = regex(r"Alarm|create_alarm|Monitor\(")
_FAMILY = {"javascript": "typescript", "tsx": "typescript"}


def code_rows(language: str, text: str) -> list[tuple[dict[str, Any], Any]]:
    """The entries that may match in a text, each with its rule for the language: nearly always none."""
    if not _WORDS.search(text):
        return []
    known = _FAMILY.get(language, language)
    return [(row, row[known]) for row in _rows() if known in row and regex(row["where"]).search(text)]


def read_code(
    path: str, text: str, root: SgNode, rows: list[tuple[dict[str, Any], Any]]
) -> Iterator[AlertRule]:
    """The alarms that the file makes, and what each call, or what is done with it beside it, leaves unsaid."""
    for row, rule in rows:
        for node in root.find_all({"rule": rule}):
            yield _alarm(path, text, node, row)


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    return tuple(bundled_toml("alerts.toml")["code"])


def _alarm(path: str, text: str, node: SgNode, row: dict[str, Any]) -> AlertRule:
    source = node.text()
    around = next((up for up in node.ancestors() if is_function(up) or is_class(up)), None)
    beside = around.text() if around is not None else text
    answers = {key: beside if key == "owner" else source for key in QUESTIONS}
    missing = tuple(q for q in QUESTIONS if q in row and not regex(row[q]).search(answers[q]))
    unseen = regex(row["given"]).search(source) is not None and set(missing) <= {"runbook"}
    name = next(filter(None, (string(one, text) for one in _arguments(node))), "") or "alarm"
    content = (("source", " ".join(source.split())),)
    return AlertRule(name, path, line_of(node), row["name"], missing, bool(missing) and unseen, content)


def _arguments(node: SgNode) -> Iterator[SgNode]:
    """The positional arguments, of a chain of calls those of the first."""
    call = read_call(node)
    while call.receiver is not None and call.receiver.kind() in ("method_invocation", "call_expression"):
        call = read_call(call.receiver)
    yield from (one for one in call.positional if "object" not in one.kind())
