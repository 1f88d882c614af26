"""Blocks told by indentation, as marks among tokens."""

from __future__ import annotations

# where something stood at the beginning of a line, so that what follows is not taken for indented
GONE = "\x03"


def levels(stack: list[int], width: int) -> list[str]:
    """The marks of blocks that open or close before a line indented by `width`."""
    marks = []
    if stack == [-1]:
        stack[0] = width
    while len(stack) > 1 and stack[-1] > width:
        stack.pop()
        marks.append("<")
    if width > stack[-1]:
        stack.append(width)
        marks.append(">")
    return marks


def indent_at(text: str, start: int) -> int:
    """The indentation of the line that begins at `start`; -1, not known, where something stands before it."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    return -1 if before.strip() else len(before.expandtabs(8))
