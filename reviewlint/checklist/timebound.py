"""A bound on the time of a check: what a hostile change, or a pattern of one's own, can cost at the most.

The timer interrupts Python code, and regular expressions too: their engine looks for signals while it matches.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from reviewlint.errors import ChangeError

MAX_SECONDS = 120


@contextmanager
def bounded(seconds: int) -> Iterator[None]:
    """Let the block run for `seconds` at the most (0: for ever). Raises ChangeError when they are over.

    Where there is no such timer (Windows, a thread that is not the main one) nothing is bounded.
    """
    timed = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not seconds or not timed:
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise ChangeError(f"over the limit of {seconds} seconds (max-seconds)")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
