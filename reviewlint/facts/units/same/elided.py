"""Types that a list of Go says of each thing in it, as `gofmt -s` leaves them out: `[]Item{Item{1}}`, `[]Item{{1}}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.enclosed import closing

if TYPE_CHECKING:
    from reviewlint.facts.units.behaviour import Tokens

_BEFORE = frozenset(("{", ",", ":"))


def elided(tokens: Tokens) -> Tokens:
    """`tokens` without those types."""
    gone: set[int] = set()
    for at, token in enumerate(tokens):
        if token == "]" and (named := _type_of(tokens, at + 1)):
            gone.update(_said_again(tokens, at + 1 + len(named), named))
    return tuple(token for at, token in enumerate(tokens) if at not in gone) if gone else tokens


def _type_of(tokens: Tokens, at: int) -> Tokens:
    """The type of what is in a list whose brackets end before `at`, if the list is written out."""
    end = at + (tokens[at : at + 1] == ("*",))
    if end >= len(tokens) or not tokens[end].isidentifier():
        return ()
    end += 1
    if tokens[end : end + 1] == (".",):
        end += 2
    return tokens[at:end] if tokens[end : end + 1] == ("{",) else ()


def _said_again(tokens: Tokens, opened: int, named: Tokens) -> set[int]:
    """The places of that type in the list that opens at `opened`; one that is pointed to is made by `&`."""
    said = ("&", *named[1:]) if named[0] == "*" else named
    found: set[int] = set()
    depth = 0
    for at in range(opened, closing(tokens, opened)):
        depth += (tokens[at] in ("{", "(", "[")) - (tokens[at] in ("}", ")", "]"))
        end = at + 1 + len(said)
        if depth == 1 and tokens[at] in _BEFORE and tokens[at + 1 : end + 1] == (*said, "{"):
            found.update(range(at + 1, end))
    return found
