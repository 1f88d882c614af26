"""Attacks are played as a CI run or a developer meets them: the real command, a canary, no network."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.cli.command import ROOT, Done, command_environment
from tests.repository import Repository

PLAIN = (
    '[reviewlint]\nselect = ["tests-exist"]\n[reviewlint.checks.tests-exist]\nlevel = "block"\n'
    "only-if-plainly-due = false\n"
)
UNTESTED = "def price(order):\n    return sum(line.amount * line.count for line in order.lines)\n"
CI = {"CI": "true"}

_OFFLINE = f"""
import socket, sys
sys.path.insert(0, {str(ROOT)!r})
def refuse(*a, **k):
    raise SystemExit("a socket was opened")
socket.socket.connect = socket.socket.bind = socket.create_connection = socket.getaddrinfo = refuse
from reviewlint.__main__ import main
sys.argv[0] = "reviewlint"
main()
"""


class Canary:
    """A program that leaves a mark when anybody runs it."""

    def __init__(self, folder: Path) -> None:
        self.mark = folder / "FIRED"
        self.program = folder / "canary"
        self.program.write_text(f"#!/bin/sh\ntouch '{self.mark}'\ncat 2>/dev/null\nexit 0\n")
        self.program.chmod(0o755)

    @property
    def fired(self) -> bool:
        return self.mark.exists()


def judged(where: Path, *args: str, env: Mapping[str, str] | None = None) -> Done:
    """A run of the command in `where`, as the installed program runs, that may not open a socket."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", _OFFLINE, *args], cwd=where, stdin=subprocess.DEVNULL, capture_output=True,
        timeout=120, env=command_environment(env), check=False,
    )  # fmt: skip
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    assert b"a socket was opened" not in done.stderr
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def guarded(repo: Repository, files: dict[str, str | bytes | None] | None = None) -> None:
    """A main branch with a gate that blocks, and a topic branch with code that no test exercises."""
    repo.commit({"reviewlint.toml": PLAIN, "shop/__init__.py": "", **(files or {})}, "Start")
    repo.git("switch", "-q", "-c", "topic")
    repo.commit({"shop/price.py": UNTESTED}, "Add a price")
