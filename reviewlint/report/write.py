"""Bringing a report to where it goes: a stream that may be a terminal, or a file."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TextIO

from reviewlint.errors import UsageError
from reviewlint.report.model import Report

_MOST_SUMMARY = 900 * 1024


def to_stream(
    report: Report, name: str, stream: TextIO, environ: Mapping[str, str], colour: str, verbosity: int
) -> None:
    """Write the report in the format `name`, with what the stream can show."""
    from reviewlint.report import terminal

    report = report._replace(look=terminal.look_of(stream, environ, colour, verbosity))
    format_ = import_module(f"reviewlint.report.{name}")
    if hasattr(format_, "lines"):
        terminal.write(stream, report, format_.lines(report))
    else:
        stream.write(format_.render(report))


def to_summary(report: Report, file: str) -> None:
    """Append the report to a CI step's summary, cut with a word below the host's limit of one MiB.

    A summary that cannot be written is said and changes nothing: the log holds the report, too.
    """
    from reviewlint.report.markdown import render

    text = render(report).encode(errors="backslashreplace")
    if len(text) > _MOST_SUMMARY:
        cut = text[: text.rfind(b"\n", 0, _MOST_SUMMARY) + 1]
        text = cut + b"\n\nThe rest is cut: the step's log holds all of it.\n"
    try:
        with open(file, "ab") as target:  # noqa: PTH123 - a name the runner gave
            target.write(text)
    except OSError as error:
        sys.stderr.write(f"note: the step's summary could not be written: {error.strerror}\n")


def to_file(report: Report, name: str, file: str, directory: str = "") -> None:
    """Write the report into a file, whole or not at all. Raises UsageError when it cannot be written."""
    text: str = import_module(f"reviewlint.report.{name}").render(report)
    target = Path(directory) / file if directory else Path(file)
    partial = target.with_name(f"{target.name}.partial")
    try:
        partial.write_text(text, "utf-8", errors="backslashreplace")
        partial.replace(target)
    except OSError as error:
        partial.unlink(missing_ok=True) if partial.parent.is_dir() else None
        raise UsageError(f"--report {name}={file}: {error.strerror}") from error
