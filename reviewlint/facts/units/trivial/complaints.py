"""What an error says: a sentence, whatever names it is filled with: `raise Bad("{}: no quota".format(self.name))`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.enclosed import closing
from reviewlint.facts.units.literals import TEXT, translates
from reviewlint.regex import regex

if TYPE_CHECKING:
    import re

    from reviewlint.facts.units.behaviour import Tokens

_RAISES = frozenset(("raise", "throw", "Errorf"))
_MOST = 12  # tokens between such a word and the bracket of what is raised
_SPACE, _END = "\x1e", "\x1f"  # in a literal, and after every token
_WORD = rf"[A-Za-z_]\w*{_END}"
_VALUE = (
    rf"(?:[$@&]{_END})*(?!(?:if|unless|and|or|not|is|in){_END}){_WORD}(?:(?:\.|\?{_END}\.|-{_END}>){_END}{_WORD})*"
    rf"(?![.(\[?]|-{_END}>)"
)
_GIVEN = rf"(?:{_WORD}[=:]{_END})?{_VALUE}"
_SENTENCE = rf"{TEXT}(?=[^{_END}]*{_SPACE})(?![^{_END}]*(?:\{{[^{_END}{{}}]*\(|%w))[^{_END}]*{_END}"
_FILLED = regex(
    rf"(?:(?P<looks>\w+){_END}\({_END}{_SENTENCE}\){_END}|{_SENTENCE})"
    rf"(?:\.{_END}format{_END}\({_END}{_GIVEN}(?:,{_END}{_GIVEN})*\){_END}"
    rf"|%{_END}(?:\({_END}{_VALUE}(?:,{_END}{_VALUE})*\){_END}|{_VALUE})"
    rf"|[+.]{_END}(?:{_VALUE}|{TEXT}[^{_END}]*{_END}))*"
    rf"|(?<![^{_END}])(?:String{_END}\.{_END}format|fmt{_END}\.{_END}Sprintf|sprintf|Errorf){_END}\({_END}{_SENTENCE}"
    rf"(?:,{_END}{_VALUE})*\){_END}"
)


def without_complaints(tokens: Tokens) -> Tokens:
    """`tokens` with each sentence that something is raised with as one and the same text, with what is filled in."""
    if _RAISES.isdisjoint(tokens):
        return tokens
    out, at = list[str](), 0
    for place, token in enumerate(tokens):
        if token in _RAISES and place >= at and (end := _end(tokens, place)):
            out += [*tokens[at:place], *_said(tokens[place:end])]
            at = end
    return (*out, *tokens[at:])


def _end(tokens: Tokens, at: int) -> int:
    """Where the brackets behind `at` close; 0 where none open near."""
    few = tokens[at : at + _MOST]
    opened = at + few.index("(") if "(" in few else 0
    return closing(tokens, opened) + 1 if opened else 0


def _said(run: Tokens) -> Tokens:
    """A run of tokens with its sentences as such texts."""
    text = "".join(f"{token.replace(' ', _SPACE)}{_END}" for token in run)
    filled = _FILLED.sub(_plain, text)
    return run if filled == text else tuple(one.replace(_SPACE, " ") for one in filled.split(_END)[:-1])


def _plain(found: re.Match[str]) -> str:
    return found[0] if found["looks"] and not translates(found["looks"]) else f"{TEXT}{_END}"
