"""The one exception family, and the exit codes it maps to."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes, as the command line promises them."""

    OPEN = 0
    FINDINGS = 1
    USAGE = 2
    NOT_EVALUATED = 3
    INTERRUPTED = 130


class ReviewlintError(Exception):
    """A problem whose message is fit for the person at the prompt.

    `what` happened, in one line; `why` it matters or what was looked at, one line an entry;
    `next_step` is a command that works when pasted, or a sentence.
    """

    exit_code: Exit = Exit.USAGE

    def __init__(
        self, what: str, *, why: tuple[str, ...] = (), next_step: str | tuple[str, ...] = ()
    ) -> None:
        super().__init__(what)
        self.what = what
        self.why = why
        self.next_step = (next_step,) if isinstance(next_step, str) else next_step


class UsageError(ReviewlintError):
    """The command line asks for something that does not exist or does not fit together."""


class ConfigError(ReviewlintError):
    """A configuration, check or data file is wrong."""


class ChangeError(ReviewlintError):
    """The change could not be read: no repository, no base, shallow history, garbage for a patch."""

    exit_code = Exit.NOT_EVALUATED


class NothingToJudge(ReviewlintError):
    """There is no change to look at. Not a failure: the command says so and ends with 0."""

    exit_code = Exit.OPEN
