"""What an expression says, as nested tuples: two forms of one expression are the same term.

A term is a text (a name, a sign, a literal) or a tuple whose first entry says what the others are. The functions here
make terms in one form: a comparison points one way, a `not` stands at the questions, texts are put together flatly.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TypeGuard, Union

Term = Union[str, int, tuple["Term", ...]]  # noqa: UP007  # a name that stands in itself

NOTHING: tuple[Term, ...] = ()
NULL: Term = "null"
TRUE: Term = "true"
FALSE: Term = "false"
_OPPOSITE = {TRUE: FALSE, FALSE: TRUE}
_EQUAL = {"==": "==", "!=": "==", "===": "===", "!==": "===", "is": "is", "is not": "is", "<>": "=="}
_INSIDE = {"in": "in", "not in": "in", "!in": "in"}
_NEGATIVE = frozenset(("!=", "!==", "is not", "not in", "!in", "<>"))
_UNEQUAL = {"<": False, "<=": False, ">": True, ">=": True}  # whether the sides change places


def is_call(term: Term) -> TypeGuard[tuple[Term, ...]]:
    """Whether something is called."""
    return isinstance(term, tuple) and term[:1] == ("call",)


def is_plain(term: Term) -> bool:
    """Whether nothing is called, assigned or awaited in it, so that it may stand in another place."""
    if not isinstance(term, tuple):
        return True
    return term[:1] not in (("call",), ("=",), ("await",), ("fn",), ("new",), ("yield",)) and all(
        map(is_plain, term)
    )


def is_question(term: Term) -> bool:
    """Whether a term is true or false whatever the language takes for true."""
    if term in (TRUE, FALSE):
        return True
    if not isinstance(term, tuple) or not term:
        return False
    if term[0] in ("and", "or"):
        return all(map(is_question, term[1:]))
    return term[0] in ("not", "==", "===", "is", "in", "<", "<=", "null?", "isa")


def negated(term: Term) -> Term:
    """What holds where `term` does not."""
    if term in (TRUE, FALSE):
        return _OPPOSITE[term]
    if isinstance(term, tuple) and term:
        first, *rest = term
        if first == "not":
            return rest[0]
        if first == "and":
            return joined("or", [negated(one) for one in rest])
        if first == "or":
            return joined("and", [negated(one) for one in rest])
        if first in ("<", "<=") and len(rest) == 2:
            return ("<=" if first == "<" else "<", rest[1], rest[0])
    return ("not", term)


def compared(sign: str, one: Term, other: Term, *, typed: bool, null: str = "==") -> Term:
    """A comparison in its form.

    `typed`: a language in which only what is true or false equals `true`; `null`: the sign that asks whether something
    is there.
    """
    if sign in _UNEQUAL:
        if _UNEQUAL[sign] and (is_plain(one) or is_plain(other)):
            return (sign.replace(">", "<"), other, one)
        return (sign, one, other)
    if sign in _INSIDE:
        found: Term = ("in", one, other)
    else:
        found = _equal(_EQUAL[sign], one, other, typed=typed and sign not in _NEGATIVE, null=null)
    return negated(found) if sign in _NEGATIVE else found


def is_comparison(sign: str) -> bool:
    """Whether a sign compares."""
    return sign in _EQUAL or sign in _INSIDE or sign in _UNEQUAL


def _equal(sign: str, one: Term, other: Term, *, typed: bool, null: str) -> Term:
    if other == NULL or one == NULL:
        asked = one if other == NULL else other
        return ("null?", asked) if sign == null else (sign, asked, NULL)
    if typed and sign == "==":
        for side, against in ((one, other), (other, one)):
            if side in (TRUE, FALSE):
                return against if side == TRUE else negated(against)
    swaps = (is_plain(one) or is_plain(other)) and repr(other) < repr(one)
    return (sign, other, one) if swaps else (sign, one, other)


def joined(word: str, parts: list[Term]) -> Term:
    """The parts between `and` or `or`, those of inner ones among them."""
    flat: list[Term] = []
    for part in parts:
        flat += part[1:] if isinstance(part, tuple) and part[:1] == (word,) else (part,)
    unset = _undefined(flat if word == "or" else [negated(one) for one in flat])
    if unset is not None:
        flat = unset if word == "or" else [negated(one) for one in unset]
    if word == "and":
        flat = _chained(flat)
    return (word, *flat) if len(flat) > 1 else flat[0]


def _undefined(parts: list[Term]) -> list[Term] | None:
    """`x === null || x === undefined` as the one question it is."""
    for at, (one, other) in enumerate(pairwise(parts)):
        if not (isinstance(one, tuple) and isinstance(other, tuple)) or one[:1] + other[:1] != ("===", "==="):
            continue
        asked = set(one[1:]) & set(other[1:])
        if len(asked) == 1 and {*one[1:], *other[1:]} - asked == {NULL, "undefined"}:
            return [*parts[:at], ("null?", asked.pop()), *parts[at + 2 :]]
    return None


def _chained(parts: list[Term]) -> list[Term]:
    """`x && x.user && x.user.name` as `x?.user?.name`."""
    found: list[Term] = []
    for part in parts:
        before = found[-1] if found else None
        link = _link(part, before) if before is not None and _is_bare(before) else None
        if link is not None:
            found[-1] = link
        else:
            found.append(part)
    return found


def _is_bare(term: Term) -> bool:
    """Whether a term is a chain of names, or of what is asked for without arguments."""
    if not isinstance(term, tuple):
        return True
    return (term[:1] in ((".",), ("?.",)) and _is_bare(term[1])) or (
        term[:1] == ("call",) and len(term) == 2 and _is_bare(term[1])
    )


def _link(term: Term, before: Term) -> Term | None:
    """`term` asked for only if `before`, with which it begins, is there; None where it does not begin so."""
    if not isinstance(term, tuple) or len(term) < 2 or term[0] not in (".", "?.", "call"):
        return None
    if term[0] in (".", "?.") and _unlinked(term[1]) == _unlinked(before):
        return ("?.", before, *term[2:])
    inner = _link(term[1], before)
    return None if inner is None else (term[0], inner, *term[2:])


def _unlinked(term: Term) -> Term:
    """A chain with plain dots."""
    if not isinstance(term, tuple) or term[:1] not in (("?.",), (".",), ("call",)):
        return term
    return ("." if term[0] == "?." else term[0], _unlinked(term[1]), *term[2:])


def chosen(asked: Term, yes: Term, no: Term) -> Term:
    """One of two values by a question."""
    if isinstance(asked, tuple) and asked[:1] == ("not",):
        return chosen(asked[1], no, yes)
    if (yes, no) == (TRUE, FALSE) and is_question(asked):
        return asked
    if (yes, no) == (FALSE, TRUE):
        return negated(asked)
    if isinstance(asked, tuple) and asked and asked[0] == "null?":
        if asked[1] == no and is_plain(no):
            return ("??", no, yes)
        if yes == NULL and is_plain(asked[1]) and (link := _link(no, asked[1])) is not None:
            return link
    return ("if", asked, yes, no)


def text_of(parts: list[Term]) -> Term:
    """Parts put together as one text, literals side by side as one."""
    flat: list[Term] = []
    for part in parts:
        for one in part[1:] if isinstance(part, tuple) and part[:1] == ("text",) else (part,):
            if (
                isinstance(one, str)
                and flat
                and isinstance(flat[-1], str)
                and one[:1] == flat[-1][:1] == "\x02"
            ):
                flat[-1] += one[1:]
            elif one != "\x02":
                flat.append(one)
    return ("text", *flat)


def settled(values: list[Term]) -> list[Term]:
    """Arguments, the last ones by their names where they say these: their order means nothing."""
    first = next((at for at, one in enumerate(values) if is_named(one)), len(values))
    named = values[first:]
    return values[:first] + sorted(named, key=repr) if all(map(is_named, named)) else values


def is_named(term: Term) -> bool:
    """Whether an argument says for which parameter it is."""
    return isinstance(term, tuple) and term[:1] == ("named",) and len(term) == 3


def is_literal(term: Term) -> bool:
    """Whether a term is a text or a list as it stands."""
    return isinstance(term, tuple) and term[:1] in (("text",), ("[",))
