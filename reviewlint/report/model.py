"""What a format gets to write."""

from __future__ import annotations

from typing import Literal

from reviewlint.change.model import Comparison
from reviewlint.checklist.model import Checklist, Result
from reviewlint.record import Record


class Look(Record):
    """How much is shown, and what the place it goes to can show."""

    width: int = 80
    colour: bool = False
    unicode: bool = True
    links: bool = False
    verbosity: int = 0  # -1 quiet, 0, 1 verbose


class Subject(Record):
    """The change, as far as line 1 and 2 of a report name it."""

    comparison: Comparison
    base: str | None = None
    head: str | None = None
    files: int = 0
    added: int = 0
    removed: int = 0
    only_file: str = ""  # the path, when there is just one
    first_file: str = ""  # where a finding about the whole change is shown by formats that need a place


class Report(Record):
    """A judged change. `prefix` is the folder under the root that text paths are shown relative to."""

    checklist: Checklist
    subject: Subject | None
    look: Look = Look()
    prefix: str = ""
    root: str = ""  # absolute, for links
    blob: str = ""  # the address that a path is put behind to read the head's version of it on the web
    again: str = ""  # the command that prints the whole of it

    def of(self, *statuses: str) -> tuple[Result, ...]:
        """The results with one of these statuses: status by status as they are named here, then in order."""
        return tuple(
            result for status in statuses for result in self.checklist.results if result.status == status
        )


Style = Literal["", "failed", "needs-human", "waived", "passed", "not-applicable", "not-evaluated", "path"]


class Span(Record):
    """A piece of a line with a meaning; a path may carry the place it links to."""

    text: str
    style: Style = ""
    link: str = ""


Line = tuple[Span, ...]
