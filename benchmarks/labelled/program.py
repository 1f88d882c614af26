"""The program under measurement, asked for JSON, and the git repositories it is asked about."""

from __future__ import annotations

import json
import shlex
import subprocess
from pathlib import Path
from typing import Any

GIT = (
    "git", "-c", "user.name=bench", "-c", "user.email=bench@example.org",
    "-c", "commit.gpgsign=false", "-c", "core.autocrlf=false",
)  # fmt: skip


class NoAnswer(Exception):
    """The program gave no JSON document."""


def ask(command: str, repository: Path, *arguments: str) -> dict[str, Any]:
    """What `command -C repository arguments…` prints. Raises NoAnswer when that is no JSON."""
    done = subprocess.run(
        [*shlex.split(command), "-C", str(repository), *arguments],
        capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    try:
        document: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        raise NoAnswer(f"exit {done.returncode}: {(done.stderr or done.stdout).strip()[-300:]}") from error
    return document


def bare(mirror: Path, name: str) -> Path:
    """The bare clone of `owner/name` below `mirror`, as OWNER+NAME or OWNER+NAME/repo."""
    folder = mirror / name.replace("/", "+")
    return folder / "repo" if (folder / "repo").is_dir() else folder


def git(where: Path, *arguments: str, read: bool = False) -> bytes:
    """Run git in `where`; its output when `read`."""
    done = subprocess.run([*GIT, "-C", str(where), *arguments], capture_output=True, check=True)
    return done.stdout if read else b""


def commit_all(where: Path, message: str) -> None:
    """Commit everything that stands in `where`, ignored or not."""
    git(where, "add", "-A", "-f")
    git(where, "commit", "-q", "--allow-empty", "-m", message)
