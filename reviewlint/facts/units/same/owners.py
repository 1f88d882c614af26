"""Functions of JavaScript that keep who runs them by a name or by `bind`, as arrows, which keep it by themselves.

`var self = this; f(function () { self.run(); })` and `f(function () { this.run(); }.bind(this))` are
`f(() => { this.run(); })`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.enclosed import closing, opening

if TYPE_CHECKING:
    from reviewlint.facts.units.behaviour import Tokens

_BOUND = (".", "bind", "(", "this", ")")
_DECLARES = frozenset(("let", "const", "var"))
_OWN = frozenset(("this", "arguments", "super", "function", "class", "yield"))
_ARROW = ("=", ">")


def with_arrows(tokens: Tokens) -> Tokens:
    """`tokens` with such functions as arrows, and `this` where a name stood for it."""
    if "function" not in tokens or "this" not in tokens:
        return tokens
    return _unnamed(_unbound(tokens))


def _unbound(tokens: Tokens) -> Tokens:
    """The tokens without `.bind(this)` behind a function that has no function of its own."""
    found = list(tokens)
    for at in range(len(found) - len(_BOUND), 0, -1):
        if tuple(found[at : at + len(_BOUND)]) != _BOUND or found[at - 1] != "}":
            continue
        opened = opening(found, at - 1)
        start = _function_before(found, opened)
        inside = found[opened:at]
        if start >= 0 and "function" not in inside and "arguments" not in inside:
            found[at : at + len(_BOUND)] = []
            found[start:opened] = [*found[start + 1 : opened], *_ARROW]
    return tuple(found)


def _unnamed(tokens: Tokens) -> Tokens:
    """The tokens without a name for `this` that is given to it once, where only arrows could have asked for it."""
    at = next((at for at in range(1, len(tokens) - 2) if _is_alias(tokens, at)), 0)
    name = tokens[at]
    if not at or sum(_is_set(tokens, place, name) for place in range(len(tokens))) > 1:
        return tokens
    found = [*tokens[: at - 1], *tokens[at + 3 :]]
    for place in range(len(found) - 1, at - 2, -1):
        if found[place] != "function":
            continue
        opened = found.index("{", place) if "{" in found[place:] else len(found)
        inside = found[opened + 1 : closing(found, opened)]
        if name not in inside:
            continue
        if _function_before(found, opened) != place or not _OWN.isdisjoint(inside):
            return tokens  # in there, `this` is another
        found[place:opened] = [*found[place + 1 : opened], *_ARROW]
    return tuple("this" if token == name else token for token in found)


def _is_set(tokens: Tokens, at: int, name: str) -> bool:
    return (
        tokens[at] == name
        and tokens[at + 1 : at + 2] == ("=",)
        and tokens[at + 2 : at + 3] not in (("=",), (">",))
    )


def _is_alias(tokens: Tokens, at: int) -> bool:
    """Whether a name is declared there that stands for `this`."""
    named = 0 < at < len(tokens) and tokens[at].isidentifier() and tokens[at - 1] in _DECLARES
    return (
        named
        and tokens[at + 1 : at + 3] == ("=", "this")
        and tokens[at + 3 : at + 4] not in ((".",), ("[",), ("?",))
    )


def _function_before(tokens: list[str], opened: int) -> int:
    """The place of `function` before the block that opens there, of one without a name; -1 where none is."""
    if opened < 2 or tokens[opened - 1] != ")":
        return -1
    start = opening(tokens, opened - 1) - 1
    return start if start >= 0 and tokens[start] == "function" else -1
