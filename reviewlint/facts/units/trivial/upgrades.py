"""Code that follows a package whose version the change raises: its calls are awaited, or given other arguments."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from reviewlint.enclosed import open_at
from reviewlint.facts.units.literals import is_literal
from reviewlint.record import Record

if TYPE_CHECKING:
    from reviewlint.change.model import Side
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.units.behaviour import Tokens

_SIDES: tuple[Side, Side] = ("base", "head")
_WAITS = frozenset(("await", "async"))


class Upgraded(Record):
    """The names that a file takes from packages whose version the change raises, on both sides, and (old, new) ones
    that took the place of one another."""

    names: frozenset[str] = frozenset()
    exchanged: tuple[tuple[str, str], ...] = ()


def upgraded(facts: Facts, path: str) -> Upgraded:
    """What the file `path` takes from packages whose version the change raises."""
    packages = {plain_name(one.name) for one in facts.dependencies.changed}
    if not packages:
        return Upgraded()
    before, after = (_taken(facts, path, side, packages) for side in _SIDES)
    crates = (name.replace("-", "_") for name in packages) if path.endswith(".rs") else ()  # need no import
    gone, came = before.keys() - after.keys(), after.keys() - before.keys()
    exchanged = sorted((old, new) for old in gone for new in came if before[old] == after[new])
    alone = len(exchanged) == len(gone) == len(came)  # which took whose place would be a guess
    return Upgraded(frozenset(before.keys() & after.keys()).union(crates), tuple(exchanged) if alone else ())


def _taken(facts: Facts, path: str, side: Side, packages: set[str]) -> dict[str, str]:
    """The names that the file takes from one of `packages` on that side, and from which module each."""
    outline = facts.sources.outline(path, side)
    entries = outline.imports if outline is not None else ()
    return {entry.alias: entry.module for entry in entries if entry.alias and is_of(entry.module, packages)}


def adapts(before: Tokens, after: Tokens, given: Upgraded) -> bool:
    """Whether all that differs stands in calls of what is `given`, or waits for one."""
    names = given.names
    for old, new in given.exchanged:
        before, after = _called_by(before, old, new), _called_by(after, new, new)
        names |= {new}
    return _differ_in_calls(before, after, names)


def _called_by(tokens: Tokens, name: str, new: str) -> Tokens:
    """`tokens` with calls of `name` as calls of `new`, none as that of a constructor."""
    called = {at for at, token in enumerate(tokens) if token == name and tokens[at + 1 : at + 2] == ("(",)}
    return tuple(
        new if at in called else token
        for at, token in enumerate(tokens)
        if token != "new" or at + 1 not in called
    )


def _differ_in_calls(before: Tokens, after: Tokens, names: frozenset[str]) -> bool:
    if names.isdisjoint(after):
        return False
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        old, new = before[a:b], after[c:d]
        waits = not old and _WAITS.issuperset(new) and after[d : d + 1] != () and after[d] in names
        called = _in_call(before, a, names) and _in_call(after, c, names)
        if not (waits or called or _is_member(before, a, b, names) or _is_field(old, new, after, c, names)):
            return False
    return True


def _is_member(tokens: Tokens, start: int, end: int, names: frozenset[str]) -> bool:
    """Whether one name was exchanged that is a member of one of `names`: its package calls it otherwise now."""
    alone = end == start + 1 and tokens[start].isidentifier()
    return alone and start > 1 and tokens[start - 1] == "." and tokens[start - 2] in names


def _is_field(old: Tokens, new: Tokens, tokens: Tokens, at: int, names: frozenset[str]) -> bool:
    """Whether a field with a literal came into a value of a type of `names`: `mv::Options { …, exchange: false }`."""
    named = [token for token in new if token != ","]
    if old or len(named) != 3 or named[1] != ":" or not named[0].isidentifier() or not is_literal(named[2]):
        return False
    opened = next(open_at(tokens, at), 0)
    start = opened - 1
    while start > 1 and (tokens[start - 1] == "." or (start > 2 and tokens[start - 2 : start] == (":", ":"))):
        start -= 2 if tokens[start - 1] == "." else 3
    return start >= 0 and tokens[opened] == "{" and tokens[start] in names


def _in_call(tokens: Tokens, at: int, names: frozenset[str]) -> bool:
    """Whether a bracket around the place `at` opens the arguments of one of `names`."""
    around = (place for place in open_at(tokens, at) if place and tokens[place] == "(")
    return any(tokens[place - 1] in names for place in around)


def is_of(module: str, packages: set[str]) -> bool:
    """Whether an imported module is of one of the packages, whose names are plain."""
    parts = module.replace("::", "/").split("/")
    wanted = "/".join(parts[:2]) if module.startswith("@") else parts[0]
    return (
        plain_name(wanted) in packages
        or plain_name(wanted.partition(".")[0]) in packages
        or any(plain_name("/".join(parts[:end])) in packages for end in range(2, len(parts) + 1))
    )


def plain_name(name: str) -> str:
    """The name of a package as manifests and imports have it alike."""
    return re.sub(r"[-_.]+", "-", name).lower()
