"""Names in other spellings: `TaskList` as `task-list` or `task_list`."""

from __future__ import annotations

from reviewlint.regex import regex

_WORD = regex(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_HUMP = regex(r"(?<=[a-z0-9])(?=[A-Z])")


def humps(name: str) -> list[str]:
    """The words of `TaskList` or `TASK_LIST`, small."""
    return [word.lower() for word in _WORD.findall(name)]


def dashed(name: str) -> str:
    """`TaskList` as `task-list`."""
    return _HUMP.sub("-", name).lower()


def underscored(name: str) -> str:
    """`TaskList` as `task_list`."""
    return _HUMP.sub("_", name).lower()
