"""A draft in the message that git is about to show: as comments, so nothing of it is committed unread."""

from __future__ import annotations

import re
from pathlib import Path

from reviewlint.change import git
from reviewlint.change.repository import locate
from reviewlint.regex import regex

_SCISSORS = regex(r"^\S+ -+ >8 -+$", re.MULTILINE)
_NOT_OURS = ("merge", "squash", "commit")
"""What git calls messages that are made already."""


def comment_mark(directory: Path, message: str) -> str:
    """What a comment begins with here: `core.commentChar`, or what git chose where that is left to it."""
    repository = locate(directory)
    process = git.start(
        ["config", "--get", "core.commentChar"], cwd=repository.git_dir, env=repository.environment
    )
    told = process.communicate()[0].decode("utf-8", "replace").strip()
    if told == "auto":
        told = message.lstrip()[:1]
    return told or "#"


def prepared(message: str, draft: str, source: str = "", mark: str = "#") -> str | None:
    """`message` with `draft` in it as comment lines; None where there is nothing to add.

    A message that has text, a merge's and a squash's stay as they are. `source` is what git says of it.
    """
    if source in _NOT_OURS or _has_text(message, mark):
        return None
    lines = message.splitlines()
    added = [f"{mark} {line}".rstrip() for line in draft.strip().splitlines()]
    if any(line in lines for line in added if len(line) > len(mark)):
        return None
    start = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    if start < len(lines) and _SCISSORS.match(lines[start]):  # above the scissors git keeps comments
        return "\n".join([*lines, *added]) + "\n"
    return "\n".join([*(lines[:start] or [""]), *added, mark, *lines[start:]]) + "\n"


def _has_text(message: str, mark: str) -> bool:
    scissors = _SCISSORS.search(message)
    above = message[: scissors.start()] if scissors else message
    return any(line.strip() and not line.startswith(mark) for line in above.splitlines())
