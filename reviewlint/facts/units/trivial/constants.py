"""Literals that were given a name, or lost one: a constant of the file is what it stands for, also in a template."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reviewlint.facts.units.literals import TEXT, is_literal
from reviewlint.facts.units.same.givens import keeps_type, words
from reviewlint.facts.units.trivial.texts import is_query
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.side import Part

_MOST = 8  # tokens that only one side has
_CONSTANT = regex(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*\Z")
_HOLE = regex(r"[$#]?\{\s*(\w+)\s*\}")
_GOES_ON = frozenset("+-*/%.([|&?<>=")  # a value that goes on is no literal
_WORD = regex(r"[\w./@:-]+\Z")
_SPACE = regex(r"\s+")
_NAMED = "\x02\x02"  # stands for a constant in a template


def folds(base: Part, head: Part) -> str:
    """What two forms come to when the constants of their files are put in: "same", "constants" or "" for neither."""
    before, after = base.tokens, head.tokens
    apart = set(before) ^ set(after)
    if len(apart) > _MOST or not any(_CONSTANT.match(t) or (t[0] == TEXT and _HOLE.search(t)) for t in apart):
        return ""
    old, new = _constants(base), _constants(head)
    if not old and not new:
        return ""
    joined = (base.behaviour().joined(_folded(before, old)), head.behaviour().joined(_folded(after, new)))
    if joined[0] == joined[1]:
        return "same"
    only_old = {name: value for name, value in old.items() if name not in new}
    only_new = {name: value for name, value in new.items() if name not in old}
    return "constants" if _differ_in_constants(before, after, only_old, only_new) else ""


def _constants(part: Part) -> Mapping[str, str]:
    """The names in capitals that the file of `part` gives one literal, and nothing else."""
    behaviour = part.behaviour()
    return _given_once(behaviour.tokens(((0, len(part.text)),)), behaviour.language.name)


@lru_cache(maxsize=4)
def _given_once(tokens: Tokens, language: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    given = [at for at, token in enumerate(tokens) if token == "=" and 0 < at < len(tokens) - 1]
    twice = set()
    for at in given:
        name = _declared(tokens, at, language)
        if not name:
            continue
        value, following = tokens[at + 1], tokens[at + 2 : at + 3]
        if name in found or not is_literal(value) or not _GOES_ON.isdisjoint(following):
            twice.add(name)
        found[name] = value
    return {name: value for name, value in found.items() if name not in twice}


def _declared(tokens: Tokens, at: int, language: str) -> str:
    """The name in capitals that is given a value at `at`; "" for any other."""
    for place in range(at - 1, max(at - 5, -1), -1):
        if _CONSTANT.match(tokens[place]) and len(tokens[place]) > 1:
            follows, before = tokens[place + 1 : at], tokens[max(place - 1, 0) : place]
            if (
                before
                and before[0] in words()["suffixed"]
                and not keeps_type(before, (tokens[at + 1],), language)
            ):
                return ""
            return tokens[place] if not follows or follows[0] == ":" else ""
        if tokens[place] in (";", "{", "}", "(", ","):
            break
    return ""


def _folded(tokens: Tokens, constants: Mapping[str, str]) -> Tokens:
    """`tokens` with values for the names of `constants`, those in templates too; not where they are members."""
    return tuple(
        _filled(token, constants)
        if token[0] == TEXT
        else constants[token]
        if token in constants
        and tokens[at - 1 : at] != (".",)
        and tokens[at + 1 : at + 2] not in (("=",), (":",))
        else token
        for at, token in enumerate(tokens)
    )


def _filled(token: str, constants: Mapping[str, str]) -> str:
    if "{" not in token:
        return token
    return _HOLE.sub(lambda found: constants.get(found[1], found[0]).lstrip(TEXT), token)


def _differ_in_constants(
    before: Tokens, after: Tokens, old: Mapping[str, str], new: Mapping[str, str]
) -> bool:
    """Whether constants took the place of others that went, or in a template of a word: with another value."""
    if len(before) != len(after):
        return False
    return all(
        one == other or (one in old and other in new) or _differ_in_words(one, other, old, new)
        for one, other in zip(before, after, strict=True)
    )


def _differ_in_words(one: str, other: str, old: Mapping[str, str], new: Mapping[str, str]) -> bool:
    if one[0] != TEXT or other[0] != TEXT or is_query(one) or is_query(other):
        return False
    words, others = _SPACE.split(_marked(one, old)), _SPACE.split(_marked(other, new))
    if len(words) != len(others) or len(words) < 2:
        return False
    pairs = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return all(_NAMED in pair and all(map(_is_word, pair)) for pair in pairs)


def _is_word(word: str) -> bool:
    return word == _NAMED or _WORD.match(word) is not None


def _marked(token: str, constants: Mapping[str, str]) -> str:
    return _HOLE.sub(lambda found: _NAMED if found[1] in constants else found[0], token)
