"""Declared types that were exchanged for their like: the import of one went, that of the other came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.units.behaviour import Tokens

_SHARED = 2  # parts of the name that the two modules begin with
_NAME = regex(r"[A-Za-z_]\w*\Z")
_AFTER = frozenset(
    (">", ",", "?", "*", "&", "]", "[")
)  # a type in another one, or before the name it is that of


def only_retyped(facts: Facts, path: str, before: Tokens, after: Tokens) -> bool:
    """Whether two forms differ in the declared type of names alone, from one package to another of the same maker."""
    if len(before) != len(after):
        return False
    places = [at for at, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    pairs = {(before[at], after[at]) for at in places}
    if len(pairs) != 1 or not all(_declares(before, at) and _declares(after, at) for at in places):
        return False
    old, new = pairs.pop()
    gone, came = facts.sources.imports(path, "base"), facts.sources.imports(path, "head")
    if old in came or new in gone or old not in gone or new not in came:
        return False
    return _have_one_maker(gone[old].module, came[new].module)


def _declares(tokens: Tokens, at: int) -> bool:
    """Whether the name at `at` is the type of a field, a parameter or a variable: `Pool pool`, `pool: Pool`."""
    if not _NAME.match(tokens[at]) or not tokens[at][0].isupper():
        return False
    before, following = tokens[at - 1] if at else "", tokens[at + 1] if at + 1 < len(tokens) else ""
    if before in (".", "new", "return", "=", "extends", "implements", "throw"):
        return False
    return following in _AFTER or (
        _NAME.match(following) is not None and following not in ("instanceof", "extends")
    )


def _have_one_maker(old: str, new: str) -> bool:
    return old.split(".")[:_SHARED] == new.split(".")[:_SHARED]
