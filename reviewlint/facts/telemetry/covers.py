"""Which signal belongs to which new endpoint: in its handler or what that calls, beside it, about it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from reviewlint.facts.model import Cover, Endpoint, Signal
from reviewlint.facts.telemetry.handlers import Handler, handlers_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.facts import Facts

_WORD = re.compile(r"[A-Z]?[a-z]{3,}|[A-Z]{4,}")
_ABOUT = frozenset(("alert", "slo", "dashboard"))


def covers(facts: Facts, present: list[Signal], added: tuple[Signal, ...]) -> tuple[Cover, ...]:
    """The signals of each new endpoint: `present` in the changed files, `added` by the change."""
    found: list[Cover] = []
    for endpoint in facts.endpoints.added:
        if endpoint.protocol != "page":
            found += _Search(facts, endpoint, present, added).found()
    return tuple(dict.fromkeys(found))


class _Search:
    """The signals of one endpoint."""

    def __init__(
        self, facts: Facts, endpoint: Endpoint, present: list[Signal], added: tuple[Signal, ...]
    ) -> None:
        self.facts, self.endpoint = facts, endpoint
        self.present, self.added = present, added

    def found(self) -> Iterator[Cover]:
        """Every one, those in the handler first."""
        for handler in handlers_of(self.facts, self.endpoint):
            for signal in self._in_file(handler):
                if signal.scope == handler.name or signal.scope.startswith(f"{handler.name}."):
                    yield Cover(self.endpoint, signal, "handler")
                elif signal.scope.rpartition(".")[2] in handler.calls:
                    yield Cover(self.endpoint, signal, "helper")
        for signal in self.present:
            if self._inline(signal):
                yield Cover(self.endpoint, signal, "handler")
        for signal in self.added:
            if self._beside(signal):
                yield Cover(self.endpoint, signal, "beside")
            elif signal.kind in _ABOUT and self._words & set(_words(signal.name)):
                yield Cover(self.endpoint, signal, "about")

    def _in_file(self, handler: Handler) -> list[Signal]:
        from reviewlint.facts.instrumentation import signals_in

        if handler.changed:
            return [signal for signal in self.present if signal.path == handler.path]
        return signals_in(self.facts, handler.path)

    def _inline(self, signal: Signal) -> bool:
        """Whether the signal stands in a function that is written where the route is bound."""
        endpoint = self.endpoint
        if endpoint.handler or signal.path != endpoint.path or signal.kind == "health":
            return False
        below = [line for line in self._routes if line > endpoint.line]
        return endpoint.line <= signal.line < min(below, default=signal.line + 1)

    def _beside(self, signal: Signal) -> bool:
        """Whether it is for the whole file or folder: outside of any definition and of the routes."""
        folder = self.endpoint.path.rpartition("/")[0]
        if signal.scope or signal.kind == "health" or signal.path.rpartition("/")[0] != folder:
            return False
        return signal.path != self.endpoint.path or signal.line < min(self._routes, default=signal.line + 1)

    @cached_property
    def _routes(self) -> list[int]:
        from reviewlint.facts.endpoints import routes_of

        return sorted({route.line for route in routes_of(self.facts, self.endpoint.path)})

    @cached_property
    def _words(self) -> set[str]:
        literal = re.sub(r"\{[^}]*\}|<[^>]*>|:\w+", " ", self.endpoint.route)
        return set(_words(literal)) - {"http", "internal", "public", "admin"}


def _words(name: str) -> list[str]:
    return [word.lower().removesuffix("s") for word in _WORD.findall(name)]
