"""Bringing a report to where it goes: a stream that may be a terminal, or a file."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TextIO

from reviewlint.errors import UsageError
from reviewlint.report.model import Report


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
