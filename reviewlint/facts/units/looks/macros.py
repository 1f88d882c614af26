"""Markup in macros of Rust (`html!`, `view!`, `rsx!`): one that holds no code is only drawn, wherever it is bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.enclosed import closing
from reviewlint.facts.units.same.idioms import text_of
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

_E = "\x1f"  # after every token
_DRAWN = "\x04"  # stands for such a macro
_MACRO = regex(r"\b(?:html|html_nested|view|rsx)\s*!\s*(?=[{(\[])")
_NAME = r"[\w:.&\s]*(?:\.clone\(\))?"
_PLAIN = regex(rf"\{{\s*(?:{_NAME}|\x02+|\w+\(\s*\x02+\s*\))\s*\}}")
_HANDLES = regex(r"\bon_?:?\w+\s*[=:]|\bprop:|\bbind:|\buse:|[{}|]|\b(?:if|for|match|let|move)\b|\(")
_BRACED = regex(rf"\{{{_E}{_DRAWN}{_E}\}}{_E}")
_CLOSURE = regex(rf"(?:move{_E})?\|{_E}[\w,:&{_E}]*\|{_E}{_DRAWN}{_E}")
_BOUND = regex(rf"let{_E}\w+{_E}={_E}{_DRAWN}{_E};{_E}")
_COMMA = f"{_DRAWN}{_E},{_E}"
_ROUNDS = 4


def without_macros(clean: str) -> str:
    """A text, its literals filled in, with a sign for each macro that only draws."""
    at = 0
    parts: list[str] = []
    for found in _MACRO.finditer(clean):
        end = closing(clean, found.end())
        if found.start() >= at and _only_draws(clean[found.end() + 1 : end]):
            parts += (clean[at : found.start()], _DRAWN, " " * (end - found.start()))
            at = end + 1
    return "".join((*parts, clean[at:]))


def _only_draws(inside: str) -> bool:
    return _HANDLES.search(_PLAIN.sub(" ", inside)) is None


def settled(tokens: Iterable[str]) -> tuple[str, ...]:
    """`tokens` without names for what is only drawn."""
    text = text_of(tokens)
    for _ in range(_ROUNDS):
        before = text
        text = _CLOSURE.sub(_DRAWN + _E, _BRACED.sub(_DRAWN + _E, text))
        text = _BOUND.sub("", text).replace(_COMMA, _DRAWN + _E)
        if text == before:
            break
    return tuple(text.split(_E)[:-1])
