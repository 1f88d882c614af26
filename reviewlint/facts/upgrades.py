"""Code that follows a package whose version the change raises: its calls are awaited, or given other arguments."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from reviewlint.enclosed import open_at
from reviewlint.facts.literals import is_literal

if TYPE_CHECKING:
    from reviewlint.change.model import Side
    from reviewlint.facts.behaviour import Tokens
    from reviewlint.facts.facts import Facts

_WAITS = frozenset(("await", "async"))


def upgraded_names(facts: Facts, path: str) -> frozenset[str]:
    """The names that the file `path` takes from packages whose version the change raises; those of both sides."""
    packages = {plain_name(one.name) for one in facts.dependencies.changed}
    if not packages:
        return frozenset()
    found: list[frozenset[str]] = []
    sides: tuple[Side, Side] = ("base", "head")
    for side in sides:
        outline = facts.sources.outline(path, side)
        entries = outline.imports if outline is not None else ()
        found.append(frozenset(e.alias for e in entries if e.alias and is_of(e.module, packages)))
    crates = (name.replace("-", "_") for name in packages) if path.endswith(".rs") else ()  # need no import
    return (found[0] & found[1]).union(crates)


def adapts(before: Tokens, after: Tokens, names: frozenset[str]) -> bool:
    """Whether all that differs stands in calls of `names`, or waits for one."""
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
