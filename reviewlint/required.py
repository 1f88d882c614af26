"""Which words a text must hold for a regular expression to match in it: what is read off the expression's parts.

As ripgrep and Google's Code Search do (R. Cox, "Regular Expression Matching with a Trigram Index", 2012):
looking for a word is many times quicker than trying an expression at each character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Words = list[str]  # one of them must be there
_SHORTEST = 2
_MOST = 24  # of words to look for one of


def required(source: str, flags: int = 0, cased: bool = False) -> list[Words]:
    """What must be in a text, one of each, for the expression to be found there; [] where none is sure.

    Words are in small letters, to be sought in a text in small letters; if `cased`, as they stand, and none of what is
    matched in either case.
    """
    parser = re._parser  # type: ignore[attr-defined]
    try:
        parsed = parser.parse(source, flags)
    except (re.error, RecursionError):
        return []  # as another engine writes them
    if cased and parsed.state.flags & re.IGNORECASE:
        return []
    return _of_sequence(parsed, cased)


def most_telling(ways: list[Words]) -> Words:
    """Of several that are needed the one that is found least often: of most letters, the longest, of fewest words."""
    return max(ways, key=_telling)


def _telling(words: Words) -> tuple[int, int, int]:
    return min(map(_letters, words)), min(map(len, words)), -len(words)


def _letters(word: str) -> int:
    return sum(map(str.isalnum, word))


def _of_sequence(parts: Any, cased: bool) -> list[Words]:
    found: list[Words] = []
    run = ""
    for part in (*parts, None):
        name = str(part[0]) if part else ""
        if name == "LITERAL":
            run += chr(part[1]) if cased else chr(part[1]).lower()
        elif name != "AT":
            word = run if cased else max(run.split(), key=len, default="")
            found += [[word]] if len(word) >= _SHORTEST and word.isascii() else []
            found += _inside(name, part[1], cased) if part else ()
            run = ""
    return found


def _inside(name: str, value: Any, cased: bool) -> list[Words]:
    if name == "SUBPATTERN":
        either_case = cased and value[1] & re.IGNORECASE
        return [] if either_case else _of_sequence(value[-1], cased)
    if name == "BRANCH":
        return list(of_either([_of_sequence(one, cased) for one in value[1]]))
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] > 0:
        return _of_sequence(value[2], cased)
    if name == "ATOMIC_GROUP":
        return _of_sequence(value, cased)
    return _of_sequence(value[1], cased) if name == "ASSERT" else []


def of_either(ways: list[list[Words]]) -> Iterator[Words]:
    """What is needed where one of several ways is enough: of each the words that say most."""
    if ways and all(ways):
        words = [word for way in ways for word in most_telling(way)]
        if len(words) <= _MOST:
            yield list(dict.fromkeys(words))
