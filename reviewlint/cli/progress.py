"""How far a long command is: one line on a terminal's stderr, after half a second, erased at the end."""

from __future__ import annotations

import os
import time
from types import TracebackType
from typing import TextIO

_BAR = 24
_PATIENCE, _PACE = 0.5, 0.1


class Progress:
    """Draws nothing where `stream` is no terminal."""

    def __init__(self, stream: TextIO, what: str, many: int) -> None:
        from reviewlint.report.terminal import look_of

        self._stream, self._what, self._many = stream, what, many
        self._live = stream.isatty() and os.environ.get("TERM") != "dumb"
        self._look = look_of(stream, os.environ, "never")
        self._begun = time.monotonic()
        self._next, self._drawn = self._begun + _PATIENCE, False

    def __enter__(self) -> Progress:
        return self

    def at(self, done: int, which: str) -> None:
        """`done` of them are; `which` was the last."""
        now = time.monotonic()
        if not self._live or now < self._next:
            return
        self._next = now + _PACE
        full, rest = ("█", "░") if self._look.unicode else ("#", ".")
        filled = _BAR * done // self._many
        left = (now - self._begun) / done * (self._many - done)
        bar = full * filled + rest * (_BAR - filled)
        text = f"{self._what}  {bar}  {done} of {self._many}  {which}  {left:.0f} s left"
        self._stream.write(f"\r{text[: self._look.width - 1]}\x1b[K")
        self._stream.flush()
        self._drawn = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
