"""What a new job does about running twice, running dry, running over much, and failing."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from reviewlint.data import bundled_toml
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.facts import Facts
    from reviewlint.facts.jobs.model import Job
    from reviewlint.syntax.model import Outline

Question = Literal["repeat", "dry-run", "batch", "failure"]
_COMMENT = regex(r"^[ \t]*(#(?!\[)|//|\*|/\*).*$", re.MULTILINE)
_DOCSTRING = regex(r"^[ \t]*[rR]?(\"\"\"|''')(?:(?!\1)[\s\S])*\1[ \t]*$", re.MULTILINE)
_MOST_HELPERS = 12


class Care(Record):
    """One question about one job. `answer`: yes and no stand in the code (at `line`), unknown does not."""

    job: Job
    question: Question
    answer: Literal["yes", "no", "unknown"]
    path: str
    line: int
    source: str = ""


class _Body(Record):
    path: str
    line: int
    text: str


def establish(facts: Facts) -> tuple[Care, ...]:
    """Every question that arises for a new job, in their order; none for the schedule of a pipeline."""
    ci = {file.path for file in facts.files if file.role == "ci"}
    return tuple(care for job in facts.jobs.added if job.path not in ci for care in _cares(facts, job))


def _cares(facts: Facts, job: Job) -> Iterator[Care]:
    bodies = list(_bodies(facts, job))
    writes = _found(bodies, "writes")
    if writes or not bodies:
        named = (
            None
            if bodies or not _pattern("repeat_names").search(job.name)
            else (job.path, job.line, job.name)
        )
        yield _care(job, "repeat", _found(bodies, "repeat") or named)
    if job.kind == "command" and writes:
        yield _care(job, "dry-run", _found(bodies, "dry_run"))
    if _found(bodies, "many"):
        bounded, unbounded = _found(bodies, "batch"), _found(bodies, "all")
        no = unbounded if not bounded else None
        yield _care(job, "batch", bounded, no)
    dropped = _dropped(facts, bodies)
    yield _care(job, "failure", None if dropped else _reported(facts, job, bodies), dropped)


def _care(
    job: Job, question: Question, yes: tuple[str, int, str] | None, no: tuple[str, int, str] | None = None
) -> Care:
    if no is not None:
        return Care(job, question, "no", *no)
    return Care(job, question, "yes", *yes) if yes else Care(job, question, "unknown", job.path, job.line)


def _reported(facts: Facts, job: Job, bodies: list[_Body]) -> tuple[str, int, str] | None:
    for cover in facts.telemetry.covers:
        if cover.subject == job:
            return cover.signal.path, cover.signal.line, f"{cover.signal.kind} {cover.signal.name}"
    around = [
        (s.path, s.line, f"{s.ecosystem} measures every job") for s in facts.telemetry.job_instrumentation
    ]
    told = _found(bodies, "exits") if job.kind == "command" else None
    return _found(bodies, "failure") or told or next(iter(around), None)


def _dropped(facts: Facts, bodies: list[_Body]) -> tuple[str, int, str] | None:
    """A new handler in the job's code that drops the error."""
    for weak in facts.resilience.added:
        for body in bodies:
            inside = body.line <= weak.line <= body.line + body.text.count("\n")
            if weak.kind == "swallowed" and weak.path == body.path and inside:
                return weak.path, weak.line, weak.source
    return None


def _found(bodies: list[_Body], name: str) -> tuple[str, int, str] | None:
    """(path, line, source line) of the first match."""
    for body in bodies:
        found = _pattern(name).search(body.text)
        if found:
            number = body.text.count("\n", 0, found.start())
            return body.path, body.line + number, body.text.split("\n")[number].strip()[:120]
    return None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    rows = bundled_toml("jobs.toml")[name]
    return regex("|".join(row.replace("(?i)", "(?i:", 1) + ")" if "(?i)" in row else row for row in rows))


def _bodies(facts: Facts, job: Job) -> Iterator[_Body]:
    """The code of the job: what does the work, and what that calls in its own file."""
    from reviewlint.facts.telemetry.handlers import handlers_of

    outlines = {}
    for handler in handlers_of(facts, job):
        here = handler.path == job.path or handler.changed
        text = _text(facts, handler.path, here)
        outline = _outline(facts, handler.path, here)
        if text and outline is not None:
            outlines[handler.path] = (outline, text, handler.name, handler.calls)
    if not outlines and job.handler:
        frame, source = _outline(facts, job.path, True), _text(facts, job.path, True)
        for member in frame.definitions if frame is not None else ():
            if member.name.startswith(f"{job.handler}."):
                yield _Body(job.path, member.line, _code(source[member.start : member.end]))
    for path, (outline, text, name, called) in outlines.items():
        yield from _definitions(path, outline, text, name, called)
    if not outlines and not any(file.path == job.path and file.language for file in facts.files):
        yield _Body(job.path, 1, _code(_text(facts, job.path, True)))


def _code(text: str) -> str:
    """The text without its comments and documentation, line for line: what they promise is not what is done."""
    bare = _COMMENT.sub("", text)
    return _DOCSTRING.sub(lambda found: "\n" * found[0].count("\n"), bare)


def _text(facts: Facts, path: str, changed: bool) -> str:
    known = changed and any(file.path == path for file in facts.files)
    return (facts.sources.text(path, "head") if known else facts.index.text(path)) or ""


def _outline(facts: Facts, path: str, changed: bool) -> Outline | None:
    known = changed and any(file.path == path for file in facts.files)
    return facts.sources.outline(path, "head") if known else facts.index.outline(path)


def _definitions(
    path: str, outline: Outline, text: str, name: str, called: frozenset[str]
) -> Iterator[_Body]:
    """The definition called `name` with its annotations, then what it calls."""
    helpers = 0
    for definition in sorted(outline.definitions, key=lambda d: d.name != name):
        own = definition.name == name
        helper = definition.name.rpartition(".")[2] in called and not definition.name.startswith(f"{name}.")
        if own or (helper and helpers < _MOST_HELPERS):
            helpers += not own
            yield _Body(path, definition.line, _code(text[definition.start : definition.end]))
