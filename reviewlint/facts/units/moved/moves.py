"""Units that stood elsewhere before, or under another name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

from reviewlint.facts.casing import dashed, underscored
from reviewlint.facts.model import VERBS
from reviewlint.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.side import Part

_SHORT = 5  # letters: a shorter class may share its name with other things
_MOST_RENAMES = 12
_STRING = "\x02"  # how a token of behaviour marks a literal
_LETTERS: tuple[Callable[[str], str], ...] = (
    str.lower,
    underscored,
    dashed,
    lambda name: name[0].lower() + name[1:],
)
_ENOUGH_TO_MOVE = 8  # tokens: shorter bodies are alike by chance


class Pair(Record):
    """A unit before and after; one of them is None for what was added or removed."""

    path: str
    base: Part | None
    head: Part | None
    unbound: str = ""  # what to say of a name that it uses, and that one side does not import


def touched(pairs: Iterable[Pair]) -> list[Pair]:
    """Those whose sides are not one and the same, and that have on both what they use."""
    return [pair for pair in pairs if not pair.unbound and pair.base is not pair.head]


def by_file(pairs: Iterable[Pair]) -> list[list[Pair]]:
    """The pairs of each file, in order."""
    files: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        files[pair.path].append(pair)
    return list(files.values())


def moves(
    removed: list[Pair], added: list[Pair], every: list[Pair], given: dict[str, str]
) -> tuple[dict[int, str], dict[str, str]]:
    """The added units (by id) that stood elsewhere before, and the renames (old last name to new).

    `given`: renames that are known (old name to new).
    `every`: all pairs of the change, in which a string that names a class may be renamed at all of its places.
    Where members moved from one holder to another, the holder is renamed, and with that its other members
    may be found again.
    """
    moved: dict[int, str] = {}
    renamed: dict[str, str] = dict(given)
    likely = _alike_holders(removed, added) if removed and added else {}
    for _ in range(3) if removed and added else ():
        known = len(moved), len(renamed)
        names = likely | renamed
        names |= _keys(names, every)
        pool: dict[Tokens, list[Part]] = defaultdict(list)
        for pair in removed:
            if pair.base is not None and id(pair.base) not in moved:
                pool[_following(pair.base.inner, names)].append(pair.base)
        for pair in added:
            if pair.head is not None and id(pair.head) not in moved:
                _found_again(pair.head, pool, moved, renamed)
        if (len(moved), len(renamed)) == known:
            break
    return moved, renamed | _keys(renamed, every)


def _keys(renamed: dict[str, str], every: list[Pair]) -> dict[str, str]:
    """The literals that name a renamed class in other letters, where two or more units all change over."""
    keys: dict[str, str] = {}
    for old, new in renamed.items() if len(renamed) <= _MOST_RENAMES else ():
        if len(old) > _SHORT and old[:1].isupper() and new[:1].isupper():
            words = {written(old): written(new) for written in _LETTERS}
            keys.update((_STRING + a, _STRING + b) for a, b in words.items() if _all_change(a, b, every))
    return keys


def _all_change(old: str, new: str, every: list[Pair]) -> bool:
    """Whether two or more units held `old` between quotes, and none does now, but one or more `new`."""
    before, after = _quoted(old), _quoted(new)
    heads = [pair.head.own_text for pair in every if pair.head is not None]
    users = sum(before.search(pair.base.own_text) is not None for pair in every if pair.base is not None)
    return users > 1 and any(map(after.search, heads)) and not any(map(before.search, heads))


def _quoted(word: str) -> re.Pattern[str]:
    return re.compile(rf"([\"'`]){re.escape(word)}\1")


def _alike_holders(removed: list[Pair], added: list[Pair]) -> dict[str, str]:
    """Classes gone and new whose members have the same names: likely one, renamed."""
    before = _members(pair.base for pair in removed)
    after = {members: name for name, members in _members(pair.head for pair in added).items()}
    return {
        _last(old): _last(after[members])
        for old, members in before.items()
        if members in after and _last(old) != _last(after[members])
    }


def _members(found: Iterable[Part | None]) -> dict[str, frozenset[str]]:
    members: dict[str, set[str]] = defaultdict(set)
    for part in found:
        holder, _, name = part.name.rpartition(".") if part is not None else ("", "", "")
        if holder:
            members[holder].add(name)
    return {holder: frozenset(names) for holder, names in members.items()}


def _following(tokens: Tokens, renamed: dict[str, str]) -> Tokens:
    return tuple(renamed.get(token, token) for token in tokens) if renamed else tokens


def _found_again(
    head: Part, pool: dict[Tokens, list[Part]], moved: dict[int, str], renamed: dict[str, str]
) -> None:
    candidates = pool.get(head.inner)
    if not candidates:
        return
    old = _closest(candidates, head)
    (old_holder, _, old_name), (holder, _, name) = old.name.rpartition("."), head.name.rpartition(".")
    is_known = renamed.get(old_name) == name
    is_short = len(head.inner) < _ENOUGH_TO_MOVE
    if asks_otherwise(old, head) or (old_name != name and not is_known and is_short):
        return
    if old_name != name:
        renamed[old_name] = name
    elif old_holder != holder and holder and old_holder and len(head.inner) >= _ENOUGH_TO_MOVE:
        renamed.setdefault(_last(old_holder), _last(holder))
    candidates.remove(old)
    moved[id(head)] = moved[id(old)] = "moved" if old_name == name else "renamed"


def asks_otherwise(old: Part, new: Part) -> bool:
    """Whether two units are named by different methods of HTTP: by its name a framework knows what to call it for."""
    names = {_last(old.name).lower(), _last(new.name).lower()}
    return len(names) > 1 and names <= VERBS


def _closest(found: list[Part], head: Part) -> Part:
    return max(found, key=lambda part: (part.name == head.name, _last(part.name) == _last(head.name)))


def _last(name: str) -> str:
    return name.rpartition(".")[2]
