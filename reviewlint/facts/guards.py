"""Conditions that ask again what the way out just above has settled, as analysers have them taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.behaviour import Tokens

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
_AND = regex(rf"(?:&{_E}&|and){_E}")
_EQUAL = regex(rf"(?<![=!<>]{_E})(?P<sign>[=!]){_E}=(?!{_E}>)")
_NOT = (f"!{_E}", f"not{_E}")
_MOST = 3_000  # tokens


def guard_the_same(before: Tokens, after: Tokens) -> bool:
    """Whether the two are the same but for conditions that cannot be false where they stand."""
    if max(len(before), len(after)) > _MOST or min(before.count("if"), after.count("if")) < 2:
        return False
    return _unguarded(before) == _unguarded(after)


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
    return "".join(token + _E for token in tokens)


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
