"""The facts as data. `reviewlint.report.json` writes them as the JSON contract of version 1 says."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from reviewlint.record import Record

if TYPE_CHECKING:
    from reviewlint.facts.jobs.model import Job

Role = Literal[
    "source", "test", "docs", "config", "generated", "vendored", "migration", "ci", "manifest",
    "alert-rule", "dashboard", "asset",
]  # fmt: skip
SignalKind = Literal["metric", "trace", "alert", "slo", "dashboard", "health"]
VERBS = frozenset(
    ("get", "post", "put", "patch", "delete", "head", "options")
)  # of HTTP, as names in code have them


class Unseen(Record):
    """Something that could not be looked into, and why. A check must not turn it into a pass."""

    path: str
    reason: str
    role: str = "source"


class File(Record):
    """A changed file as a reviewer sorts it. `language` is "" when it is none we read."""

    path: str
    old_path: str | None
    status: str
    role: Role
    language: str
    added: int
    removed: int


class TestUse(Record):
    """A test that exercises a unit. `steps` is the number of calls between them (1: it calls the unit itself)."""

    path: str
    line: int
    how: Literal["in-diff", "existing", "coverage"]
    steps: int
    via: tuple[str, ...] = ()

    @property
    def calls(self) -> int:
        """The steps, without those from one member of a class to another: they lead nowhere else."""
        return self.steps - within_one_class(self.via[1:])


def within_one_class(chain: tuple[str, ...]) -> int:
    """How many steps of a chain of definitions lead from one member of a class to another."""
    owners = [step.rpartition(".")[0] for step in chain]
    return sum(one == next_ != "" for one, next_ in pairwise(owners))


TestUse.__test__ = False  # type: ignore[attr-defined]  # no test case of ours, whatever pytest makes of the name


class Unit(Record):
    """A definition (or the rest of a file, named "") that the change touches.

    `line`/`end_line` are in the head file; for a removed unit in the base file.
    `tests` is established only for units with `behaviour` that still exist.
    """

    path: str
    name: str
    kind: str
    change: Literal["added", "modified", "removed"]
    line: int
    end_line: int
    behaviour: bool
    reason: str = ""  # why it is no change of behaviour, or which: "moved", "log lines", "texts", …
    size: int = 0  # the tokens of it that came or went
    decisions: int = 0  # those of them that choose, repeat, leave, fail, compute or say who may
    tests: tuple[TestUse, ...] = ()
    edit: str = ""  # the words that went and came, where those are few, as of an edit made in many places
    is_page: bool = False  # stands outside of functions, and answers a request by itself
    gone: int = 0  # the tokens of it that went

    @property
    def called(self) -> str:
        """The name; that of its file for what stands outside of definitions."""
        return self.name or self.path.rpartition("/")[2]


class Endpoint(Record):
    """Something the server answers. `method` is ANY when it is not bound; `handler` the definition that answers."""

    protocol: Literal["http", "rpc", "graphql", "ws", "page"]
    method: str
    route: str
    path: str
    line: int
    framework: str
    handler: str = ""


class Signal(Record):
    """A metric, trace, alert, SLO, dashboard or health signal. `ecosystem` names the idiom that was recognised."""

    kind: SignalKind
    name: str
    path: str
    line: int
    ecosystem: str = ""
    scope: str = ""  # the definition it stands in


class Units(Record):
    """The units of a change, and the files that could not be read."""

    units: tuple[Unit, ...] = ()
    unseen: tuple[Unseen, ...] = ()


class Endpoints(Record):
    """(method, route) sets of both sides compared."""

    added: tuple[Endpoint, ...] = ()
    removed: tuple[Endpoint, ...] = ()
    unseen: tuple[Unseen, ...] = ()


class Cover(Record):
    """A signal that belongs to a new endpoint or job.

    `how`: it stands in the definition that answers or works, in what that calls in its own file, beside it (added
    outside of any definition of its file or folder), or is an alert, SLO or dashboard about it by name.
    """

    subject: Endpoint | Job
    signal: Signal
    how: Literal["handler", "helper", "beside", "about"]


class Telemetry(Record):
    """Signals of both sides compared, and what stands around them.

    `present`: every signal in the changed files after the change. The others are looked for only where the
    change adds endpoints or jobs: `covers`, the signals of each; `instrumentation`, what measures every
    endpoint already (middleware, agents); `job_instrumentation`, what measures every job; `habit`, where the
    repository emits signals of its own.
    """

    added: tuple[Signal, ...] = ()
    removed: tuple[Signal, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    present: tuple[Signal, ...] = ()
    covers: tuple[Cover, ...] = ()
    instrumentation: tuple[Signal, ...] = ()
    habit: tuple[Signal, ...] = ()
    job_instrumentation: tuple[Signal, ...] = ()


class DescriptionFact(Record):
    """What the description says of the change. `bugfix`: its purpose is to repair wrong behaviour."""

    title: str = ""
    bugfix: bool = False
    sections: tuple[str, ...] = ()
