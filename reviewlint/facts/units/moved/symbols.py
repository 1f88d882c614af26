"""Names of definitions, constants and private fields that a change replaces wherever they stood.

Rename Symbol of an editor: the old name is nowhere left, the new one was nowhere before, and both are declared, each on
its side. What differs in nothing but such names behaves as before.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from reviewlint.facts.units.same.renames import is_left
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reviewlint.change.model import Side
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import File
    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.moved.moves import Pair
    from reviewlint.syntax.model import Outline

_NAME = regex(r"[A-Za-z_]\w{2,}\Z")
_CAPITALS = regex(r"[A-Z][A-Z0-9_]+\Z")
_MOST = 20  # names
# how a constant is written, what a module or only its own type has, and an attribute of a module in Elixir
_CONSTANT = r"(?m)^[ \t]*(?:[\w<>\[\], ]+[ \t])?{}\b[ \t]*(?::[^=\n]+|[\w\[\]]+[ \t]*)?=[^=>]"
_KEPT = (
    r"(?m)^(?:export |pub |internal )?(?:const|let|var|val)\b[^=;()\n]*[ \t]{}\b[^(\n]"
    r"|^[ \t]*(?:[\w<>\[\], ]+[ \t])?(?:static|readonly|private)\b[^=;()\n]*[ \t$]{}\b[^(\n]"
    r"|^[ \t]*@{}[ \t]+\S"
)


def renamed_symbols(facts: Facts, pairs: list[Pair]) -> dict[str, str]:
    """The new name of each, by the old one."""
    given: dict[str, set[str]] = defaultdict(set)
    for before, after in (*_modified(pairs), *_gone_and_new(pairs)):
        for old, new in _exchanged(before, after).items():
            given[old].add(new)
    found = {old: next(iter(news)) for old, news in given.items() if len(news) == 1}
    if len(found) > _MOST or len(set(found.values())) < len(found):
        return {}
    return {old: new for old, new in found.items() if _is_renamed(facts, old, new)}


def _modified(pairs: Iterable[Pair]) -> Iterator[tuple[Tokens, Tokens]]:
    for pair in pairs:
        if pair.base is not None and pair.head is not None and pair.base.own_text != pair.head.own_text:
            yield pair.base.tokens, pair.head.tokens


def _gone_and_new(pairs: Iterable[Pair]) -> Iterator[tuple[Tokens, Tokens]]:
    """What of a file went and what came in its place, of one kind and length."""
    gone: dict[tuple[str, str, int], list[Tokens]] = defaultdict(list)
    new: dict[tuple[str, str, int], list[Tokens]] = defaultdict(list)
    for pair in pairs:
        part = pair.head or pair.base
        if part is not None and part.name and (pair.base is None or pair.head is None):
            side = new if pair.base is None else gone
            side[pair.path, part.kind, len(part.tokens)].append(part.tokens)
    for key in gone.keys() & new.keys():
        if len(gone[key]) == len(new[key]) == 1:
            yield gone[key][0], new[key][0]


def _exchanged(before: Tokens, after: Tokens) -> dict[str, str]:
    """The names that stand in the place of others, where nothing else differs, and each has one only."""
    if len(before) != len(after):
        return {}
    found: dict[str, str] = {}
    for old, new in zip(before, after, strict=True):
        if old != new and (not (_NAME.match(old) and _NAME.match(new)) or found.setdefault(old, new) != new):
            return {}
    is_whole = not found.keys() & set(after) and not set(found.values()) & set(before)
    return found if is_whole else {}


def _is_renamed(facts: Facts, old: str, new: str) -> bool:
    return (
        _is_declared(facts, old, "base")
        and _is_declared(facts, new, "head")
        and not is_left(facts, old)
        and not _was_there(facts, new)
    )


def _is_declared(facts: Facts, name: str, side: Side) -> bool:
    """Whether a changed file defines the name, gives it a value, or keeps it to a type."""
    shapes = [re.compile(_KEPT.replace("{}", name))]
    if _CAPITALS.match(name):
        shapes.append(re.compile(_CONSTANT.format(name)))
    for file in facts.files:
        text = facts.sources.text(file.path, side) if file.role == "source" and file.language else None
        if text is None or name not in text:
            continue
        if any(shape.search(text) for shape in shapes):
            return True
        outline = facts.sources.outline(file.path, side)
        if outline is not None and _has(outline, name, file):
            return True
    return False


def _has(outline: Outline, name: str, file: File) -> bool:
    """Whether an outline defines the name, or it is a field that no other package of Go sees."""
    is_field = file.language == "go" and name[0].islower()
    return any(d.name.rpartition(".")[2] == name for d in outline.definitions) or (
        is_field and any(one.target == name and _in_type(outline, one.scope) for one in outline.assignments)
    )


def _in_type(outline: Outline, scope: int) -> bool:
    return scope >= 0 and outline.definitions[scope].kind not in ("function", "method")


def _was_there(facts: Facts, name: str) -> bool:
    """Whether a file had the new name before already."""
    word = re.compile(rf"\b{name}\b")
    changed = {file.path for file in facts.files}
    for path in facts.index.mentioning([name]):
        before = facts.sources.text(path, "base") if path in changed else name
        if before is not None and word.search(before):
            return True
    return False
