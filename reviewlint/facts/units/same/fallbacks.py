"""A value, or another where there is none, in the short form of a language: `if (x == null) y else x` as `x ?: y`.

Only where what takes its place is a name, a call or a literal: the short form binds tighter than comparisons do.
"""

from __future__ import annotations

from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS

_E = "\x1f"  # after every token
_INSIDE = rf"[^(){{}};{_E}]+"
for _ in range(3):  # how deep brackets may stand in one another
    _INSIDE = rf"(?:[^(){{}};{_E}]+|\((?:{_E}{_INSIDE})*{_E}\))"
_ARGUMENTS = rf"\((?:{_E}{_INSIDE}){{0,20}}{_E}\)"
_X = rf"(?P<x>\w+(?:{_E}\.{_E}\w+){{0,4}})"
_OTHER = (
    rf"(?P<other>\x02[^{_E}]*|(?:-{_E})?\w+(?:{_E}{_ARGUMENTS})?"
    rf"(?:{_E}\.{_E}\w+(?:{_E}{_ARGUMENTS})?){{0,4}})"
)
_END = rf"(?!(?:[.(\[&|=<>+*/%?:-]|!(?={_E}=)|as|is|in|to|until|and|or){_E})"
_VALUE = (
    rf"(?:(?<=[=(,>{{\[;:]{_E})|(?<=return{_E}))"  # behind what a value stands that is no part of another
)
_IF = rf"(?<![^{_E}])if{_E}"
_NONE, _SOME = (rf"(?:={_E}={_E}|is{_E})null{_E}", rf"(?:!{_E}={_E}|is{_E}not{_E})null{_E}")
_SURE = rf"(?P=x){_E}(?:!{_E}){{0,2}}"
_BLOCK, _CLOSED = rf"(?P<block>\{{{_E})?", rf"(?(block)\}}{_E})"
_ELSE = rf"{_CLOSED}else{_E}(?(block)\{{{_E})"
_CHOOSES = (
    regex(rf"{_VALUE}{_X}{_E}{_NONE}\?{_E}{_OTHER}{_E}:{_E}{_SURE}{_END}"),
    regex(rf"{_VALUE}{_X}{_E}{_SOME}\?{_E}{_SURE}:{_E}{_OTHER}{_E}{_END}"),
)
_IFS = (
    regex(rf"{_IF}\({_E}{_X}{_E}{_NONE}\){_E}{_BLOCK}{_OTHER}{_E}{_ELSE}{_SURE}{_CLOSED}{_END}"),
    regex(rf"{_IF}\({_E}{_X}{_E}{_SOME}\){_E}{_BLOCK}{_SURE}{_ELSE}{_OTHER}{_E}{_CLOSED}{_END}"),
)
_FORMS = {"kotlin": (f"?{_E}:{_E}", _IFS)} | dict.fromkeys(
    SCRIPTS | {"csharp", "dart"}, (f"?{_E}?{_E}", _CHOOSES)
)


def with_fallbacks(text: str, language: str) -> str:
    """`text`, of tokens, with each such choice in its short form."""
    if f"null{_E}" not in text or language not in _FORMS:
        return text
    sign, patterns = _FORMS[language]
    for pattern in patterns:
        text = pattern.sub(lambda found: f"{found['x']}{_E}{sign}{found['other']}{_E}", text)
    return text
