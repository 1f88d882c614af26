"""The one error boundary: every problem becomes a message and an exit code; a traceback needs --debug."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING, Any

from reviewlint.errors import Exit, ReviewlintError

if TYPE_CHECKING:
    from reviewlint.cli.settings import Settings

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def run(arguments: list[str]) -> int:
    """Run the command line; the exit code. Never raises."""
    for stream in (sys.stdout, sys.stderr):
        # a name that cannot be shown is spelled out, never a crash
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    debug = "--debug" in arguments
    try:
        return _run(arguments)
    except BrokenPipeError:
        return _closed_pipe()
    except KeyboardInterrupt:
        sys.stderr.write("\ninterrupted: no report was written\n")
        return Exit.INTERRUPTED
    except ReviewlintError as error:
        return _told(error, debug)
    except OSError as error:
        return _unwritten(error) if error.errno in _FULL else _broken(error, debug)
    except Exception as error:
        return _broken(error, debug)


def _run(arguments: list[str]) -> int:
    from reviewlint.cli import plain

    ordinary = plain.read(arguments, os.environ)
    if ordinary is not None:
        return _judged(*ordinary)
    return _by_click(arguments)


def _judged(settings: Settings, given: dict[str, Any]) -> int:
    from reviewlint.cli.judge import judge

    try:
        return judge(settings, given)
    except BrokenPipeError:
        _closed_pipe()
        return Exit.FINDINGS  # as Click ends: nobody has read to the end whether the gate is open


def _by_click(arguments: list[str]) -> int:
    import click

    from reviewlint.cli.app import app

    try:
        code = app.main(arguments, prog_name="reviewlint", standalone_mode=False)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        from reviewlint.cli.usage import explain

        raise explain(error) from error
    except click.Abort as error:  # Click's name for Ctrl-C
        raise KeyboardInterrupt from error
    return code if isinstance(code, int) else Exit.OPEN


def _told(error: ReviewlintError, debug: bool) -> int:
    from reviewlint.cli.messages import show

    show(error)
    if debug:
        from reviewlint.cli.messages import trace

        trace(error)
    return error.exit_code


def _unwritten(error: OSError) -> int:
    """Where output is not buffered, a full disk shows before the streams are flushed at the end."""
    sys.stderr.write(f"error: the report could not be written: {error.strerror}\n")
    return Exit.NOT_EVALUATED


def _broken(error: Exception, debug: bool) -> int:
    from reviewlint.cli.messages import show

    what = f"reviewlint itself broke: {type(error).__name__}: {error}"
    show(
        ReviewlintError(
            what,
            why=("Nothing was judged. This is a fault of reviewlint, not of your change.",),
            next_step="the same command with --debug shows where; please report it",
        )
    )
    if debug:
        from reviewlint.cli.messages import trace

        trace(error)
    return Exit.NOT_EVALUATED


def _closed_pipe() -> int:
    """The reader has gone, as with `| head`: be silent, also when the streams are flushed."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return Exit.OPEN
