"""Real git repositories for tests: small, isolated from the machine's own configuration."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_AUTHOR_DATE": "2026-01-02T03:04:05+00:00",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
    "GIT_COMMITTER_DATE": "2026-01-02T03:04:05+00:00",
}


def environment() -> dict[str, str]:
    """The process environment without the git variables and settings of whoever runs the tests."""
    return {
        k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PRE_COMMIT", "CI", "GITHUB_"))
    } | ENVIRONMENT


class Repository:
    """A git repository in `path`, made on construction."""

    def __init__(self, path: Path, *, branch: str = "main") -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", f"--initial-branch={branch}")

    def git(self, *args: str, stdin: bytes | None = None) -> str:
        """The output of a git command, without the last line end. Raises on failure."""
        done = subprocess.run(
            ["git", *args], cwd=self.path, input=stdin, capture_output=True, check=True, env=environment()
        )
        return done.stdout.decode(errors="surrogateescape").rstrip("\n")

    def write(self, files: dict[str, str | bytes | None]) -> None:
        """Write files (None removes one)."""
        for name, content in files.items():
            target = self.path / name
            if content is None:
                target.unlink()
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())

    def commit(self, files: dict[str, str | bytes | None] | None = None, message: str = "Change") -> str:
        """Write, stage and commit everything; the new commit's id."""
        self.write(files or {})
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")
