"""What a way back to a test says of itself, words with blanks between them: which tests it does not lead to."""

from __future__ import annotations


def said_after(mark: str, by: str) -> list[str]:
    """What stands in `by` after a mark, wherever that begins a word: `heirs:Cart|Basket`."""
    return [one.removeprefix(mark) for one in by.split() if one.startswith(mark)]
