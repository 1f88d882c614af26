"""Questions whether a value is one of several that are written out, as the questions whether it is each of them.

`x in ("a", "b")`, `["a", "b"].includes(x)` and `in_array($x, ["a", "b"], true)` ask `x == "a" or x == "b"`. Linters
exchange the two (pylint's consider-using-in, RuboCop's Style/MultipleComparison, Rector's OrToInArray).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.units.same.forms import terms

if TYPE_CHECKING:
    from reviewlint.facts.units.same.forms.roles import Forms
    from reviewlint.facts.units.same.forms.terms import Term

_ASKS = frozenset(("includes", "include?", "contains", "Contains"))
_MAKES = frozenset(("listOf", "setOf", "arrayOf", "Seq", "Set", "List", "Vector"))
_MADE_BY = frozenset(
    ((".", "List", "of"), (".", "Set", "of"), (".", "EnumSet", "of"), (".", "Arrays", "asList"))
)
_OPENS = frozenset("([{")
_FEWEST, _MOST = 2, 12


def spelt_out(term: Term, forms: Forms) -> Term:
    """`term`, each value in a question of its own if it asks whether a value is one of several."""
    if (
        isinstance(term, tuple)
        and term[:1] == ("not",)
        and isinstance(term[1], tuple)
        and term[1][:1] == ("in",)
    ):
        return terms.negated(spelt_out(term[1], forms))
    found = _asked(term, forms)
    if found is None:
        return term
    value, several, sign = found
    parts = _parts(several)
    if not _FEWEST <= len(parts) <= _MOST or not all(map(terms.is_plain, (value, *parts))):
        return term
    return terms.joined("or", [_is(sign, value, part, forms) for part in parts])


def _asked(term: Term, forms: Forms) -> tuple[Term, Term, str] | None:
    """What is asked for, among what, and by which sign the two are compared."""
    if not isinstance(term, tuple) or len(term) < 3:
        return None
    if term[0] == "in":
        return term[1], term[2], "=="
    if term[0] != "call":
        return None
    if term[1] == "in_array":
        strict = term[4:] == ("true",)
        return (term[2], term[3], "===" if strict else "==") if strict or len(term) == 4 else None
    called = term[1]
    if not isinstance(called, tuple) or called[:1] != (".",) or called[2] not in _ASKS:
        return None
    if called[1] == "slices" and len(term) == 4:
        return term[3], term[2], forms.equals
    return (term[2], called[1], forms.equals) if len(term) == 3 else None


def _parts(several: Term) -> tuple[Term, ...]:
    """What is written out as a list; nothing where there is none."""
    if not isinstance(several, tuple) or not several:
        return ()
    first, last = several[0], several[-1]
    if first in _OPENS:
        return several[1:-1]
    if first == "call":
        return several[2:] if _makes(several[1]) else ()
    is_typed = first == "new" or (isinstance(first, tuple) and first[:1] == ("[",))
    return last[1:-1] if is_typed and isinstance(last, tuple) and last[:1] == ("{",) else ()


def _makes(called: Term) -> bool:
    """Whether a function gives the list of what it is handed."""
    return called in _MADE_BY if isinstance(called, tuple) else called in _MAKES


def _is(sign: str, value: Term, part: Term, forms: Forms) -> Term:
    if forms.calls_equals and terms.is_literal(part):
        return ("call", (".", part, "equals"), value)
    return terms.compared(sign, value, part, typed=forms.typed, null=forms.null)
