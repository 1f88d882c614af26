"""Notes and errors on stderr: what happened, why it matters, what to do next."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from reviewlint.cli.paint import HEADING, PROBLEM, coloured, painted
from reviewlint.errors import Exit, ReviewlintError
from reviewlint.report.layout import wrap
from reviewlint.report.model import Look
from reviewlint.report.safe import ascii_only, clean, line
from reviewlint.report.terminal import look_of


def show(error: ReviewlintError) -> None:
    """The error on stderr; when there is merely nothing to judge, the sentence goes to stdout."""
    nothing = error.exit_code == Exit.OPEN
    stream = sys.stdout if nothing else sys.stderr
    look, on = look_of(stream, os.environ, "never"), coloured(stream)
    label = "" if nothing else "error: "
    said = [*_wrapped(clean(error.what), look, len(label))]
    lines = [said[0], *(f"  {rest}" for rest in said[1:])]
    lines += [f"  {part}" for why in error.why for part in _wrapped(clean(why), look, 2)]
    stream.write(painted(label, PROBLEM, on) + "".join(finished(text, look) + "\n" for text in lines))
    for number, step in enumerate(error.next_step):
        mark = painted("  next: ", HEADING, on) if number == 0 else "        "
        stream.write(mark + finished(clean(step), look) + "\n")


def notes(remarks: Iterable[str]) -> None:
    """Remarks on stderr; a second line of one is its next step and stays whole."""
    look = look_of(sys.stderr, os.environ, "never")
    for remark in remarks:
        first, *rest = remark.split("\n")
        said = _wrapped(clean(first), look, 6)
        lines = ["note: " + said[0], *("      " + part for part in said[1:])]
        lines += ["      " + clean(part.strip()) for part in rest]
        sys.stderr.write("".join(finished(text, look) + "\n" for text in lines))


def printed(lines: Iterable[str]) -> None:
    """Lines of plain text on stdout."""
    look = look_of(sys.stdout, os.environ, "never")
    sys.stdout.write("".join(finished(clean(text), look) + "\n" for text in lines))


def trace(error: BaseException) -> None:
    """Where an error arose, on stderr."""
    import traceback

    for text in "".join(traceback.format_exception(error)).splitlines():
        sys.stderr.write(clean(text) + "\n")


def finished(text: str, look: Look) -> str:
    """A line as it may leave the program."""
    text = line(text.rstrip())
    return text if look.unicode else ascii_only(text)


def _wrapped(text: str, look: Look, indent: int) -> list[str]:
    if text.startswith(" "):  # a quoted line of a file, or the mark under it
        return [text]
    return wrap(text, look.width - indent, 0, 0)
