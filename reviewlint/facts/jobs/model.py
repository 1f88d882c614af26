"""Background work as data."""

from __future__ import annotations

from typing import Literal

from reviewlint.facts.model import Unseen
from reviewlint.record import Record

JobKind = Literal["schedule", "consumer", "task", "command", "service"]


class Job(Record):
    """Work that no request waits for. `handler` is the definition that does it, "" where it is not named.

    `kind`: schedule (runs by the clock), consumer (of a queue or topic), task (put on a queue by the program
    itself), command (run by a person or a script), service (runs beside the server).
    """

    name: str
    kind: JobKind
    path: str
    line: int
    framework: str
    handler: str = ""
    target: str = ""  # the job that a schedule runs
    queued: bool = False  # put on a queue by this call, as it may be by others
    aliases: tuple[str, ...] = ()  # its other names


class Jobs(Record):
    """The jobs of both sides compared, and the files that could not be read."""

    added: tuple[Job, ...] = ()
    removed: tuple[Job, ...] = ()
    unseen: tuple[Unseen, ...] = ()
