"""Code that follows a package whose version the change raises: its calls are awaited, or given other arguments."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from reviewlint.enclosed import open_at

if TYPE_CHECKING:
    from reviewlint.change.model import Side
    from reviewlint.facts.behaviour import Tokens
    from reviewlint.facts.facts import Facts

_WAITS = frozenset(("await", "async"))


def upgraded_names(facts: Facts, path: str) -> frozenset[str]:
    """The names that the file `path` takes from packages whose version the change raises; those of both sides."""
    packages = {_plain(one.name) for one in facts.dependencies.changed}
    if not packages:
        return frozenset()
    found: list[frozenset[str]] = []
    sides: tuple[Side, Side] = ("base", "head")
    for side in sides:
        outline = facts.sources.outline(path, side)
        entries = outline.imports if outline is not None else ()
        found.append(frozenset(e.alias for e in entries if e.alias and _is_of(e.module, packages)))
    return found[0] & found[1]


def adapts(before: Tokens, after: Tokens, names: frozenset[str]) -> bool:
    """Whether all that differs stands in calls of `names`, or waits for one."""
    if names.isdisjoint(after):
        return False
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        old, new = before[a:b], after[c:d]
        waits = not old and _WAITS.issuperset(new) and after[d : d + 1] != () and after[d] in names
        if not waits and not (_in_call(before, a, names) and _in_call(after, c, names)):
            return False
    return True


def _in_call(tokens: Tokens, at: int, names: frozenset[str]) -> bool:
    """Whether a bracket around the place `at` opens the arguments of one of `names`."""
    around = (place for place in open_at(tokens, at) if place and tokens[place] == "(")
    return any(tokens[place - 1] in names for place in around)


def _is_of(module: str, packages: set[str]) -> bool:
    parts = module.split("/")
    wanted = "/".join(parts[:2]) if module.startswith("@") else parts[0]
    return (
        _plain(wanted) in packages
        or _plain(wanted.partition(".")[0]) in packages
        or _plain(module) in packages
    )


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
