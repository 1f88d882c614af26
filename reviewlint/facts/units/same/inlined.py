"""A value that one side gives a name, and uses once and at once: `n = shop.name(); show(n);`, `show(shop.name());`.

Extract and Inline Variable of M. Fowler's "Refactoring", where nothing is run between the two places: what stands there
is names, literals and brackets that open.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from reviewlint.enclosed import closing, open_at
from reviewlint.facts.units.literals import is_literal
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.side import Part

_MOST = 3_000  # tokens
_LONGEST = 16  # tokens of a type, and of what stands before a use
_KINDS = ("function", "method")
_TYPED = frozenset(("java", "csharp", "cpp", "c", "dart"))
_BARE = frozenset(("python", "ruby"))
_UNENDED = SCRIPTS | {"kotlin", "scala", "go", "python", "ruby", "swift"}
_DECLARES = frozenset(("const", "let", "var", "val", "final", "mut", "auto"))
_CONVERTS = frozenset(
    (
        "double",
        "float",
        "long",
        "short",
        "byte",
        "char",
        "decimal",
        "object",
        "Object",
        "dynamic",
        "else",
        "return",
    )
)
_BEGINS = frozenset((";", "{", "}"))
_IN_TYPE = frozenset(".<>,[]?*&:")
_GOES_ON = frozenset(
    (
        "in",
        "instanceof",
        "as",
        "is",
        "and",
        "or",
        "not",
        "else",
        "unless",
        "of",
        "to",
        "until",
        "downTo",
        "step",
    )
)
_OPENS = frozenset("([.,=!:+$@&")
_ARROWS = frozenset(("php", "c", "cpp"))  # languages that write `->` before a member
_GOVERNS = frozenset(  # words that stand before a value
    (
        "await",
        "new",
        "return",
        "typeof",
        "not",
        "async",
        "throw",
        "raise",
        "in",
        "is",
        "and",
        "or",
        "if",
        "else",
        "void",
    )
)
_OBJECT = frozenset(("(", "=", "return", ":", ",", "["))  # before a brace that begins an object
_NEVER = frozenset(  # what is begun by these is not reached, or not once
    (
        "while", "until", "function", "fun", "fn", "func", "def", "lambda", "async", "else", "elif", "case", "default",
        "catch", "try", "do", "and", "or", "new", "unless", "rescue", "ensure", "finally", "loop", "defer", "go",
        "unsafe", "yield",
    )
)  # fmt: skip


def inlines(base: Part, head: Part) -> bool:
    """Whether two forms of a function differ only in such names."""
    before, after = base.tokens, head.tokens
    if head.kind not in _KINDS or max(len(before), len(after)) > _MOST:
        return False
    old, new = inlined(before, after, head.behaviour().language.name)
    if old is before and new is after:
        return False
    return old == new or base.behaviour().reworded(old) == head.behaviour().reworded(new)


def inlined(before: Tokens, after: Tokens, language: str) -> tuple[Tokens, Tokens]:
    """Two forms of a function with the values in the place of such names that only one of them has."""
    known = _names(before, language), _names(after, language)
    return (
        _inlined(before, known[0] - known[1], language),
        _inlined(after, known[1] - known[0], language),
    )


def _names(tokens: Tokens, language: str) -> frozenset[str]:
    """The names that are members of nothing."""
    return frozenset(
        token
        for at, token in enumerate(tokens)
        if token.isidentifier() and not _is_member(tokens, at, language)
    )


def _is_member(tokens: Tokens, at: int, language: str) -> bool:
    before = tokens[max(at - 2, 0) : at]
    return before[-1:] == (".",) or before == (":", ":") or (language in _ARROWS and before == ("-", ">"))


def _inlined(tokens: Tokens, names: frozenset[str], language: str) -> Tokens:
    """`tokens` with the value of each such name among `names` in its place."""
    for at in range(len(tokens) - 2, 0, -1):
        name = tokens[at]
        if name not in names or _is_member(tokens, at, language):
            continue
        places = [n for n in range(len(tokens)) if tokens[n] == name and not _is_member(tokens, n, language)]
        if len(places) != 2 or places[0] != at:
            continue
        start = _start(tokens, at, language)
        given = at + (3 if tokens[at + 1 : at + 3] == (":", "=") else 2)
        end = _end(tokens, given)
        after = _after(tokens, end, language)
        use = places[1]
        if start < 0 or tokens[given - 1] != "=" or not after or not after <= use < after + _LONGEST:
            continue
        between = tokens[after : use - (tokens[use - 1] == "$")]
        if (
            _is_still(between, language)
            and not _sets_before(between)
            and _fits(tokens[given:end], tokens, use)
        ):
            tokens = (*tokens[:start], *between, *tokens[given:end], *tokens[use + 1 :])
    return tokens


def _start(tokens: Tokens, at: int, language: str) -> int:
    """Where the declaration of the local at `at` begins; -1 where it is none."""
    before = tokens[at - 1]
    if language == "go":
        return at if tokens[at + 1 : at + 2] == (":",) and before != "," else -1
    if language in _BARE:
        return -1 if before in (".", "(", ",", "*", "@", "$", ":") else at
    if language == "php":
        return at - 1 if before == "$" and tokens[at - 2] in _BEGINS else -1
    if before in _DECLARES:
        return at - 1 - (before == "mut")
    if language not in _TYPED or not (before.isidentifier() or before in ">]?*"):
        return -1
    for place in range(at - 1, max(at - _LONGEST, 0), -1):
        if tokens[place] in _BEGINS:
            return place + 1 if _CONVERTS.isdisjoint(tokens[place + 1 : at]) else -1
        if not (tokens[place].isidentifier() or tokens[place] in _IN_TYPE):
            return -1
    return -1


def _end(tokens: Tokens, at: int) -> int:
    """Where a value ends that is a literal or a chain of names and calls."""
    while tokens[at : at + 1] in (("await",), ("new",), ("$",)):
        at += 1
    if at >= len(tokens) or not (tokens[at].isidentifier() or is_literal(tokens[at])):
        return at
    at += 1
    while at < len(tokens):
        if tokens[at] in ("(", "["):
            at = closing(tokens, at) + 1
        elif tokens[at] == "." and tokens[at + 1 : at + 2] and tokens[at + 1].isidentifier():
            at += 2
        elif tokens[at : at + 2] in (("-", ">"), (":", ":"), ("?", ".")):
            at += 3
        elif tokens[at] == "?" and tokens[at + 1 : at + 2] in ((";",), (".",)):
            at += 1
        else:
            break
    return at


def _after(tokens: Tokens, end: int, language: str) -> int:
    """Where the statement after a value begins that ends at `end`; 0 where the value goes on."""
    following = tokens[end : end + 1]
    if following == (";",):
        return end + 1
    begins = language in _UNENDED and following and (following[0].isidentifier() or following[0] in "$@")
    goes_on = following[:1] and (following[0] in _GOES_ON or (language == "ruby" and following[0] == "if"))
    return end if begins and not goes_on else 0


def _is_still(between: Tokens, language: str) -> bool:
    """Whether nothing is run in what stands before a use, and it is reached once."""
    pairs = list(pairwise(between))
    links = {at for at, pair in enumerate(pairs) if pair == ("-", ">")} if language in _ARROWS else set()
    again = "for" in between and (between.count("for") > 1 or "if" in between)  # in a comprehension
    return (
        ("&", "&") not in pairs
        and not again
        and all(
            token in _OPENS
            or token == "]"
            or is_literal(token)
            or not links.isdisjoint((place, place - 1))
            or (token == "{" and place and between[place - 1] in _OBJECT)
            or (token.isidentifier() and token not in _NEVER)
            for place, token in enumerate(between)
        )
    )


def _sets_before(between: Tokens) -> bool:
    """Whether a statement ends after a `=` in what stands before a use, so that something is set by then."""
    if "=" not in between:
        return False
    left = (*between[between.index("=") :], "_")
    return any(
        (one == "]" or is_literal(one) or (one.isidentifier() and one not in _GOVERNS))
        and other.isidentifier()
        for one, other in pairwise(left)
    )


def _fits(value: Tokens, tokens: Tokens, use: int) -> bool:
    """Whether a value can stand in the place of its name as it is: one that is waited for has no member there."""
    following = tokens[use + 1 : use + 2]
    if tokens[use - 1] in (".", ">") or following in (("=",), (":",)) or _is_key(tokens, use):
        return False
    if following == ("(",) and "." in value and value[-1] != ")":
        return False  # a method that would lose whose it is
    return value[0] not in ("await", "new") or following not in ((".",), ("[",), ("(",), ("?",), ("-",))


def _is_key(tokens: Tokens, use: int) -> bool:
    """Whether a name is the key of an object as well as its value: `{ name }`."""
    alone = tokens[use - 1] in "{," and tokens[use + 1 : use + 2] in (("}",), (",",))
    return alone and tokens[next(open_at(tokens, use), use)] == "{"
