"""Functions that draw by calling others, as in Compose and Flutter: what of them only changes how it looks.

The names of such arguments are in `config/trivial.toml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.enclosed import closing
from reviewlint.facts.units.literals import is_literal, table

if TYPE_CHECKING:
    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.side import Part

_LONGEST, _MOST = 120, 2_000  # tokens of one that hands on, and of one that is compared
_SIGNS = frozenset(".,()=:[]")
_AROUND = frozenset(("{", "}", "return", ";", "const", "=", ">"))
_GIVES = ("=", ":")


def only_looks_otherwise(base: Part, head: Part) -> bool:
    """Whether both draw, and differ in arguments of display alone, and in a component that is called a kind of it."""
    before, after = base.tokens, head.tokens
    if not (_draws(base) and _draws(head)) or max(len(before), len(after)) > _MOST:
        return False
    old, new = _without_looks(before), _without_looks(after)
    return len(old) == len(new) and all(
        one == other or _is_of_its_kind(new, at, one, other)
        for at, (one, other) in enumerate(zip(old, new, strict=True))
    )


def only_hands_on_to_component(part: Part) -> bool:
    """Whether it draws one component, which it gives what it was given, and constants."""
    if not _draws(part) or not 0 < len(part.inner) <= _LONGEST:
        return False
    inner = list(part.inner)
    while inner and inner[0] in _AROUND:
        inner.pop(0)
    while inner and inner[-1] in _AROUND:
        inner.pop()
    if len(inner) < 3 or not _is_type(inner[0]) or inner[1] != "(" or closing(inner, 1) != len(inner) - 1:
        return False
    return all(_is_known(inner, at) or _is_given(inner, at) for at in range(len(inner)))


def _draws(part: Part) -> bool:
    if part.kind not in ("function", "method"):
        return False
    head = (*part.signature, *part.inner[:8])
    return "Composable" in head or "Composable" in part.decorators or "Widget" in part.signature


def _without_looks(tokens: Tokens) -> Tokens:
    """The tokens without arguments of display."""
    found: list[str] = []
    at = 0
    while at < len(tokens):
        end = _after_look(tokens, at)
        if end > at and tokens[end] == ",":
            end += 1
        elif end > at and found[-1] == ",":
            found.pop()
        if end > at:
            at = end
        else:
            found.append(tokens[at])
            at += 1
    return tuple(found)


def _after_look(tokens: Tokens, at: int) -> int:
    """The place after an argument of display that begins at `at`; 0 where none does."""
    if tokens[at] not in table().displays or tokens[at + 1 : at + 2] not in (("=",), (":",)):
        return 0
    if tokens[at - 1 : at] not in (("(",), (",",)):
        return 0
    end = at + 2
    while end < len(tokens) and tokens[end] not in ",)":
        end = closing(tokens, end) + 1 if tokens[end] in "([{" else end + 1
    known = all(_is_known(tokens, place) for place in range(at + 2, end))
    return end if known and at + 2 < end < len(tokens) else 0


def _is_known(tokens: Tokens | list[str], at: int) -> bool:
    """Whether a token is of a value that is known before the program runs, or of how that is styled."""
    token, following = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else ""
    if token in _SIGNS or is_literal(token) or _is_type(token):
        return True
    if not token.isidentifier() or token in table().decides:
        return False
    if following == "(":
        return token in table().styles
    return tokens[at - 1] == "." or following in _GIVES or token == "modifier"


def _is_given(tokens: list[str], at: int) -> bool:
    """Whether a token is a name that stands alone where an argument has its value."""
    around = (tokens[at - 1], tokens[at + 1] if at + 1 < len(tokens) else "")
    plain = tokens[at].isidentifier() and tokens[at] not in table().decides
    return plain and around[0] in "=:,(" and around[1] in ",)"


def _is_type(token: str) -> bool:
    return token[0].isupper() and token.isidentifier()


def _is_of_its_kind(tokens: Tokens, at: int, one: str, other: str) -> bool:
    """Whether one component is called, and the name of one begins or ends with that of the other."""
    if not (_is_type(one) and _is_type(other)) or tokens[at + 1 : at + 2] not in (("(",), ("{",)):
        return False
    short, long = sorted((one, other), key=len)
    return long.startswith(short) or long.endswith(short)
