"""Conditions that ask again what the way out just above has settled, as analysers have them taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.units.same.idioms import text_of
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.units.behaviour import Tokens

_E = "\x1f"  # after every token
_LEAVES = r"(?:return|throw|raise|continue|break)"
_GUARDS = (
    regex(
        rf"(?<![^{_E}])if{_E}\({_E}(?P<first>[^{{}};]{{1,300}}?)\){_E}\{{{_E}{_LEAVES}{_E}[^{{}}]{{0,300}}\}}{_E}"
        rf"if{_E}\({_E}(?P<second>[^{{}};]{{1,300}}?)\){_E}(?=\{{)"
    ),
    regex(
        rf"(?<![^{_E}])if{_E}(?P<first>[^<>:]{{1,300}}?):{_E}>{_E}{_LEAVES}{_E}[^<>]{{0,300}}<{_E}"
        rf"if{_E}(?P<second>[^<>:]{{1,300}}?)(?=:{_E}>)"
    ),
)
_BRACE = regex(rf"[{{}}]{_E}")
_EMPTY = regex(
    rf"(?P<empty>\|{_E}\|{_E}(?P<list>\w+){_E}\.{_E}"
    rf"(?:(?:length|size{_E}\({_E}\)|Count|Length){_E}={_E}={_E}(?:={_E})?0{_E}|isEmpty{_E}\({_E}\){_E}))\){_E}"
    rf"\{{{_E}return{_E}(?P<given>\w+{_E})(?:;{_E})?\}}{_E}"
    rf"for(?:each)?{_E}\({_E}(?:[^(){{}};:{_E}]+{_E}){{1,12}}(?::|in|of){_E}(?P=list){_E}\){_E}\{{{_E}"
)
_AND = regex(rf"(?:&{_E}&|and){_E}")
_EQUAL = regex(rf"(?<![=!<>]{_E})(?P<sign>[=!]){_E}=(?!{_E}>)")
_NOT = (f"!{_E}", f"not{_E}")
_MOST = 3_000  # tokens


def guard_the_same(before: Tokens, after: Tokens) -> bool:
    """Whether the two are the same but for conditions that cannot be false where they stand, or that change nothing."""
    fewest = min(before.count("if"), after.count("if"))
    if max(len(before), len(after)) > _MOST or not fewest:
        return False
    if fewest > 1 and _unguarded(before) == _unguarded(after):
        return True
    return len(before) != len(after) and _looped(before) == _looped(after)


def _looped(tokens: Tokens) -> str:
    """The tokens without the part of a condition that asks for an empty list before a loop over it, as in
    `if (xs == null || xs.length == 0) { return r; } for (x : xs) { … } return r; }`."""
    text = _text(tokens)
    for found in reversed(list(_EMPTY.finditer(text))):
        depth = 1
        for bracket in _BRACE.finditer(text, found.end()):
            depth += 1 if bracket[0][0] == "{" else -1
            if not depth:
                if text.startswith(
                    (f"return{_E}{found['given']};{_E}}}{_E}", f"return{_E}{found['given']}}}{_E}"),
                    bracket.end(),
                ):
                    text = text[: found.start("empty")] + text[found.end("empty") :]
                break
    return text


def _unguarded(tokens: Tokens) -> str:
    text = _text(tokens)
    for pattern in _GUARDS:
        at = 0
        while (found := pattern.search(text, at)) is not None:
            rest = f"&{_E}&{_E}".join(_not_settled(found["first"], found["second"]))
            text = text[: found.start("second")] + rest + text[found.end("second") :]
            at = found.start() + 1
    return text


def _text(tokens: Tokens) -> str:
    return text_of(tokens)


def _not_settled(first: str, second: str) -> Iterator[str]:
    """The parts of the second condition that do not follow from its other parts and the first being false."""
    known, asked = _parts(first), _parts(second)
    for part in asked:
        others = [other for other in asked if other != part]
        settled = "(" not in part and any(  # what is called may answer otherwise the next time
            _are_opposite(one, part) and all(other in others for other in known if other != one)
            for one in known
        )
        if not (settled and others):
            yield part


def _parts(condition: str) -> list[str]:
    if _E + "|" in condition or f"{_E}or{_E}" in condition or condition.count("(") != condition.count(")"):
        return [condition]
    return _AND.split(condition)


def _are_opposite(one: str, other: str) -> bool:
    for sign in _NOT:
        if one == sign + other or other == sign + one:
            return not _AND.search(min(one, other, key=len))
    signs = [found["sign"] for text in (one, other) for found in _EQUAL.finditer(text)]
    return len(signs) == 2 and signs[0] != signs[1] and _EQUAL.sub("", one) == _EQUAL.sub("", other)
