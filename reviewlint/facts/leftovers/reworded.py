"""Code in comments that was there before and was only edited, as when a name in it changes along with the code."""

from __future__ import annotations

from collections.abc import Iterator

_ALIKE = 0.75  # of two lines: the same one, edited
_SHORTEST = 10  # shorter ones are alike by chance
_MOST = 400  # lines: more are no edit of what stood there


def reworded(base: set[str], head: set[str]) -> set[str]:
    """The lines of comments (without layout) of a file's head that took the place of one alike of its base."""
    gone, new = _long(base - head), _long(head - base)
    if not gone or max(len(gone), len(new)) > _MOST:
        return set()
    return set(_taken(gone, new))


def _long(lines: set[str]) -> list[str]:
    return sorted(line for line in lines if len(line) >= _SHORTEST)


def _taken(gone: list[str], new: list[str]) -> Iterator[str]:
    """Those of `new` that are alike to one of `gone`, each of which counts once."""
    for line in new:
        old = next((other for other in gone if _alike(other, line)), None)
        if old is not None:
            gone.remove(old)
            yield line


def _alike(old: str, new: str) -> bool:
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, old, new)
    return (
        matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
    )
