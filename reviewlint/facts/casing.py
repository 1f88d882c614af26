"""Names in other spellings: `TaskList` as `task-list` or `task_list`."""

from __future__ import annotations

from reviewlint.regex import regex

_HUMP = regex(r"(?<=[a-z0-9])(?=[A-Z])")


def dashed(name: str) -> str:
    """`TaskList` as `task-list`."""
    return _HUMP.sub("-", name).lower()


def underscored(name: str) -> str:
    """`TaskList` as `task_list`."""
    return _HUMP.sub("_", name).lower()
