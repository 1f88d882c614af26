"""What the place a report goes to can show, and writing to it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TextIO

from reviewlint.report.model import Line, Look, Report

if TYPE_CHECKING:
    from rich.style import Style

WIDEST, USUAL = 100, 80
_STYLES = {
    "failed": "bold red",
    "needs-human": "bold yellow",
    "waived": "magenta",
    "passed": "green",
    "not-applicable": "dim",
    "not-evaluated": "bold red",
}


def look_of(stream: TextIO, environ: Mapping[str, str], colour: str = "auto", verbosity: int = 0) -> Look:
    """What `stream` can show. `colour` is the option: auto, always, never."""
    terminal = stream.isatty()
    dumb = environ.get("TERM") == "dumb"
    encoding = (getattr(stream, "encoding", "") or "").lower().replace("-", "")
    coloured = _coloured(terminal and not dumb, environ, colour)
    return Look(
        width=_width(stream) if terminal else USUAL,
        colour=coloured,
        unicode=encoding.startswith("utf8") and not dumb,
        links=coloured and terminal,
        verbosity=verbosity,
    )


def write(stream: TextIO, report: Report, lines: Iterator[Line]) -> None:
    """Write the lines: through Rich where there is colour to show, as plain text elsewhere."""
    from reviewlint.report.layout import text_of

    if not report.look.colour:
        stream.write(text_of(report, lines))
        return
    _write_styled(stream, report, lines)


def _coloured(able: bool, environ: Mapping[str, str], colour: str) -> bool:
    if colour != "auto":
        return colour == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return environ["FORCE_COLOR"] != "0"
    return able


def _width(stream: TextIO) -> int:
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        columns = 0
    return min(columns, WIDEST) if columns > 0 else USUAL


def _write_styled(stream: TextIO, report: Report, lines: Iterator[Line]) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(
        file=stream, force_terminal=True, no_color=False, color_system="standard", width=report.look.width,
        highlight=False, markup=False, emoji=False, soft_wrap=True, legacy_windows=False,
    )  # fmt: skip
    for line in lines:
        text = Text(no_wrap=True)
        for span in _finished(report, line):
            text.append(span[0], span[1])
        console.print(text, soft_wrap=True)


def _finished(report: Report, line: Line) -> Iterator[tuple[str, str | Style]]:
    """The spans with their styles. The line as a whole is judged: a command must not hide across spans."""
    from reviewlint.report.layout import finished
    from reviewlint.report.safe import ascii_only

    whole = "".join(span.text for span in line)
    if finished(report, whole) != (ascii_only(whole) if not report.look.unicode else whole).rstrip():
        yield finished(report, whole), ""
        return
    for span in line:
        shown = span.text if report.look.unicode else ascii_only(span.text)
        yield shown, _style(span.style, span.link)


def _style(style: str, link: str) -> str | Style:
    if link:
        from rich.style import Style

        return Style(link=link)
    return _STYLES.get(style, "")


def columns(stream: TextIO = sys.stderr) -> int:
    """The width of a stream for messages."""
    return _width(stream) if stream.isatty() else USUAL
