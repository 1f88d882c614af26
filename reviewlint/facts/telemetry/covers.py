"""Which signal belongs to which new endpoint or job: in its handler or what that calls, beside it, about it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from reviewlint.facts.model import Cover, Endpoint, Signal
from reviewlint.facts.telemetry.handlers import Handler, handlers_of
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.facts import Facts
    from reviewlint.facts.jobs.model import Job

_WORD = regex(r"[A-Z]?[a-z]{3,}|[A-Z]{4,}")
_ANY_JOB = frozenset(("job", "task", "worker", "consumer", "service", "command", "run", "daily", "schedule"))
_ABOUT = frozenset(("alert", "slo", "dashboard"))


def covers(facts: Facts, present: list[Signal], added: tuple[Signal, ...]) -> tuple[Cover, ...]:
    """The signals of each new endpoint and job: `present` in the changed files, `added` by the change."""
    found: list[Cover] = []
    subjects: tuple[Endpoint | Job, ...] = (*facts.endpoints.added, *facts.jobs.added)
    for subject in subjects:
        found += _Search(facts, subject, present, added).found()
    return tuple(dict.fromkeys(found))


class _Search:
    """The signals of one endpoint or job."""

    def __init__(
        self, facts: Facts, subject: Endpoint | Job, present: list[Signal], added: tuple[Signal, ...]
    ) -> None:
        self.facts, self.subject = facts, subject
        self.present, self.added = present, added

    def found(self) -> Iterator[Cover]:
        """Every one, those in the handler first."""
        for handler in handlers_of(self.facts, self.subject):
            for signal in self._in_file(handler):
                if signal.scope == handler.name or signal.scope.startswith(f"{handler.name}."):
                    yield Cover(self.subject, signal, "handler")
                elif signal.scope.rpartition(".")[2] in handler.calls:
                    yield Cover(self.subject, signal, "helper")
        for signal in self.present:
            if self._inline(signal):
                yield Cover(self.subject, signal, "handler")
        for signal in self.added:
            if self._beside(signal):
                yield Cover(self.subject, signal, "beside")
            elif signal.kind in _ABOUT and self._words & set(_words(signal.name)):
                yield Cover(self.subject, signal, "about")

    def _in_file(self, handler: Handler) -> list[Signal]:
        from reviewlint.facts.instrumentation import signals_in

        if handler.changed:
            return [signal for signal in self.present if signal.path == handler.path]
        return signals_in(self.facts, handler.path)

    def _inline(self, signal: Signal) -> bool:
        """Whether the signal stands in a function that is written where the route is bound."""
        endpoint = self.subject
        if (
            not isinstance(endpoint, Endpoint)
            or endpoint.handler
            or signal.path != endpoint.path
            or signal.kind == "health"
        ):
            return False
        below = [line for line in self._routes if line > endpoint.line]
        return endpoint.line <= signal.line < min(below, default=signal.line + 1)

    def _beside(self, signal: Signal) -> bool:
        """Whether it is for the whole file or folder: outside of any definition and of the routes."""
        folder = self.subject.path.rpartition("/")[0]
        if signal.scope or signal.kind == "health" or signal.path.rpartition("/")[0] != folder:
            return False
        return signal.path != self.subject.path or signal.line < min(self._routes, default=signal.line + 1)

    @cached_property
    def _routes(self) -> list[int]:
        from reviewlint.facts.endpoints import routes_of

        return sorted({route.line for route in routes_of(self.facts, self.subject.path)})

    @cached_property
    def _words(self) -> set[str]:
        if not isinstance(self.subject, Endpoint):
            return set(_words(self.subject.name)) - _ANY_JOB
        literal = re.sub(r"\{[^}]*\}|<[^>]*>|:\w+", " ", self.subject.route)
        return set(_words(literal)) - {"http", "internal", "public", "admin"}


def _words(name: str) -> list[str]:
    return [word.lower().removesuffix("s") for word in _WORD.findall(name)]
