"""What `reviewlint check` does, once its words are read."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewlint.checklist.model import Checklist
from reviewlint.cli.settings import split
from reviewlint.errors import Exit, NothingToJudge, UsageError
from reviewlint.report import FORMATS

if TYPE_CHECKING:
    from reviewlint.checklist.model import Result
    from reviewlint.checklist.remembered import Remembered
    from reviewlint.checklist.selection import Selected
    from reviewlint.cli.session import Session
    from reviewlint.cli.settings import Settings
    from reviewlint.report.model import Report


def judge(settings: Settings, given: dict[str, Any]) -> int:
    """Judge the change that the options `given` say and print the checklist; the exit code."""
    format_ = given["format_"] or ("concise" if os.environ.get("PRE_COMMIT") == "1" else "text")
    targets = [_target(written) for written in given["reports"]]
    try:
        report = _judge(settings, given, "concise" in (format_, *dict(targets)))
    except NothingToJudge as nothing:
        if format_ == "text" and not targets:
            if settings.verbosity < 0:
                return Exit.OPEN
            raise
        report = _empty(nothing)
    _write(report, format_, targets, settings)
    return _exit_code(report.checklist, given["exit_zero"])


def _judge(settings: Settings, given: dict[str, Any], concise: bool) -> Report:
    from reviewlint.change.repository import foresee

    foresee(Path(settings.directory or "."))
    from reviewlint.checklist import profiles, selection
    from reviewlint.checklist.gate import gate_changed
    from reviewlint.checklist.run import run
    from reviewlint.cli import messages
    from reviewlint.cli.session import prefix_of, session, subject_of
    from reviewlint.report.model import Report

    with session(settings, given) as opened:
        config = opened.config
        checks = selection.available(config, opened.source)
        only = split(given["select"])
        selected = selection.select(config, checks, only=only, but=split(given["ignore"]))
        staged = _of_stage(selected, given)
        kept, said = profiles.apply(opened.change, config, staged)
        messages.notes((*opened.change.notes, *said, *_left_out(selected, staged, settings)))
        extra = () if only else gate_changed(opened.change, config)
        judged = _asked(given, opened, settings, kept, tuple(checks), extra, run)
        return Report(
            judged,
            subject_of(opened.change),
            prefix=prefix_of(settings, opened.root),
            root=str(opened.root or ""),
            blob=opened.change.event.blob if opened.change.event else "",
            again=_again(given) if concise else "",
        )


def _asked(
    given: dict[str, Any],
    opened: Session,
    settings: Settings,
    kept: tuple[Selected, ...],
    known: tuple[str, ...],
    extra: tuple[Result, ...],
    run: Any,
) -> Checklist:

    from reviewlint.cli import messages

    config = opened.config._replace(fail_on=given["fail_on"] or opened.config.fail_on)
    crashed = messages.trace if settings.debug else lambda error: None
    memory = _memory(opened)
    checklist: Checklist = run(opened.facts, kept, config, known, extra, crashed, memory)
    if memory:
        memory.save()
    messages.notes(checklist.notes)
    return checklist._replace(notes=(*opened.change.notes, *checklist.notes))


def _memory(opened: Session) -> Remembered | None:
    """What was found in an earlier run over the same change. A gate in CI looks for itself, whatever its disk says."""
    from reviewlint.change.ci import in_ci

    if in_ci(os.environ):
        return None
    from reviewlint.checklist.remembered import remembered

    return remembered(opened.facts)


def _again(given: dict[str, Any]) -> str:
    """The command that shows what a concise report leaves out; a hook's own program is not on the user's path."""
    if given["message_file"] or given["diff"]:
        return ""
    if os.environ.get("PRE_COMMIT") == "1":
        hook = "reviewlint-commit" if given["staged"] else "--hook-stage manual reviewlint"
        return f"REVIEWLINT_FORMAT=text pre-commit run {hook}"
    from shlex import join

    which = [*(["--staged"] * given["staged"]), *(["--base", given["base"]] if given["base"] else [])]
    return join(["reviewlint", "check", *which, *filter(None, [given["range"]]), "--format", "text"])


def _of_stage(selected: tuple[Selected, ...], given: dict[str, Any]) -> tuple[Selected, ...]:
    """For one commit in the making, only the checks that make sense for it, and those that were named.

    Its message comes last, when what is staged was judged already: then only what the message can answer.
    """
    if not (given["staged"] or given["message_file"]):
        return selected
    stage = "message" if given["message_file"] else "commit"
    return tuple(s for s in selected if s.chosen or stage in s.check.stages)


def _left_out(
    selected: tuple[Selected, ...], kept: tuple[Selected, ...], settings: Settings
) -> tuple[str, ...]:
    left = [one.check.id for one in selected if one not in kept]
    if not left or settings.verbosity < 0:
        return ()
    return (f"{', '.join(left)}: asked of the whole branch, not of one commit (reviewlint check)",)


def _empty(nothing: NothingToJudge) -> Report:
    from reviewlint.report.model import Report

    return Report(Checklist("passed", (), (nothing.what,)), None)


def _target(written: str) -> tuple[str, str]:
    from reviewlint.guess import did_you_mean

    name, equals, file = written.partition("=")
    if not equals or not file:
        raise UsageError(f"--report {written}: write NAME=FILE, for example --report json=report.json")
    if name not in FORMATS:
        guess = did_you_mean(name, FORMATS).strip()
        why = (f"One of: {', '.join(FORMATS)}.",)
        raise UsageError(f"--report: no such format: {name}. {guess}".rstrip(), why=why)
    return name, file


def _write(report: Report, format_: str, targets: list[tuple[str, str]], settings: Settings) -> None:
    from reviewlint.report import write

    for name, file in targets:
        write.to_file(report, name, file, settings.directory)
    write.to_stream(report, format_, sys.stdout, os.environ, settings.colour, settings.verbosity)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary and os.environ.get("GITHUB_ACTIONS"):
        write.to_summary(report, summary)


def _exit_code(checklist: Checklist, exit_zero: bool) -> int:
    code = {"passed": Exit.OPEN, "failed": Exit.FINDINGS, "not-evaluated": Exit.NOT_EVALUATED}[
        checklist.verdict
    ]
    return Exit.OPEN if exit_zero and code == Exit.FINDINGS else code
