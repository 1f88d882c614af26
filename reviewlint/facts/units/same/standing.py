"""Literals in whose place a constant of that value stands now, which another file declares, or the other way round.

`if kind == "sqlite3"` and `if kind == driverSQLite` ask the same where `const driverSQLite = "sqlite3"` stands. Replace
Magic Literal of M. Fowler's "Refactoring", where the name was there already.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.units.behaviour import Behaviour
from reviewlint.facts.units.literals import TEXT, is_literal
from reviewlint.facts.units.same.givens import givens, writes
from reviewlint.facts.units.stretches import stretches
from reviewlint.regex import regex
from reviewlint.syntax.language import language_of
from reviewlint.syntax.prepare import prepared
from reviewlint.syntax.tree import parse

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.side import Part

_MOST = 12  # places of a unit
_MOST_FILES = 60
_SELVES = frozenset(("this", "self", "cls"))
_PATH = regex(r"(?:\w+ (?:\.|: :|- >) ){0,4}(\w{3,}) ")


def names_what_stood(facts: Facts, base: Part, head: Part) -> bool:
    """Whether two sides of a unit differ in such literals and names alone."""
    runs = _runs(base.tokens, head.tokens)
    if not 0 < len(runs) <= _MOST:
        return False
    exchanged = {_exchanged(*run) for run in runs}
    return None not in exchanged and all(
        one is not None and _value_of(facts, one[0], one[2]) == one[1] for one in exchanged
    )


def _runs(before: Tokens, after: Tokens) -> list[tuple[Tokens, Tokens, Tokens]]:
    """What differs, token by token where no side has more of them, each with the token behind it."""
    if len(before) == len(after):
        pairs = enumerate(zip(before, after, strict=True))
        return [((old,), (new,), after[at + 1 : at + 2]) for at, (old, new) in pairs if old != new]
    found = stretches(before, after) or ()
    return [(old, new, after[b + len(new) : b + len(new) + 1]) for old, new, _, b in found]


def _exchanged(old: Tokens, new: Tokens, behind: Tokens) -> tuple[str, str, bool] | None:
    """The name and the literal of two runs of which one is a name and one a literal, and whether the name is new.

    A name before a colon is the key of an entry, and what the object itself has may be another's.
    """
    for literal, named in ((old, new), (new, old)):
        path = _PATH.fullmatch("".join(f"{token} " for token in named))
        plain = path is not None and named[0] not in _SELVES and not path[1][0].isdigit()
        if path is not None and plain and len(literal) == 1 and is_literal(literal[0]) and behind != (":",):
            return path[1], literal[0].lstrip(TEXT), named is new
    return None


def _value_of(facts: Facts, name: str, is_new: bool) -> str | None:
    """The one literal that the repository gives a name; None where it gives none, or more than one.

    For a name that went from its place, no file that declares it may have changed.
    """
    paths = facts.index.mentioning([name])
    if len(paths) > _MOST_FILES:
        return None
    changed = frozenset() if is_new else {file.path for file in facts.files}
    sets = regex(rf"\b{re.escape(name)}\b[^=\n]*=(?![=>~])")
    found: set[str | None] = set()
    for path in sorted(paths):
        text = facts.index.text(path) or ""
        if sets.search(text):
            found.add(None if path in changed else _given(text, name, path))
    return found.pop() if len(found) == 1 else None


def _given(text: str, name: str, path: str) -> str | None:
    """The literal that a file gives the name, and never another; None where it does not.

    In Python the member of a class may be more than its value.
    """
    language = language_of(path)
    if language is None or (language.name == "python" and not re.search(rf"^{name}\b", text, re.MULTILINE)):
        return None
    tokens = Behaviour(parse(prepared(text, language.prepare), language.grammar), text, language).tokens(
        ((0, len(text)),)
    )
    values = [one.value for one in givens(tokens, language.name) if one.name == name]
    if len(values) != 1 or len(values[0]) != 1 or writes(name, tokens) > 1:
        return None
    return values[0][0].lstrip(TEXT)
