"""Which of several methods of one name in one class a call may mean: by how much it hands over, in Java by what."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reviewlint.enclosed import open_at
from reviewlint.facts.reach.target import OVERLOADING
from reviewlint.facts.reach.types.arguments import given, handed, inside, parts, plain
from reviewlint.facts.reach.types.heads import Head, heads
from reviewlint.facts.reach.types.javatypes import ANYTHING, parameter_type, rank, type_of
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.facts.reach.types.hierarchy import Family
    from reviewlint.syntax.model import Reference

_LEFT_OUT = regex(r"=(?!>)|\bparams\s|\bvararg\b")
_EXTENDS = regex(r"^\s*(?:\[[^\]]*\]\s*)?this\s")
_MANY = regex(r"\.\.\.")
_OPEN_TYPES = frozenset((ANYTHING, ""))
_VARIABLES = regex(r"<([^()]*)>")
_VARIABLE = regex(r"(?:^|,)\s*(\w+)")


class Form(Record):
    """What one of the methods takes: `least` arguments, and no more than those unless it is `open`."""

    line: int
    start: int  # its offset
    least: int
    open: bool
    types: tuple[str, ...]  # of its parameters; "" where that is not told, as in any language but Java


class Overloads:
    """The methods of one name in the class of a target, where that is one of several."""

    def __init__(self, target: Target, family: Family, code: Code) -> None:
        self._target, self._family, self._code = target, family, code

    def may_mean(self, reference: Reference, file: CodeFile) -> bool:
        """Whether the use may mean the target, and not another of them; True for what is not called."""
        if self._mine is None or file.language != self._target.language:
            return True
        numbers = given(reference, file)
        if numbers is None:
            return True
        if not any(map(self.takes, numbers)):
            return False
        withins = (within for _, within in handed(reference, file) if within is not None)
        return self._mine.open or any(self._is_chosen(within, reference, file) for within in withins)

    def takes(self, number: int) -> bool:
        """Whether the target can be called with so many arguments."""
        mine = self._mine
        if mine is None or self._is_filled:
            return True
        return number == mine.least or (mine.open and number > mine.least)

    def _is_chosen(self, within: str, reference: Reference, file: CodeFile) -> bool:
        """Whether none of the others is nearer to what a call hands over, as far as that is told."""
        arguments, mine = parts(within, generic=False), self._mine
        if self._target.language != "java" or mine is None or len(arguments) != len(mine.types):
            return True
        known = [type_of(argument.strip(), reference, file) for argument in arguments]
        if None in _ranks(known, mine.types):
            return False
        return not any(_is_nearer(other.types, mine.types, known) for other in self._others)

    @cached_property
    def _mine(self) -> Form | None:
        return next((form for form in self._forms if form.line == self._target.line), None)

    @cached_property
    def _others(self) -> list[Form]:
        """Those that take as many arguments, no more, and stand in the same class: one without a name has its own."""
        mine, own = self._mine, self._code.file(self._target.path)
        if mine is None or own is None:
            return []
        fixed = [form for form in self._forms if form != mine and not form.open]
        alike = [form for form in fixed if len(form.types) == len(mine.types)]
        around = _around(own.text, mine.start) if alike else -1
        return [form for form in alike if _around(own.text, form.start) == around]

    @cached_property
    def _forms(self) -> tuple[Form, ...]:
        return tuple(self._of(self._target.path, self._target.qualified)) if self._target.line else ()

    @cached_property
    def _is_filled(self) -> bool:
        """Whether a class above says what stands for arguments that are left out."""
        above = (self._of(one.path, f"{one.qualified}.{self._target.name}") for one in self._family.up)
        return self._target.language != "java" and any(form.open for forms in above for form in forms)

    def _of(self, path: str, qualified: str) -> Iterator[Form]:
        file = self._code.file(path)
        return forms(file, qualified) if file is not None else iter(())


def _around(text: str, start: int) -> int:
    """Where the innermost body around a place begins."""
    return next((place for place in open_at(text, start) if text[place] == "{"), -1)


def forms(file: CodeFile, qualified: str) -> Iterator[Form]:
    """What each of the methods of that name takes, as far as it is told."""
    for head in heads(file, qualified):
        if (within := inside(plain(head.rest))) is not None:
            yield _form(head, within, file)


def stand_in(heirs: tuple[CodeFile, str], above: tuple[CodeFile, str], line: int) -> bool:
    """Whether one of an heir's methods takes the place of one above it: each a file and a name, that above at a line.

    It does not where all take something else; at line 0 any of those above counts.
    """
    if heirs[0].language not in OVERLOADING:
        return True
    own, other = list(forms(*heirs)), [form for form in forms(*above) if line in (0, form.line)]
    return not own or not other or any(_overrides(a, b) for a in own for b in other)


def _overrides(one: Form, other: Form) -> bool:
    pairs = zip(one.types, other.types, strict=False)
    return len(one.types) == len(other.types) and all(
        a == b or not _OPEN_TYPES.isdisjoint((a, b)) for a, b in pairs
    )


def _form(head: Head, within: str, file: CodeFile) -> Form:
    taken = parts(within, generic=True)
    if file.language != "java":
        is_open = _LEFT_OUT.search(within) is not None
        extends = _EXTENDS.match(within) is not None  # may be called on what stands first
        return Form(
            head.line,
            head.start,
            0 if is_open else len(taken) - extends,
            is_open or extends,
            ("",) * len(taken),
        )
    classes = (file.text[d.start : d.body] for found in file.classes.values() for d in found)
    variables = frozenset(_variables(head.before)).union(*map(_variables, classes))
    many = _MANY.search(within) is not None
    return Form(
        head.line, head.start, len(taken) - many, many, tuple(parameter_type(one, variables) for one in taken)
    )


def _variables(head: str) -> list[str]:
    """The type variables that a head declares, and maybe more names."""
    return [name for found in _VARIABLES.finditer(head) for name in _VARIABLE.findall(found[1])]


def _ranks(known: Sequence[str], types: Sequence[str]) -> list[int | None]:
    return [rank(*pair) for pair in zip(known, types, strict=True)]


def _is_nearer(other: Sequence[str], mine: Sequence[str], known: Sequence[str]) -> bool:
    """Whether what is handed over goes to `other` before it goes to `mine`, whatever the unknown arguments are."""
    nearer = False
    for one, own, type_ in zip(other, mine, known, strict=True):
        if one == own:
            continue
        to, from_ = rank(type_, one), rank(type_, own)
        if not type_ or to is None or from_ is None or to >= from_:
            return False
        nearer = True
    return nearer
