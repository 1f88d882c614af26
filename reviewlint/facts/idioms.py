"""Ways of a language to write the same thing, as linters that modernise code exchange them.

An idiom is a pair of patterns over tokens, the older one first, as `idioms` in `[inert]` of a language's file
holds them: `["interface { }", "any"]`. In a pattern `$WORD` is a name or number, `$TEXT` a string literal, `$SIGN`
a sign that means itself in a regular expression, `$META` one that does not, `$FLAT` tokens without round brackets
and `$MANY` a short run of any; one that stands twice is the same both times.
"""

from __future__ import annotations

import re
from functools import cache

from reviewlint.regex import regex

Idioms = tuple[tuple[str, str], ...]

_END = "\x1f"  # after every token
_TEXT = "\x02"
_META = r"[.^$*+?()\[\]{}|]"
_PLACES = {
    "$WORD": r"(?P<WORD>\w+)",
    "$TEXT": rf"(?P<TEXT>{_TEXT}[^{_END}]*)",
    "$SIGN": rf"(?P<SIGN>(?!{_META}|\\|{_TEXT})[^\w{_END}])",
    "$META": rf"(?P<META>{_META})",
    "$FLAT": rf"(?P<FLAT>[^(){_END}]+(?:{_END}[^(){_END}]+){{0,60}})",
    "$MANY": rf"(?P<MANY>[^{_END}]+(?:{_END}[^{_END}]+){{0,60}}?)",
}


def canonical(tokens: tuple[str, ...], idioms: Idioms) -> str:
    """`tokens` as one text in which every one of `idioms` stands in its newer form."""
    text = "".join(token + _END for token in tokens)
    for pattern, replacement in _compiled(idioms):
        text = pattern.sub(replacement, text)
    return text


@cache
def _compiled(idioms: Idioms) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_pattern(old), _replacement(new)) for old, new in idioms)


def _pattern(written: str) -> re.Pattern[str]:
    tokens = written.split()
    parts = [
        f"(?P={token[1:]})"
        if token in _PLACES and token in tokens[:at]
        else _PLACES.get(token) or re.escape(_literal(token))
        for at, token in enumerate(tokens)
    ]
    return regex(rf"(?<![^{_END}])" + "".join(part + _END for part in parts))


def _replacement(written: str) -> str:
    parts = [_place(token) or _literal(token).replace("\\", r"\\") for token in written.split()]
    return "".join(part + _END for part in parts)


def _place(token: str) -> str:
    bare = token.strip("'")
    return (_TEXT if bare != token else "") + rf"\g<{bare[1:]}>" if bare in _PLACES else ""


def _literal(token: str) -> str:
    """A token as `Behaviour` gives it: a quoted one is a string literal."""
    return _TEXT + token.strip("'") if token.startswith("'") else token
