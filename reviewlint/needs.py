"""Which words a text must hold for a regular expression or an ast-grep rule to match in it.

Most rules of most frameworks have nothing to say to most files. A word that is not there settles it for a thousandth of
what preparing the rule and walking the tree costs. Words are in small letters, to be sought in a text in small letters.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from reviewlint.regex import regex
from reviewlint.required import Words, of_either, required

_METAVARIABLE = regex(r"\$+\w*")
_WORD = regex(r"[A-Za-z_]\w{2,}")


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
    return [*found, *of_either([of_rule(part, around) for part in rule.get("any", ())])]


@cache
def of_pattern(source: str) -> list[Words]:
    """The same for a regular expression that is searched in the text or in a part of it; [] where none is sure."""
    return required(source)


def holds(low: str, needed: Iterable[Words]) -> bool:
    """Whether one word of each of `needed` is in a text that is in small letters."""
    return all(any(word in low for word in words) for words in needed)
