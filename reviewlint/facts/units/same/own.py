"""Members that a method asks of itself with or without saying so: `this.rate`, `rate`; and private fields that got, or
lost, the sign of a private name: `rate`, `_rate`.

A name that is a local or a parameter of the method is left as it stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.enclosed import closing
from reviewlint.facts.units.moved.moves import by_file
from reviewlint.facts.units.same.locals import are_local
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.moved.moves import Pair
    from reviewlint.facts.units.side import Part

_LANGUAGES = frozenset(("java", "csharp", "dart", "scala", "cpp"))
_ALWAYS = frozenset(("typescript", "tsx", "php"))  # members are always asked of somebody there
_SIGNS = ((".",), ("-", ">"))
_NAME = regex(r"[A-Za-z_]\w*\Z")
_MARKS = ("_", "m_")
_OPEN = regex(r"\b(?:public|protected|internal)\b")
_CLOSED = regex(r"\bprivate\b")
_MOST = 3_000  # tokens
Renames = dict[str, str]


def asks_itself(base: Part, head: Part) -> bool:
    """Whether the two are the same but for saying whose a member is that is one's own."""
    if head.behaviour().language.name not in _LANGUAGES or max(len(base.tokens), len(head.tokens)) > _MOST:
        return False
    if base.tokens.count("this") == head.tokens.count("this"):
        return False
    before, after = _own(base, head, {}), _own(head, base, {})
    return before is not None and after is not None and before == after


def marks_private(pairs: Iterable[Pair]) -> frozenset[int]:
    """The ids of the `pairs` that differ in the names of private fields alone, which got or lost a sign of it."""
    both = (pair for pair in pairs if pair.base is not None and pair.head is not None and not pair.unbound)
    found: set[int] = set()
    for every in by_file(both):
        for holder in every:
            names = _marked(holder)
            if names:
                found |= _follow(holder, every, names)
    return frozenset(found)


def with_own_names(part: Part, other: Part, names: Renames) -> Tokens | None:
    """The tokens of a unit with other names for members of its own; None where that is unsure, as a local of either
    form has one of them."""
    if any(_is_local(name, part, part) for name in {*names, *names.values()}):
        return None
    return _own(part, other, names)


def _follow(holder: Pair, every: list[Pair], names: Renames) -> set[int]:
    """The ids of what belongs to a class and differs in those names alone."""
    if holder.base is None or holder.head is None:
        return set()
    found = {id(holder)}
    back = {new: old for old, new in names.items()}
    for pair in every:
        base, head = pair.base, pair.head
        if base is None or head is None or not head.name.startswith(f"{holder.head.name}.") or base is head:
            continue
        before, after = _own(base, head, names), _own(head, base, {}, back)
        if before is not None and before == after:
            found.add(id(pair))
    return found


def _marked(pair: Pair) -> Renames:
    """The new names of the private fields of a class, by the old ones, if it differs in nothing else."""
    base, head = pair.base, pair.head
    if base is None or head is None or head.kind != "class" or len(base.tokens) != len(head.tokens):
        return {}
    if head.behaviour().language.name not in _LANGUAGES | _ALWAYS:
        return {}
    found: Renames = {}
    for old, new in zip(base.tokens, head.tokens, strict=True):
        if old != new and (not _is_marked(old, new) or found.setdefault(old, new) != new):
            return {}
    private = all(is_private(base, old) and is_private(head, new) for old, new in found.items())
    return found if private and not {*found.values()} & {*base.tokens} else {}


def _is_marked(old: str, new: str) -> bool:
    return _NAME.match(old) is not None and any(
        mark + one == other for mark in _MARKS for one, other in ((old, new), (new, old))
    )


def is_private(part: Part, name: str) -> bool:
    """Whether the line that declares a field says that it is private, or nothing, which is the same in C#."""
    lines = re.findall(rf"^[^\n(){{}}=]*\b{name}\b[ \t]*(?:[;=:][^\n]*)?$", part.own_text, re.MULTILINE)
    is_default = part.behaviour().language.name == "csharp"
    return len(lines) == 1 and (
        _CLOSED.search(lines[0]) is not None or (is_default and not _OPEN.search(lines[0]))
    )


def _own(part: Part, other: Part, names: Renames, known: Iterable[str] = ()) -> Tokens | None:
    """The tokens of a unit without `this` before its own members, those that `names` tells by their new names; None
    where somebody else may be meant by it."""
    tokens = part.tokens
    if "this" in tokens and _has_another(tokens):
        return None
    asked = {tokens[after] for at in range(len(tokens)) if (after := _after(tokens, at))}
    free = {name for name in asked | {*names} | {*known} if not _is_local(name, part, other)}
    always = part.behaviour().language.name in _ALWAYS
    found: list[str] = []
    at = 0
    while at < len(tokens):
        after = _after(tokens, at)
        name = tokens[after] if after else tokens[at]
        if after and (name in free or name in names or name in known) and not always:
            found.append(names.get(name, name))
            at = after + 1
        elif after and always:
            found += (*tokens[at:after], names.get(name, name))
            at = after + 1
        else:
            is_field = name in names and name in free and not is_member(tokens, at) and not always
            found.append(names[name] if is_field else tokens[at])
            at += 1
    return tuple(found)


def _after(tokens: Tokens, at: int) -> int:
    """The place of the member that is asked of `this`, which stands at `at`; 0 for anything else."""
    if tokens[at] != "this":
        return 0
    for sign in _SIGNS:
        after = at + 1 + len(sign)
        if tokens[at + 1 : after] == sign and after < len(tokens) and _NAME.match(tokens[after]):
            return after
    return 0


def is_member(tokens: Tokens, at: int) -> bool:
    """Whether the name at `at` is asked of something: `cart.rate`, `$cart->rate`, `Cart::rate`; not so in `0..rate`."""
    before = tokens[max(at - 2, 0) : at]
    return (before[-1:] == (".",) and before[:1] != (".",)) or before in (("-", ">"), (":", ":"))


def _is_local(name: str, part: Part, other: Part) -> bool:
    return any(name in one.signature[1:] or are_local(one, [name]) for one in (part, other))


def _has_another(tokens: Tokens) -> bool:
    """Whether a class without a name stands in `tokens`, whose `this` is another."""
    for at, token in enumerate(tokens):
        if token == "new" and "(" in tokens[at : at + 24]:
            end = closing(tokens, tokens.index("(", at))
            if tokens[end + 1 : end + 2] == ("{",):
                return True
    return False
