"""Ways through a function as numbers: equal ways have one number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.units.same.forms import terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from reviewlint.facts.units.same.forms.terms import Term

Way = int
_CLOSES = frozenset(("close", "Close", "Dispose", "dispose"))
_SETS = ("=", ":=")


class Numbers:
    """Gives each way a number, by what is done first and the numbers of the ways from there."""

    def __init__(self, typed: bool, null: str) -> None:
        self._typed, self._null = typed, null
        self.names_call = False  # whether a name alone may call something
        self.newer: Callable[[Term], Term] | None = None
        self.waits: Callable[[], bool] = lambda: False  # whether what is given out is waited for anyway
        self._numbers: dict[tuple[Term, ...], Way] = {}
        self._ways: list[tuple[Term, ...]] = []
        self.end = self.number("return")
        self.fall = self.number("fall")
        self.next = self.number("continue")
        self._yes, self._no = (self.number("leave", ("return", one)) for one in (terms.TRUE, terms.FALSE))

    def number(self, *way: Term) -> Way:
        """The number of a way."""
        if way not in self._numbers:
            self._numbers[way] = len(self._ways)
            self._ways.append(way)
        return self._numbers[way]

    def what(self, way: Way) -> tuple[Term, ...]:
        """What a number stands for."""
        return self._ways[way]

    def then(self, term: Term, rest: Way, locals_: frozenset[str] = frozenset()) -> Way:
        """The way on from a statement."""
        if not isinstance(term, tuple) or not term:
            is_call = self.names_call and isinstance(term, str) and term.isidentifier()
            if is_call and term not in locals_ and term not in (terms.NULL, terms.TRUE, terms.FALSE):
                return self.number("then", ("call", term), rest)
            return rest  # a name or a literal does nothing
        if term[0] == "=" and term[1] == term[2]:
            return rest
        if (
            term[0] in _SETS
            and term[1] in locals_
            and rest >= 0
            and self._ways[rest] == ("leave", ("return", term[1]))
        ):
            return self.given(term[2])
        if terms.is_call(term) and len(term) == 2 and (name := _closed(term[1])):
            return self.number("close", name, rest)
        return self.number("then", term, rest)

    def given(self, term: Term) -> Way:
        """The way out with a value."""
        if term in (terms.NULL, terms.NOTHING):
            return self.end
        if isinstance(term, tuple):
            if term[:1] == ("await",) and self.waits():
                return self.given(term[1])
            if term[:1] == ("chosen",) and isinstance(term[1], int):
                return term[1]
            if term[0] == "not" and isinstance(term[1], tuple) and term[1][:1] == ("not",):
                return self.asked(term[1][1], self._yes, self._no)
            if term[0] == "if" and len(term) == 4:
                return self.asked(term[1], self.given(term[2]), self.given(term[3]))
            if term[0] in ("and", "or") and (self._typed or terms.is_question(term)):
                return self.asked(term, self._yes, self._no)
        return self.number("leave", ("return", term))

    def asked(self, term: Term, yes: Way, no: Way) -> Way:
        """The way through a question, of which each part is asked by itself."""
        if term in (terms.TRUE, terms.FALSE):
            return yes if term == terms.TRUE else no
        if isinstance(term, tuple) and term:
            first, *parts = term
            if first == "not":
                return self.asked(parts[0], no, yes)
            if first in ("and", "or"):
                way = yes if first == "and" else no
                for part in reversed(parts):
                    way = self.asked(part, way, no) if first == "and" else self.asked(part, yes, way)
                return way
            if first == "==" and self._null == "is" and parts[1] == terms.NULL:
                return self.asked(("null?", parts[0]), yes, no)
            if first in _SETS:
                return self.then(term, self.asked(parts[0], yes, no))
            if parts and isinstance(parts[0], tuple) and parts[0][:1] == ("=",) and first != "call":
                return self.then(parts[0], self.asked((first, parts[0][1], *parts[1:]), yes, no))
        return self._asked_once(term, yes, no)

    def _asked_once(self, term: Term, yes: Way, no: Way) -> Way:
        if yes == no and terms.is_plain(term):
            return yes
        if self._typed or terms.is_question(term):
            if (yes, no) == (self._yes, self._no):
                return self.number("leave", ("return", term))
            if (yes, no) == (self._no, self._yes):
                return self.number("leave", ("return", terms.negated(term)))
        values = [self._value(way) for way in (yes, no)]
        if (merged := self._set_either(term, yes, no)) is not None:
            return merged
        if None not in values and (short := self._short(term, values[0] or "", values[1] or "")) is not None:
            return self.given(short)
        if (
            isinstance(term, tuple)
            and len(term) == 3
            and term[0] in ("<", "<=")
            and repr(term[1]) > repr(term[2])
        ):
            return self.number("if", terms.negated(term), no, yes)  # one of two that are opposite
        return self.number("if", term, yes, no)

    def _set_either(self, term: Term, yes: Way, no: Way) -> Way | None:
        """The way on if both ways only set one name, to what a shorter form gives; None for others."""
        one, other = (self._ways[way] if way >= 0 else () for way in (yes, no))
        if one[:1] + other[:1] != ("then", "then") or one[2] != other[2]:
            return None
        first, second = one[1], other[1]
        if not (
            isinstance(first, tuple)
            and isinstance(second, tuple)
            and first[0] == second[0] == "="
            and first[1] == second[1]
        ):
            return None
        short = self._short(term, first[2], second[2])
        return (
            None
            if short is None or not isinstance(one[2], int)
            else self.then(("=", first[1], short), one[2])
        )

    def _value(self, way: Way) -> Term | None:
        """What a way gives out and nothing else; None for any other way."""
        if way == self.end:
            return terms.NULL
        found = self._ways[way] if way >= 0 else ()
        inner = found[1] if found[:1] == ("leave",) else ()
        return inner[1] if isinstance(inner, tuple) and inner[:1] == ("return",) and len(inner) == 2 else None

    def _short(self, term: Term, yes: Term, no: Term) -> Term | None:
        """One of two values in a form that asks nothing; None where there is none."""
        found = terms.chosen(term, yes, no)
        found = self.newer(found) if self.newer is not None else found
        if isinstance(found, tuple) and found[:1] not in (("if",), ("not",)) and not terms.is_question(found):
            return found
        return None

    def reads(self, way: Way, name: str) -> bool:
        """Whether a way from here on may use what `name` was set to before."""
        seen: set[Way] = set()
        open_ = [way]
        while open_:
            at = open_.pop()
            if at in seen:
                continue
            seen.add(at)
            kind, *parts = self._ways[at]
            if kind == "then" and _sets(parts[0], name):
                continue
            if any(_mentions(part, name) for part in parts):
                return True
            open_ += (part for part in parts if isinstance(part, int))
        return False


def _closed(called: Term) -> str:
    plain = isinstance(called, tuple) and len(called) == 3 and called[0] == "." and called[2] in _CLOSES
    return (
        f"{called[1]}.{called[2]}"
        if plain and isinstance(called, tuple) and isinstance(called[1], str)
        else ""
    )


def _sets(term: Term, name: str) -> bool:
    return isinstance(term, tuple) and term[0] in _SETS and term[1] == name and not _mentions(term[2], name)


def _mentions(term: Term, name: str) -> bool:
    return term == name if not isinstance(term, tuple) else any(_mentions(one, name) for one in term)
