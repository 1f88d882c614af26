"""Two forms of a definition that do the same though their tokens differ in more than the words of an idiom."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from reviewlint.facts.units.same.forms.same import goes_the_same_ways
from reviewlint.facts.units.same.guards import guard_the_same
from reviewlint.facts.units.same.inlined import inlines
from reviewlint.facts.units.same.own import asks_itself
from reviewlint.facts.units.same.placeholders import names_placeholders
from reviewlint.facts.units.same.resources import only_defers_close
from reviewlint.facts.units.same.settled import settles_in_another_order
from reviewlint.facts.units.same.unreadnames import binds_the_same
from reviewlint.facts.units.same.versions import one_version
from reviewlint.facts.units.stretches import stretches
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.side import Part

# how the body of one expression begins and ends in braces, and without them
_AS_ARROW = (("{", "return"), ())
_OPENED = frozenset(
    ((("{", "return"), ("=", ">")), (("{",), ("=", ">")), (("{", "return"), ("=",)), (("{",), ("=",)))
)
_CLOSED = frozenset((((";", "}"), ()), (("}",), ())))
_EMPTY = frozenset(("{", "}", ";", "pass", "end"))
_ABSTRACT = regex(r"[>:{ ]*(?:raise NotImplementedError(?: \( (?:\S+ )?\))?|\. ?\. ?\.)[<}; ]*(?:end)?")
_MAKERS = frozenset(("__construct", "constructor", "__init__", "init", "initialize"))
_PROMOTED = regex(
    r"\b(?:public|protected|private|readonly)\s+(?:readonly\s+)?[^,()=$]{0,80}?(\$?\w+)\s*\??\s*(?=[,:=)])"
)
_WORD = regex(r"\w+\Z")
_MOST, _LONG = 3_000, 8_000  # tokens
_E = "\x1f"  # after every token of a text of idioms
_COPIES = regex(
    rf"(?P<taken>(?<![^{_E}])for{_E}(?:\w+{_E},{_E})?(?P<name>\w+){_E}(?:,{_E}\w+{_E})?:{_E}={_E}[^{{}}]{{1,400}}?\{{{_E}(?:[^{_E}]+{_E}){{0,60}}?)"
    rf"(?P=name){_E}:{_E}={_E}(?P=name){_E}"
)
_CALLING = regex(rf"(?<![^{_E}])(\w+){_E}-{_E}>{_E}\1{_E}\.{_E}(\w+){_E}\({_E}\)(?={_E}[),])")
_INFERRED = regex(rf"(?<![^{_E}])var{_E}(\w+){_E}={_E}")
_DECLARED = regex(
    rf"(?<![^{_E}])(?!(?:var|return|new|else|double|float|long|short|byte|decimal|[oO]bject|dynamic){_E})\w+(?:{_E}\.{_E}\w+)*(?:{_E}<(?:{_E}[\w,?.<>\[\]]+){{1,12}}?{_E}>)?"
    rf"(?:{_E}\[{_E}\])?(?:{_E}\?)?{_E}(\w+){_E}={_E}(?!=)"
)
_REFERENCE = regex(rf"(?<![^{_E}])(\w+(?:{_E}\.{_E}\w+)*){_E}:{_E}:{_E}(\w+)(?![^{_E}])")


def says_the_same(base: Part, head: Part) -> bool:
    """Whether `head` is `base` in other words: idioms, spelt types, nothing to do, fields that the head assigns."""
    return (
        base.as_idioms == head.as_idioms
        or _does_nothing(base, head)
        or (_is_abstract(base) and _is_abstract(head))
        or _spells_types(base.tokens, head.tokens, head.spelt)
        or _promotes(base, head)
        or guard_the_same(base.tokens, head.tokens)
        or _one_expression(base, head)
        or one_version(base, head)
        or names_placeholders(base.tokens, head.tokens)
        or _refers(base, head)
        or _rewords(base, head)
        or inlines(base, head)
        or _infers(base, head)
        or asks_itself(base, head)
        or goes_the_same_ways(base, head)
        or only_defers_close(base.tokens, head.tokens)
        or binds_the_same(base, head)
        or (not head.name and settles_in_another_order(base.tokens, head.tokens))
        or _lets_entries_be(base, head)
    )


def _lets_entries_be(base: Part, head: Part) -> bool:
    """Whether loops no longer copy what they take, `x := x`, since each round has its own in Go 1.22.

    Before that a copy mended a fault; so one that came is no other way to write the same.
    """
    if head.behaviour().language.name != "go" or len(base.tokens) <= len(head.tokens):
        return False
    return _COPIES.sub(r"\g<taken>", base.as_idioms) == head.as_idioms


def _rewords(base: Part, head: Part) -> bool:
    """Whether only statements are written otherwise that do the same."""
    if max(len(base.tokens), len(head.tokens)) > _LONG:
        return False
    return base.reworded == head.reworded


def _infers(base: Part, head: Part) -> bool:
    """Whether only one side says which type a local has that the compiler infers: `String a = f()`, `var a = f()`."""
    return _infers_alike(base.as_idioms, head.as_idioms) or (
        max(len(base.tokens), len(head.tokens)) < _MOST and _infers_alike(base.reworded, head.reworded)
    )


def _infers_alike(before: str, after: str) -> bool:
    inferred = [frozenset(_INFERRED.findall(text)) for text in (before, after)]
    if inferred[0] == inferred[1]:
        return False
    return _inferring(before, inferred[1]) == _inferring(after, inferred[0])


def _inferring(text: str, names: frozenset[str]) -> str:
    return _DECLARED.sub(lambda found: f"var{_E}{found[1]}{_E}={_E}" if found[1] in names else found[0], text)


def _refers(base: Part, head: Part) -> bool:
    """Whether a method is named on one side where a lambda calls it on the other: `x -> x.name()`, `Item::name`."""
    if not _names_method(base.tokens) ^ _names_method(head.tokens) and base.tokens.count(
        ">"
    ) == head.tokens.count(">"):
        return False
    before, after = _with_references(base.as_idioms), _with_references(head.as_idioms)
    return len(before) == len(after) and all(map(_is_one_reference, before, after))


def _names_method(tokens: Tokens) -> bool:
    return any(one == two == ":" for one, two in pairwise(tokens))


def _with_references(text: str) -> list[str]:
    """The tokens, each reference to a method as one of them; that of a lambda has no name of a type."""
    return _REFERENCE.sub(r"\g<1>::\g<2>", _CALLING.sub(r"::\g<2>", text)).split(_E)


def _is_one_reference(one: str, other: str) -> bool:
    return one == other or ("::" in one and "::" in other and _is_any_of(one, other))


def _is_any_of(one: str, other: str) -> bool:
    (type_, _, name), (other_type, _, other_name) = one.partition("::"), other.partition("::")
    return name == other_name and not (type_ and other_type) and (type_ or other_type)[:1].isupper()


def _one_expression(base: Part, head: Part) -> bool:
    """Whether only bodies of one expression stand in braces on one side: `{ return x; }`, `=> x`."""
    return _unbraced(base.tokens, head.tokens) or _unbraced(head.tokens, base.tokens)


def _unbraced(braced: Tokens, bare: Tokens) -> bool:
    if not len(bare) <= len(braced) < _MOST or braced.count("{") <= bare.count("{"):
        return False
    opened = False
    for old, new, _, at in stretches(braced, bare) or [((), (), 0, 0)]:
        if (old, new) in _CLOSED and opened:
            opened = False
        elif not opened and (
            (old, new) in _OPENED or ((old, new) == _AS_ARROW and bare[at - 2 : at] == ("=", ">"))
        ):
            opened = True
        else:
            return False
    return not opened


def _does_nothing(base: Part, head: Part) -> bool:
    """Whether both are functions without a body, so that only who may call them can differ."""
    if head.kind not in ("function", "method") or base.decorators != head.decorators:
        return False
    *owner, name = head.name.split(".")
    if name in _MAKERS or name in owner[-1:] or not head.inner:
        return False
    return _EMPTY.issuperset(base.inner) and _EMPTY.issuperset(head.inner)


def _is_abstract(part: Part) -> bool:
    """Whether a method only says that its heirs have to have it: `raise NotImplementedError()`, `...`."""
    return (
        part.kind == "method" and bool(part.inner) and _ABSTRACT.fullmatch(" ".join(part.inner)) is not None
    )


def _spells_types(before: Tokens, after: Tokens, brackets: tuple[str, ...]) -> bool:
    """Whether the two differ in type arguments alone that one side leaves to the compiler."""
    if not brackets or len(before) == len(after) or max(len(before), len(after)) > _MOST:
        return False
    short, long = sorted((before, after), key=len)
    if brackets[0] not in long:
        return False
    left = right = 0
    while right < len(long):
        if left < len(short) and short[left] == long[right]:
            left, right = left + 1, right + 1
            continue
        end = _after_types(long, right, brackets)
        if end <= right:
            return False
        right = end
    return left == len(short)


def _after_types(tokens: Tokens, at: int, brackets: tuple[str, ...]) -> int:
    """The place after the type arguments of a call that begin at `at`; 0 where none begin."""
    opening, closing = brackets
    while at < len(tokens) and tokens[at] == ":":  # as Rust writes them, `parse::<u8>()`
        at += 1
    inside = tokens[at] != opening if at < len(tokens) else True
    if inside and not (at and tokens[at - 1] == opening):
        return 0
    depth, start = (1, at) if inside else (0, at)
    for place in range(start, min(start + 60, len(tokens))):
        depth += (tokens[place] == opening) - (tokens[place] == closing)
        if depth == 0:
            after = tokens[place + 1] if place + 1 < len(tokens) else ""
            goes_on = after in ("(", ".") or _WORD.match(after)
            return (place if inside else place + 1) if goes_on else 0
    return 0


def _promotes(base: Part, head: Part) -> bool:
    """Whether a constructor assigns by its parameters what it assigned by hand, or the other way round."""
    if head.name.rpartition(".")[2] not in ("__construct", "constructor"):
        return False
    old, new = _promoted(base), _promoted(head)
    if old == new:
        return False
    return _without(base.tokens, new - old) == _without(head.tokens, old - new) != base.tokens


def _promoted(part: Part) -> frozenset[str]:
    head = part.text[part.spans[0][0] : part.body] if part.spans else ""
    return frozenset(name.lstrip("$") for name in _PROMOTED.findall(head))


def _without(tokens: Tokens, names: frozenset[str]) -> Tokens:
    """`tokens` without the statements that assign a parameter of one of `names` to the field of its name."""
    text = "\x1f".join(("", *tokens, ""))
    for name in names:
        field, value = rf"this\x1f(?:-\x1f>|\.)\x1f{re.escape(name)}", rf"(?:\$\x1f)?{re.escape(name)}"
        text, count = re.subn(rf"(?<=\x1f)(?:\$\x1f)?{field}\x1f=\x1f{value}\x1f(?:;\x1f)?", "", text)
        if count != 1:
            return ()
    return tuple(text.split("\x1f")[1:-1])
