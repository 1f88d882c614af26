"""The entry point: answers `--version` before anything heavy is imported, and leaves without tidying up."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line and end the process with its exit code."""
    gc.disable()  # a run is short: collecting cycles costs more than the memory they hold
    if sys.argv[1:] in (["--version"], ["-V"]):
        from reviewlint import __version__

        sys.stdout.write(f"reviewlint {__version__}\n")
        code = 0
    else:
        from reviewlint import bytecode

        bytecode.install()
        from reviewlint import regex
        from reviewlint.cli.boundary import run

        code = run(sys.argv[1:])
        regex.save()
        bytecode.save()
    _leave(code)


def _leave(code: int) -> None:
    """End now: the interpreter's tear-down is a tenth of a small run."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            pass  # the reader has seen enough, as with `| head`
        except OSError as error:
            code = _unwritten(error) if code == 0 else code
    os._exit(code)


def _unwritten(error: OSError) -> int:
    os.write(2, f"error: the report could not be written: {error.strerror}\n".encode())
    return 3


if __name__ == "__main__":
    if not sys.flags.safe_path:
        del sys.path[
            0
        ]  # `python -m` looks for modules in the current folder first: in CI that is the change's
    main()
