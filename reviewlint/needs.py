"""Which words a text must hold for a regular expression or an ast-grep rule to match in it.

Most rules of most frameworks have nothing to say to most files. A word that is not there settles it for a thousandth of
what preparing the rule and walking the tree costs. Words are in small letters, to be sought in a text in small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from reviewlint.regex import regex

Words = list[str]  # one of them must be there
_METAVARIABLE = regex(r"\$+\w*")
_WORD = regex(r"[A-Za-z_]\w{2,}")
_SHORTEST = 2
_MOST = 24  # of words to look for one of


def of_rule(rule: dict[str, Any], around: bool = True) -> list[Words]:
    """What must be in a text, one of each, for a node of its tree to match the ast-grep rule object.

    Not `around`: what must be in the text of the node itself.
    """
    found: list[Words] = []
    if isinstance(rule.get("regex"), str):
        found += of_pattern(rule["regex"])
    if isinstance(rule.get("pattern"), str):
        found += ([word.lower()] for word in _WORD.findall(_METAVARIABLE.sub(" ", rule["pattern"])))
    for key in ("has", "inside", "precedes", "follows") if around else ("has",):
        found += of_rule(rule[key], around) if isinstance(rule.get(key), dict) else ()
    for part in rule.get("all", ()):
        found += of_rule(part, around)
    return [*found, *_of_either([of_rule(part, around) for part in rule.get("any", ())])]


@cache
def of_pattern(source: str) -> list[Words]:
    """The same for a regular expression that is searched in the text or in a part of it; [] where none is sure."""
    parser = re._parser  # type: ignore[attr-defined]
    try:
        return _of_sequence(parser.parse(source))
    except (re.error, RecursionError):
        return []  # as another engine writes them


def holds(low: str, needed: Iterable[Words]) -> bool:
    """Whether one word of each of `needed` is in a text that is in small letters."""
    return all(any(word in low for word in words) for words in needed)


def _of_sequence(parts: Any) -> list[Words]:
    found: list[Words] = []
    run = ""
    for part in (*parts, None):
        name = str(part[0]) if part else ""
        if name == "LITERAL":
            run += chr(part[1]).lower()
        elif name != "AT":
            word = max(run.split(), key=len, default="")
            found += [[word]] if len(word) >= _SHORTEST and word.isascii() else []
            found += _inside(name, part[1]) if part else ()
            run = ""
    return found


def _inside(name: str, value: Any) -> list[Words]:
    if name == "SUBPATTERN":
        return _of_sequence(value[-1])
    if name == "BRANCH":
        return list(_of_either([_of_sequence(one) for one in value[1]]))
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] > 0:
        return _of_sequence(value[2])
    if name == "ATOMIC_GROUP":
        return _of_sequence(value)
    return _of_sequence(value[1]) if name == "ASSERT" else []


def _of_either(ways: list[list[Words]]) -> Iterator[Words]:
    """What is needed where one of several ways is enough: of each the words that say most."""
    if ways and all(ways):
        words = [word for way in ways for word in max(way, key=_telling)]
        if len(words) <= _MOST:
            yield list(dict.fromkeys(words))


def _telling(words: Words) -> tuple[int, int]:
    return min(map(len, words)), -len(words)
