"""Regular expressions that are compiled when they are first used, and once for all runs.

A run uses few of the patterns that its modules and data files name, so importing a module compiles none. What `re`
makes of those it does use is kept beside the modules, as their bytecode is: that would be a tenth of a small run.
Where a pattern cannot match without a word, a text is searched for the word first: it is mostly not there.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, AnyStr, cast

from reviewlint.kept import keep, recall

try:  # what `re` itself makes a pattern of; it refuses code that is not sound
    import _sre  # type: ignore[import-not-found]
    from re import _compiler  # type: ignore[attr-defined]
except ImportError:
    _sre = None

_PLACE = Path(__file__).resolve().parent / "__pycache__" / "patterns"
_VERSION = 4  # of what is kept
_MOST = 3_000  # patterns of an earlier version are kept until there are too many

Key = tuple[str | bytes, int]
Code = tuple[
    int, bytes, int, dict[str, int], list[str]
]  # flags, code, groups, their names, words it needs one of
Plain = tuple[int, bytes, int, dict[str, int]]
_fresh: dict[Key, tuple[re.Pattern[Any], list[str]]] = {}
_SHORTEST, _WORDS = 3, 6  # characters of a word that is looked for first, and how many at most


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, but for the moment when `source` is compiled (and found to be wrong).

    For patterns that are written in code and in data files; those made of what a change holds are for `re`.
    """
    return cast("re.Pattern[AnyStr]", _late(source, flags))


def word(name: str) -> str:
    r"""A pattern of `name` as a word of its own: what `\b` around it says, but quick to look for in a long text.

    `re` looks for letters that a pattern begins with at once; where it begins with `\b`, it tries at each character.
    """
    said = re.escape(name)
    return rf"{said}(?<!\w{said})\b"


def standing(text: str, name: str, before: str = "", after: str = "") -> Iterator[int]:
    r"""Where `name` stands in `text` on its own: no word goes on around it, and none of `before` or `after` is there.

    What `(?<![\w…])name(?![\w…])` finds, where a pattern would be compiled for each name.
    """
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        is_free = not _goes_on(text[max(at - 1, 0) : at], before) and not _goes_on(text[end : end + 1], after)
        if is_free:
            yield at
        at = text.find(name, end if is_free and name else at + 1)


def _goes_on(sign: str, signs: str) -> bool:
    return sign != "" and (sign.isalnum() or sign == "_" or sign in signs)


def save() -> None:
    """Keep the patterns that were compiled for the first time."""
    if _fresh and _sre is not None and not sys.dont_write_bytecode:
        known = _known() if len(_known()) < _MOST else {}
        keep(_PLACE, _stamp(), known | {key: _code(*prepared) for key, prepared in _fresh.items()})


class _Late:
    """Stands for a pattern; each method of the pattern that was asked for once is then found here."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> object:
        pattern, words = _prepared(self._source, int(self._flags))
        value = getattr(pattern, name)
        if words and name in _UNMATCHED:
            value = _guarded(value, words, *_UNMATCHED[name])
        setattr(self, name, value)
        return value


_late = cache(_Late)
_UNMATCHED: dict[
    str, tuple[int, Callable[[str], object]]
] = {  # where the text stands, and what is no match in it
    "search": (0, lambda _: None),
    "findall": (0, lambda _: []),
    "finditer": (0, lambda _: iter(())),
    "sub": (1, lambda text: text),
}


def _guarded(
    method: Callable[..., object], words: list[str], place: int, unmatched: Callable[[str], object]
) -> Callable[..., object]:
    """The method of a pattern, for which a text without any of `words` is not tried."""
    first, *others = words

    def guarded(*given: Any, **named: Any) -> object:
        if len(given) > place:
            text = given[place]
            if first not in text and not any(word in text for word in others):
                return unmatched(text)
        return method(*given, **named)

    return guarded


def _pattern(source: str | bytes, flags: int) -> re.Pattern[Any]:
    return _prepared(source, flags)[0]


@cache
def _prepared(source: str | bytes, flags: int) -> tuple[re.Pattern[Any], list[str]]:
    """A pattern, and words of which a text must hold one to match; none where that is not sure, or would not help."""
    found = _known().get((source, flags))
    if found is not None:
        try:
            return _made(source, *found[:-1]), found[-1]
        except (RuntimeError, TypeError, ValueError):
            pass  # damaged
    pattern = re.compile(source, flags)
    prepared = _fresh[source, flags] = pattern, _words(pattern)
    return prepared


def _words(pattern: re.Pattern[Any]) -> list[str]:
    from reviewlint.required import most_telling, required

    ways = required(pattern.pattern, pattern.flags, cased=True) if isinstance(pattern.pattern, str) else []
    words = most_telling(ways) if ways else []
    helps = len(words) <= _WORDS and all(len(word) >= _SHORTEST for word in words)
    return words if helps else []


@cache
def _known() -> dict[Key, Code]:
    return (recall(_PLACE, _stamp()) or {}) if _sre is not None else {}


def _stamp() -> tuple[int, int, int]:
    return sys.hexversion, _sre.MAGIC, _VERSION


def _made(
    source: str | bytes, flags: int, code: bytes, groups: int, names: dict[str, int]
) -> re.Pattern[Any]:
    titles: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        titles[number] = name
    made: re.Pattern[Any] = _sre.compile(
        source, flags, array("I", code).tolist(), groups, names, tuple(titles)
    )
    return made


def _code(pattern: re.Pattern[Any], words: list[str]) -> Code:
    parsed: Any = _compiler._parser.parse(pattern.pattern, pattern.flags)
    code = array("I", _compiler._code(parsed, pattern.flags)).tobytes()
    plain = pattern.flags, code, pattern.groups, dict(pattern.groupindex)
    return *(_quick(pattern, parsed, plain) or plain), words


def _quick(pattern: re.Pattern[Any], parsed: Any, plain: Plain) -> Plain | None:
    """The same with code that passes over more; None where that is not to be had, as in another Python than we know."""
    if not isinstance(pattern.pattern, str):
        return None
    from reviewlint.firsts import code_of

    try:
        quick = plain[0], array("I", code_of(parsed, pattern.flags)).tobytes(), *plain[2:]
        _made(pattern.pattern, *quick)
    except (AttributeError, LookupError, OverflowError, RuntimeError, TypeError, ValueError):
        return None
    return quick
