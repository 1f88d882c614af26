"""The version that code says it has: another one is no other behaviour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.units.literals import TEXT
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.side import Part

_VERSION = regex(r"\x02v?\d+\.\d+[\w.+-]*$")
# with a word for how far it has come, where a name says that it is a version: `1.7 RC2`
_STAGED = regex(
    r"\x02v?\d+\.\d+[\w.+-]*(?: (?:[A-Z]{2,4}|(?:alpha|beta|dev|pre|rc)[ .-]?\d*|\w*-SNAPSHOT))?$"
)
_DATED = regex(r"\x02(?:[a-z]+/)?\d{4}-\d\d-\d\d$")  # of a build of a branch
_SAID = regex(r"(?i)(\bv|\bversion\W{0,6}v?)\d+\.\d+\.\d+(?:-[\w.]+)? *")  # in a text for people
_FULL = regex(r"\x02v?\d+\.\d+\.\d+[\w.+-]*$")
_CALLS = frozenset(("version", "setVersion", "withVersion", "Version"))
_PART = regex(r"\x02?\d+$")
_PARTS = frozenset(("major", "minor", "patch", "revision", "build", "buildnumber", "versioncode"))
_FRESH = regex(r"(?<=[?&])((?:v|ver|version|rev)=)[\w.-]+$")  # by which a browser asks for a file anew
_FRAME = frozenset(("{", "}", ";", "return", "end", ">", "<", "="))


def without_versions(tokens: Tokens) -> Tokens:
    """`tokens` with the version that a name of that meaning stands for left out, and that of a file in its address."""
    versioned = any(map(_is_version, tokens))
    return tuple(
        TEXT
        if token[0] == TEXT and _is_given_as_version(tokens, at)
        else TEXT
        if versioned and _PART.match(token) and _names_part(tokens[max(at - 2, 0) : at])
        else _SAID.sub(r"\1", _FRESH.sub(r"\1", token))
        if token[0] == TEXT
        else token
        for at, token in enumerate(tokens)
    )


def _is_given_as_version(tokens: Tokens, at: int) -> bool:
    """Whether the text at `at` is a version that a name of that meaning gets, or all that a module gives out."""
    token, before = tokens[at], tokens[max(at - 4, 0) : at]
    if tokens[:2] == ("export", "default") and len(tokens) == 3 and _FULL.match(token):
        return True
    if before[-1:] == ("(",) and before[-3:-2] == (".",) and before[-2] in _CALLS and _FULL.match(token):
        return True
    return (_STAGED.match(token) or _DATED.match(token)) is not None and _names_version(before)


def _names_part(before: Tokens) -> bool:
    """Whether a name of a part of a version is given what follows, in code that speaks of a version."""
    return len(before) > 1 and before[1] in "=:" and before[0].lower() in _PARTS


def _names_version(before: Tokens) -> bool:
    if before[:2] == ("define", "(") and before[-1] == ",":  # define("VERSION", "1.2")
        return len(before) == 4 and _is_version(before[2])
    if before[-2:] == ("=", ">"):
        before = before[:-1]
    return len(before) > 1 and before[-1] in "=:" and any(map(_is_version, before[-3:]))


def _is_version(word: str) -> bool:
    return "version" in word.lower()


def one_version(base: Part, head: Part) -> bool:
    """Whether a function gives out nothing but a version, before and after."""
    before, after = (tuple(t for t in part.inner if t not in _FRAME) for part in (base, head))
    alone = len(before) == len(after) == 1 and base.signature == head.signature
    pattern = _STAGED if _is_version(head.name.rpartition(".")[2]) else _VERSION
    return alone and all(pattern.match(one) is not None for one in (*before, *after))
