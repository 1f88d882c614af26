"""How much is read at the most. What is over a limit was not looked at, and the report says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from reviewlint.record import Record


class Limits(Record):
    """The bounds that hold during a run; the configuration may set others (`max-files` and so on)."""

    files: int = 20_000  # of a change
    lines: int = 50_000  # of code that changed: parsing more takes a minute, and no reviewer reads them
    bytes: int = 2_000_000  # of one file
    depth: int = 400  # of brackets in one file: parsers, ours and git's, keep a stack

    @property
    def characters(self) -> int:
        """Of one file that is parsed, which costs more than reading it."""
        return self.bytes // 2


DEEPEST = 800  # brackets that the parsers were tried with
_IN_FORCE: ContextVar[Limits] = ContextVar("limits", default=Limits())  # noqa: B039 - it cannot be changed


def current() -> Limits:
    """The limits in force."""
    return _IN_FORCE.get()


@contextmanager
def in_force(limits: Limits) -> Iterator[None]:
    """Let `limits` hold inside of the block."""
    before = _IN_FORCE.set(limits)
    try:
        yield
    finally:
        _IN_FORCE.reset(before)
