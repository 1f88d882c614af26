"""Types that do nothing but declare names: with values that are literals, or that a constructor makes of such."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.units.literals import is_literal, table
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.side import Part

_MOST = 600  # tokens of a type that only declares
_ROUNDS = 8  # values in values
# shapes: L a literal or what has become one, C a name that begins with a capital, W any other
_NAMES = r"(?:[WC] \. )*[WC] "
_ARGUMENT = rf"(?:[*$] )*(?:W [=:] )?(?:L |{_NAMES})"
_ARGUMENTS = rf"\( (?:{_ARGUMENT}(?:, {_ARGUMENT})*)?(?:, )?\) "
_ENTRY = rf"(?:(?:L |{_NAMES})(?::|= >) )?(?:L |{_NAMES}: : class )"
_REDUCED = (
    regex(rf"(?:new )?(?:[WC] (?:\. |: : ))*C (?:< [WC ,.?<>]*> |\[ [WC ,.]*\] )?{_ARGUMENTS}"),
    regex(rf"(?<=[=:,(\[{{>] )[\[({{] (?:{_ENTRY}(?:, {_ENTRY})*)?(?:, )?[\])}}] "),
    regex(r"(?<=[=:,(\[{>] )(?:[-+] L |new \( \) |C (?:(?:\.|: :) [WC] )+(?:\[ [WC ,.]*\] )?(?![(.\[]))"),
)
_DECLARATIONS = r"(?:(?:= L|[WC:;<>\[\]?|,.&$*+-]) )*"
_IN_BRACES = regex(rf"{{ {_DECLARATIONS}}} ")
_BARE = regex(r"[WC] = L (?:[WC] = L )*")


def only_declares(part: Part) -> bool:
    """Whether a new class has no code of its own, and no framework runs it by what it declares."""
    if part.kind != "class" or not 2 < len(part.inner) <= _MOST or part.inner[-1] == "end":
        return False
    if _acts(part.name) or any(_acts(token) for token in part.signature):
        return False
    shape = _shape(part.inner)
    for _ in range(_ROUNDS):
        before = shape
        for pattern in _REDUCED:
            shape = pattern.sub("L ", shape)
        if shape == before:
            break
    return _IN_BRACES.fullmatch(shape) is not None or _BARE.fullmatch(shape) is not None


def _acts(name: str) -> bool:
    return name.endswith(tuple(table().acts))


def _shape(tokens: Tokens) -> str:
    return "".join(_letter(token) + " " for token in tokens)


def _letter(token: str) -> str:
    if is_literal(token):
        return "L"
    if not token.isidentifier() or token in table().decides or token in ("new", "class"):
        return token
    return "C" if token[0].isupper() and not token.isupper() else "W"
