"""How git is called: an argument list, our own environment, nothing that runs code of the repository."""

# ruff: noqa: PTH112
# PTH: plain strings: these paths are only handed on to git

from __future__ import annotations

import os
import subprocess

from reviewlint.change import messages

_BIG = 2_000_000  # bytes from which on git compares no lines; those of larger files are compared here

_SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    f"core.bigFileThreshold={_BIG}",
    "core.quotePath=false",
    "safe.bareRepository=explicit",
)
HARDENED = ("git", "--no-pager", *(part for setting in _SETTINGS for part in ("-c", setting)))
_SECRET = ("TOKEN", "SECRET", "PASSWORD", "CREDENTIAL")


def environment() -> dict[str, str]:
    """Our environment without git's variables and without anything that looks like a secret.

    What a hook or an attacker left in `GIT_*` cannot redirect us; objects are never fetched or replaced.
    """
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") and not _is_secret(k)}
    return kept | {
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ALLOW_PROTOCOL": "none",
        "LC_ALL": "C",
    }


def _is_secret(name: str) -> bool:
    return any(word in name.upper() for word in _SECRET)


def start(
    args: list[str],
    *,
    cwd: str,
    env: dict[str, str],
    stdin: int = subprocess.DEVNULL,
    stderr: int = subprocess.PIPE,
) -> subprocess.Popen[bytes]:
    """Start `git ARGS` hardened, its output on a pipe. Raises UsageError when there is no git."""
    try:
        return subprocess.Popen(
            [*HARDENED, *args],
            cwd=cwd,
            env=env,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=stderr,
            bufsize=1 << 16,
        )
    except FileNotFoundError as error:
        raise messages.no_git() if os.path.isdir(cwd) else messages.no_directory(cwd) from error
    except NotADirectoryError as error:
        raise messages.no_directory(cwd) from error


def stop(process: subprocess.Popen[bytes]) -> None:
    """End `process` if it still runs, and close its pipes. Safe to call twice."""
    if process.poll() is None:
        process.kill()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:
                continue
    process.wait()
