"""Values that were given a name, or lost one: Extract and Inline Constant of M. Fowler's "Refactoring".

The name is new, or gone, in its file; where it stands on one side, its value stood on the other. The unit that declares
it says nothing else that is new.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from reviewlint.facts.units.literals import TEXT
from reviewlint.facts.units.moved.moves import touched
from reviewlint.facts.units.same.givens import Given, givens, words, writes
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.change.model import Side
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.moved.moves import Pair
    from reviewlint.facts.units.side import Part

_HOLDERS = ("module", "class", "type")
_MOST = 6_000  # tokens of a unit
_FRAME = frozenset(("{", "}", "end", ";"))
_EMPTY = (("companion", "object", "{", "}"), ("const", "(", ")"))
_BEFORE = frozenset(("(", ",", "=", ":", "[", "{", "return", ";"))
_AFTER = frozenset((")", ",", ";", "]", "}", ":"))
_BINDS_MORE = frozenset(("as", "is"))
_HOLE = regex(r"[$#]\{\s*(\w+)\s*\}")
_BRACES = regex(r"\{\s*(\w+)\s*\}")
_FORMATTED = regex(rf"{TEXT}[fF](\"\"\"|'''|\"|')")


class Constant(Record):
    """A constant with the unit and file that declare it, and the class that holds it ("" for none)."""

    given: Given
    part: Part
    path: str
    owner: str


Constants = frozenset[Constant]
Known = dict[str, list[Constant]]


class _Named:
    """The constants that only one side of a change has."""

    def __init__(self, facts: Facts, pairs: list[Pair], side: Side) -> None:
        self._facts, self._side = facts, side
        other: Side = "base" if side == "head" else "head"
        found: dict[str, list[Constant]] = defaultdict(list)
        for pair in pairs:
            part, before = (pair.head, pair.base) if side == "head" else (pair.base, pair.head)
            if part is not None and _may_hold(part, before):
                for given in _alone(part):
                    if not self._has(pair.path, other, given.name):
                        owner = part.name.rpartition(".")[2]
                        found[given.name].append(Constant(given, part, pair.path, owner))
        self._known: Known = found

    def __bool__(self) -> bool:
        return bool(self._known)

    def _of(self, name: str, path: str) -> Constant | None:
        """The one constant of that name in a file, or else the one of the change."""
        every = self._known.get(name, [])
        own = [one for one in every if one.path == path] or every
        return own[0] if len(own) == 1 else None

    def _has(self, path: str, side: Side, name: str) -> bool:
        text = self._facts.sources.text(path, side)
        return text is not None and name in text and re.search(rf"\b{name}\b", text) is not None

    def has(self, one: Constant) -> bool:
        """Whether that constant is one of this side."""
        return any(one is known for known in self._known.get(one.given.name, ()))

    def is_left_by_all(self, one: Constant) -> bool:
        """Whether no file can still ask for a constant that went."""
        return one.part.behaviour().language.name not in words()["late"] or self.is_free(one)

    def is_free(self, one: Constant) -> bool:
        """Whether no file but that of the constant says its name."""
        files = self._facts.index.mentioning([one.given.name])
        return files <= ({one.path} if self._side == "head" else frozenset())

    def without_declarations(self, part: Part) -> tuple[Tokens, frozenset[Constant]]:
        """The tokens of a unit without the constants that it declares, and these."""
        tokens = part.tokens
        own = [one for many in self._known.values() for one in many if one.part is part]
        for one in sorted(own, key=lambda one: -one.given.start):
            tokens = tokens[: one.given.start] + tokens[one.given.end :]
        return _without_frames(tokens), frozenset(own)

    def put_in(self, tokens: Tokens, part: Part, path: str) -> tuple[Tokens, frozenset[Constant]]:
        """`tokens` with the values of the constants in the places of their names, and those constants."""
        found: list[str] = []
        used: set[Constant] = set()
        for at, token in enumerate(tokens):
            if token[0] == TEXT and "{" in token:
                found.append(self._filled(token, part, path, used))
                continue
            one = self._of(token, path) if token in self._known else None
            who = _asked(tokens, at) if one is not None else 0
            value = self._value(one, part, path, tokens, at, who) if one is not None else ()
            if not value:
                found.append(token)
                continue
            del found[len(found) - who :]
            found += value
            used.update(() if one is None else (one,))
        return tuple(found), frozenset(used)

    def _filled(self, token: str, part: Part, path: str, used: set[Constant]) -> str:
        """A template with values in the places of names."""

        def put(found: re.Match[str]) -> str:
            one = self._of(found[1], path)
            if one is None or len(one.given.value) > 1 or not self._is_bare(one, part, path):
                return found[0]
            used.add(one)
            return one.given.value[0].lstrip(TEXT)

        opened = _FORMATTED.match(token)
        text = (_BRACES if opened else _HOLE).sub(put, token)
        if opened and text != token and "{" not in text:
            return TEXT + text[opened.end() :].removesuffix(opened[1])
        return text

    def _value(self, one: Constant, part: Part, path: str, tokens: Tokens, at: int, who: int) -> Tokens:
        """What stands for the name at `at`, before which `who` tokens say whose it is; nothing where that is unsure."""
        sure = self._is_asked(one, part, path, tokens, at, who) if who else self._is_bare(one, part, path)
        if not sure or _is_key(tokens, at, part):
            return ()
        value = one.given.value
        value = value[:-2] if value[-1] == "freeze" else value
        return value if _fits(value, (*tokens[: at - who], "", *tokens[at + 1 :]), at - who) else ()

    def _is_bare(self, one: Constant, part: Part, path: str) -> bool:
        """Whether the name by itself is that constant in a unit."""
        if one.path != path:
            entry = self._facts.sources.imports(path, self._side).get(one.given.name)
            return entry is not None and not one.owner
        asks = one.owner and part is not one.part and part.behaviour().language.name in words()["asks"]
        return not asks

    def _is_asked(self, one: Constant, part: Part, path: str, tokens: Tokens, at: int, who: int) -> bool:
        """Whether what stands before the name is the class of that constant."""
        asked = tokens[at - who]
        if not one.owner or tokens[at - who - 1 : at - who] in ((".",), (":",), ("\\",)):
            return False
        if asked == one.owner:
            return True
        language = part.behaviour().language.name
        holder = part.name if part is one.part else part.name.rpartition(".")[0]
        if asked not in words()["own"] or one.path != path or holder.rpartition(".")[2] != one.owner:
            return False
        if asked == "this" and "function" in tokens[1:]:
            return False
        fixed = asked not in words()["heirs"] or (asked == "self" and language in words()["written"])
        return fixed or self.is_free(one)


def named_values(facts: Facts, pairs: Iterable[Pair]) -> frozenset[int]:
    """The ids of the `pairs` that differ in nothing but values that have a name on one side."""
    every = touched(pairs)
    new, gone = _Named(facts, every, "head"), _Named(facts, every, "base")
    if not new and not gone:
        return frozenset()
    found: dict[int, Constants] = {}
    used: set[Constant] = set()
    for pair in every:
        declared, put = _constants(pair, new, gone)
        if declared or put:
            found[id(pair)] = declared
            used |= put
    return frozenset(
        pair
        for pair, declared in found.items()
        if declared <= used and all(new.has(one) or gone.is_left_by_all(one) for one in declared)
    )


def _constants(pair: Pair, new: _Named, gone: _Named) -> tuple[Constants, Constants]:
    """The constants that a unit declares, and those of which it has the values on the other side; none where anything
    else differs."""
    nothing: Constants = frozenset()
    base, head = pair.base, pair.head
    if head is None or max(len(part.tokens) for part in (base, head) if part) > _MOST:
        return nothing, nothing
    after, came = new.without_declarations(head)
    if base is None:
        bare = came and _FRAME.issuperset(after[len(head.signature) :])
        return (came, nothing) if bare else (nothing, nothing)
    before, went = gone.without_declarations(base)
    before, old = gone.put_in(before, base, pair.path)
    after, fresh = new.put_in(after, head, pair.path)
    if not (went or came or old or fresh):
        return nothing, nothing
    same = before == after or base.behaviour().as_idioms(before) == head.behaviour().as_idioms(after)
    return (went | came, old | fresh) if same else (nothing, nothing)


def _may_hold(part: Part, other: Part | None) -> bool:
    if part.kind not in _HOLDERS or len(part.tokens) > _MOST:
        return False
    if other is not None and part.tokens == other.tokens:
        return False
    return not any(token.endswith(tuple(words()["made"])) for token in part.signature)


def _alone(part: Part) -> list[Given]:
    """The constants that a unit declares and that its file gives no other value."""
    found = list(givens(part.tokens, part.behaviour().language.name))
    if not found:
        return []
    every = part.behaviour().tokens(((0, len(part.text)),))
    return [
        one for one in found if writes(one.name, every) == writes(one.name, part.tokens[one.start : one.end])
    ]


def _without_frames(tokens: Tokens) -> Tokens:
    """`tokens` without brackets, and blocks at the end, that would hold constants."""
    for frame in _EMPTY:
        for at in range(len(tokens) - len(frame), -1, -1):
            if tokens[at : at + len(frame)] == frame:
                tokens = tokens[:at] + tokens[at + len(frame) :]
    end = len(tokens)
    while end and tokens[end - 1] in "<>":
        end -= 1
    return tokens[:end]


def _asked(tokens: Tokens, at: int) -> int:
    """How many tokens before a name say whose it is: `Item.`, `self::`."""
    if tokens[at - 1 : at] == (".",) and at > 1:
        return 2
    return 3 if tokens[max(at - 2, 0) : at] == (":", ":") and at > 2 else 0


def _is_key(tokens: Tokens, at: int, part: Part) -> bool:
    """Whether a name is the key of an object, not a value."""
    keyed = tokens[at + 1 : at + 2] == (":",) and tokens[at - 1] in ("{", ",")
    return keyed and part.behaviour().language.name in SCRIPTS


def _fits(value: Tokens, tokens: Tokens, at: int) -> bool:
    """Whether a value can stand in the place of its name, which is at `at`, and mean the same there."""
    before, after = tokens[at - 1 : at], (*tokens[at + 1 : at + 3], "", "")
    if value[0] in "[({":
        return before in (("in",), ("of",)) or (after[0] == "." and after[1] in words()["asking"])
    if not set(value[1:]) & set("+-*/%|"):
        return after[:2] != ("<", "<")
    goes_on = after[0].isidentifier() and after[0] not in _BINDS_MORE
    return (not before or before[0] in _BEFORE) and (after[0] in _AFTER or goes_on or not after[0])
