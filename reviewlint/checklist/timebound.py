"""A bound on the time of a check: what a hostile change, or a pattern of one's own, can cost at the most.

What counts is the time the program computes, so that a busy machine gives no other verdict; one that only waits is
stopped by the clock, later. The timers interrupt Python code, and regular expressions too: their engine looks for
signals while it matches.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from reviewlint.errors import ChangeError

MAX_SECONDS = 120
_PATIENCE = 10  # times the seconds by the clock: a machine may be that busy


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

    timers = {signal.SIGPROF: signal.ITIMER_PROF, signal.SIGALRM: signal.ITIMER_REAL}
    before = {number: signal.signal(number, stop) for number in timers}
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, seconds * _PATIENCE)
    try:
        yield
    finally:
        for number, timer in timers.items():
            signal.setitimer(timer, 0)
            signal.signal(number, before[number])
