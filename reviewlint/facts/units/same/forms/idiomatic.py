"""Expressions that are one in a language, brought to the newer form: `idioms` in `config/forms.toml`.

A pattern is an expression of the language, read by its own grammar, in which `_a`, `_b`, `_c` stand for any expression.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.units.same.forms.terms import is_plain
from reviewlint.syntax.tree import parse, span_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ast_grep_py import SgNode

    from reviewlint.facts.units.same.forms.roles import Forms
    from reviewlint.facts.units.same.forms.terms import Term

_HOLES = frozenset(f"{sign}_{letter}" for sign in ("", "$") for letter in "abcd")
_PLAIN = frozenset(("_p", "$_p"))  # of these, one in which nothing is called
_ROUNDS = 3


Rules = dict[str, list[tuple["Term", "Term"]]]
_known: dict[str, Rules] = {}


def in_newest_form(term: Term, rules: Rules) -> Term:
    """`term` in the newest form that its language knows; what stands inside of it is already."""
    for _ in range(_ROUNDS):
        newer = _newer(term, rules)
        if newer is None:
            return term
        term = newer
    return term


def rules_of(forms: Forms, read: Callable[[SgNode], Term]) -> Rules:
    """The idioms of a language by what their older forms have in common; `read` reads one of them."""
    if forms.frame not in _known:
        found: Rules = {}
        _known[forms.frame] = {}  # none while they are read themselves
        for older, newer in forms.idioms:
            pattern = _snippet(forms.frame, older, read)
            found.setdefault(_key(pattern), []).append((pattern, _snippet(forms.frame, newer, read)))
        _known[forms.frame] = found
    return _known[forms.frame]


def _newer(term: Term, rules: Rules) -> Term | None:
    for key in {_key(term), ""}:
        for older, newer in rules.get(key, ()):
            bound: dict[str, Term] = {}
            if _matches(older, term, bound):
                return _filled(newer, bound)
    return None


def _snippet(frame: str, text: str, read: Callable[[SgNode], Term]) -> Term:
    """An expression read out of the frame that makes a file of it."""
    before, grammar, after = frame.split("@@")
    start, end = len(before), len(before) + len(text)
    node = parse(f"{before}{text}{after}", grammar)
    while span_of(node) != (start, end):
        node = next(one for one in node.children() if span_of(one)[0] <= start and end <= span_of(one)[1])
    return read(node)


def _key(term: Term) -> str:
    """What two terms have in common if one is the pattern of the other: heads, and names of what is called; "" where
    the pattern begins with any expression."""
    if not isinstance(term, tuple) or not term:
        return ""
    head, *rest = term
    if head == "call" and rest and isinstance(rest[0], tuple) and rest[0][:1] in ((".",), ("?.",)):
        return f"call {rest[0][2]}"
    named = isinstance(head, str) and head not in _HOLES
    return f"call {rest[0]}" if head == "call" and rest else str(head) if named else ""


def _matches(pattern: Term, term: Term, bound: dict[str, Term]) -> bool:
    if isinstance(pattern, str):
        if pattern not in _HOLES and not (pattern in _PLAIN and is_plain(term)):
            return pattern == term
        return bound.setdefault(pattern, term) == term
    if not isinstance(term, tuple) or not isinstance(pattern, tuple) or len(term) != len(pattern):
        return pattern == term
    return all(_matches(one, other, bound) for one, other in zip(pattern, term, strict=True))


def _filled(pattern: Term, bound: dict[str, Term]) -> Term:
    if isinstance(pattern, str):
        return bound.get(pattern, pattern)
    return tuple(_filled(one, bound) for one in pattern) if isinstance(pattern, tuple) else pattern
