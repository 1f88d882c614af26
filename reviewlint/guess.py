"""The word somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word nearest to `word`, or None when none is near."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word.lower(), list(known), 1, 0.6)), None)


def did_you_mean(word: str, known: Iterable[str], *, quote: bool = False) -> str:
    """`Did you mean X? ` with a blank at the end, or "" when nothing is near."""
    guess = nearest(word, known)
    if guess is None:
        return ""
    return f'Did you mean "{guess}"? ' if quote else f"Did you mean {guess}? "
