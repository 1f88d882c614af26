"""Ways of a language to write the same thing, as linters that modernise code exchange them.

An idiom is a pair of patterns over tokens, the older one first, as `idioms` in `[inert]` of a language's file
holds them: `["interface { }", "any"]`. In a pattern `$WORD` and `$NAME` are a name or number, `$TYPE` a dotted name,
`$TEXT` a string literal, `$SIGN` a sign that means itself in a regular expression, `$META` one that does not, `$FLAT`
tokens without round brackets, `$ROUND` tokens with such brackets in pairs, `$VALUE` one value or statement, with all
its brackets in pairs, and `$MANY` a short run of any; `$CLASS` a type, `$NAMES` names between commas, `$OWNLESS` one
statement or value that says nothing of who runs it (`this`), and `$STEPS` some without a block in them. One that
stands twice is the same both times; a second one of its kind has a number, as `$ROUND2`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

Idioms = tuple[tuple[str, str], ...]

_END = "\x1f"  # after every token
_ROUNDS = 6  # how often an idiom is looked for in what it made itself
_TEXT = "\x02"
_ENCLOSED = regex(  # brackets around one literal that are none of a call
    rf"(?:(?<=[^\w)\]}}>\"'`{_END}]{_END})|(?<=\breturn{_END})|(?<=\byield{_END}))\({_END}({_TEXT}[^{_END}]*{_END})\){_END}"
)
_NAMING = ("$", "new")  # before a variable and a class, whose names are no functions'
_VALUED = regex(r"\\(.)|\$(?=\w|\{)", re.DOTALL)
_ESCAPES = "nrtvef01234567xu\\$"
_META = r"[.^$*+?()\[\]{}|]"
_LITERAL = rf"{_TEXT}[^{_END}]*"  # which may say brackets of its own
_BARE = rf"(?:{_LITERAL}|(?!{_TEXT})[^(){_END}]+)"
_ONE = _BARE
for _ in range(3):  # how deep brackets may stand in one another
    _ONE = rf"(?:{_BARE}|\((?:{_END}{_ONE})*{_END}\))"
_PLAIN = rf"(?:{_LITERAL}|(?!{_TEXT})[^()\[\]{{}}{_END}]+)"
_INSIDE = _PLAIN
for _ in range(3):
    _INSIDE = rf"(?:{_PLAIN}|[(\[{{](?:{_END}{_INSIDE})*{_END}[)\]}}])"
_PART = rf"(?:(?![;,]){_PLAIN}|[(\[{{](?:{_END}{_INSIDE})*{_END}[)\]}}])"
_OWNLESS = rf"(?!(?:this|arguments|super|return|[{{}};]){_END})[^{_END}]+"
_STEP = rf"(?!(?:do|end|if|unless|case|begin|while|until|for|def|class|[{{}}]){_END})[^{_END}]+"
_PLACES: dict[str, str] = {
    "$TYPE": rf"(?P<TYPE>\w+(?:{_END}\.{_END}\w+){{0,6}})",
    "$NAME": r"(?P<NAME>\w+)",
    "$WORD": r"(?P<WORD>\w+)",
    "$TEXT": rf"(?P<TEXT>{_TEXT}[^{_END}]*)",
    "$SIGN": rf"(?P<SIGN>(?!{_META}|\\|{_TEXT})[^\w{_END}])",
    "$META": rf"(?P<META>{_META})",
    "$FLAT": rf"(?P<FLAT>{_BARE}(?:{_END}{_BARE}){{0,60}})",
    "$ROUND": rf"(?P<ROUND>{_ONE}(?:{_END}{_ONE}){{0,60}})",
    "$VALUE": rf"(?P<VALUE>{_PART}(?:{_END}{_PART}){{0,60}})",
    "$MANY": rf"(?P<MANY>(?![=>])[^{_END}]+(?:{_END}[^{_END}]+){{0,60}}?)",
    "$CLASS": rf"(?P<CLASS>[A-Z]\w*(?:{_END}<(?:{_END}[\w,?.<>\[\]]+){{1,12}}?{_END}>)?)",
    "$NAMES": rf"(?P<NAMES>\w+(?:{_END},{_END}\w+){{0,8}})",
    "$OWNLESS": rf"(?P<OWNLESS>{_OWNLESS}(?:{_END}{_OWNLESS}){{0,60}})",
    "$STEPS": rf"(?P<STEPS>{_STEP}(?:{_END}{_STEP}){{0,80}})",
}
_PLACES |= {
    f"{place}{second}": found.replace(f"<{place[1:]}>", f"<{place[1:]}{second}>")
    for place, found in _PLACES.items()
    for second in (2,)
}


def text_of(tokens: Iterable[str]) -> str:
    """The tokens as one text, the sign U+001F after each: what patterns over tokens are searched in."""
    return _END.join((*tokens, ""))


def canonical(
    tokens: tuple[str, ...], idioms: Idioms, joins: tuple[str, ...] = (), blocks: bool = False
) -> str:
    """`tokens` as one text in which every one of `idioms` stands in its newer form.

    Numbers are without signs between their digits, and letters in them small. Literals with one of `joins` between them
    are one; with `blocks` one over several lines is what it stands for.
    """
    if any(token[0].isdigit() and not token.isdigit() for token in tokens):
        tokens = tuple(token.replace("_", "").lower() if token[0].isdigit() else token for token in tokens)
    if blocks:
        tokens = tuple(_unblocked(token) if token[0] == _TEXT else token for token in tokens)
    text = _joined(text_of(tokens), joins)
    for needed, pattern, replacement in _compiled(idioms):
        for _ in range(_ROUNDS if needed in text else 0):
            text, count = pattern.subn(replacement, text)
            if not count:
                break
    return text


def joined(tokens: tuple[str, ...], joins: tuple[str, ...]) -> tuple[str, ...]:
    """`tokens` with literals that have one of `joins` between them as one, without brackets around it."""
    return tuple(_joined(text_of(tokens), joins).split(_END)[:-1])


def _joined(text: str, joins: tuple[str, ...]) -> str:
    if not joins or _TEXT not in text:
        return text
    if text.count(_TEXT) > 1:
        text = _parts(joins).sub(lambda found: _between(joins).sub("", found[0]), text)
    return _ENCLOSED.sub(r"\g<1>", text) if "" in joins else text


def uncased(tokens: tuple[str, ...], words: frozenset[str]) -> tuple[str, ...]:
    """`tokens` with the letters of called functions and of `words` small, where a language takes them for the same."""
    last = len(tokens) - 1
    return tuple(
        token.lower()
        if token.lower() in words
        or (at < last and tokens[at + 1] == "(" and token[0] != _TEXT and tokens[at - 1] not in _NAMING)
        else token
        for at, token in enumerate(tokens)
    )


def escaped(literal: str, raw: bool) -> str:
    r"""A literal in the form of one whose escapes count; `raw`: here only `\\` and the quote may be escaped.

    A backslash before what needs none is one that stands for itself.
    """
    return _VALUED.sub(_raw if raw else _plain, literal)


def _raw(found: re.Match[str]) -> str:
    sign = found[1] or ""
    return {"": r"\$", "'": "'", "\\": r"\\"}.get(sign, rf"\\{sign}")


def _plain(found: re.Match[str]) -> str:
    sign = found[1] or ""
    return '"' if sign == '"' else found[0] if not sign or sign in _ESCAPES else rf"\\{sign}"


def without_trailing_commas(tokens: list[str], tuples: bool) -> list[str]:
    """`tokens` without the commas before a closing bracket; with `tuples`, not that which makes a tuple of one."""
    if "," not in tokens:
        return tokens
    following = [*tokens[1:], ""]
    return [
        token
        for at, (token, after) in enumerate(zip(tokens, following, strict=False))
        if token != "," or after not in (")", "]", "}") or (tuples and after == ")" and _is_tuple(tokens, at))
    ]


def _is_tuple(tokens: list[str], at: int) -> bool:
    """Whether the comma at `at` is the only one between brackets that are none of a call."""
    depth = 0
    for place in range(at - 1, max(at - 200, -1), -1):
        token = tokens[place]
        if token in (")", "]", "}"):
            depth += 1
        elif token in ("(", "[", "{") and depth:
            depth -= 1
        elif token == "(":
            before = tokens[place - 1] if place else ""
            return before in ("return", "yield", "in") or not (before[-1:].isalnum() or before[-1:] in "_)]")
        elif token == "," and not depth:
            return False
    return False


def _unblocked(literal: str) -> str:
    """A text block without its margin, its line ends written as in any other literal."""
    if literal[1:2] == "\n":
        from textwrap import dedent

        literal = _TEXT + dedent(literal[2:] + "|")[:-1].replace("\\\n", "").replace("\n", "\\n")
    return literal.replace('\\"', '"')


@cache
def _between(joins: tuple[str, ...]) -> re.Pattern[str]:
    signs = "|".join(re.escape(sign) + _END if sign else "" for sign in joins)
    return regex(rf"{_END}(?:{signs}){_TEXT}")


@cache
def _parts(joins: tuple[str, ...]) -> re.Pattern[str]:
    """Literals that are one."""
    return regex(rf"{_TEXT}[^{_END}]*(?:{_between(joins).pattern}[^{_END}]*)+")


@cache
def _compiled(idioms: Idioms) -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple((_needed(old), _pattern(old), _replacement(new)) for old, new in idioms)


def _needed(written: str) -> str:
    """The longest token that stands in every place of a pattern."""
    plain = [_literal(token) + _END for token in written.split() if token not in _PLACES]
    return max(plain, key=len, default="")


@cache
def pattern_of(written: str) -> re.Pattern[str]:
    """What finds the tokens that are `written` so; its groups bear the names of the places."""
    return _pattern(written)


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
