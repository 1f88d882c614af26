"""Members that were written and are made for a class now, exactly those: by Lombok, by a framework that gives them to
the constructor, or by the head of a class of C#.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from reviewlint.data import bundled_toml
from reviewlint.enclosed import closing
from reviewlint.facts.units.literals import spaced
from reviewlint.facts.units.moved.moves import by_file, touched
from reviewlint.facts.units.same.own import with_own_names
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.tables import with_sets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.moved.moves import Pair
    from reviewlint.facts.units.side import Part

_LOGGER = regex(r"static [\w.]+ log = [\w. ]+\( [\w. ]*\) ; ")
_MARK = regex(r"@ (\w+) (?!\(|\.)")
_KEEPS = regex(r"\{ ((?:(?:this \. )?\w+ = \w+ ; )+)\} ?")
_KEPT = regex(r"(?:this \. )?(\w+) = (\w+) ; ")
_NAME = regex(r"[A-Za-z_]\w*\Z")


class _Class(Record):
    """A class on both sides, and its members that went, that came and that stand on both sides."""

    pair: Pair
    base: Part
    head: Part
    gone: dict[str, Pair]
    new: dict[str, Pair]
    both: list[Pair]

    @property
    def name(self) -> str:
        """Its last name."""
        return self.head.name.rpartition(".")[2]


@cache
def _table() -> dict[str, Any]:
    return with_sets(bundled_toml("made.toml"))


def made_members(pairs: Iterable[Pair]) -> frozenset[int]:
    """The ids of the `pairs` that differ in nothing but members that were written and are made now."""
    found: set[int] = set()
    for every in by_file(touched(pairs)):
        for one in _classes(every):
            language = one.head.behaviour().language.name
            if language == "java":
                found |= _by_marks(one) or _by_constructor(one)
            elif language == "csharp":
                found |= _by_head(one)
    return frozenset(found)


def _classes(every: list[Pair]) -> Iterator[_Class]:
    for pair in every:
        base, head = pair.base, pair.head
        if base is None or head is None or head.kind != "class" or base.tokens == head.tokens:
            continue
        own = [one for one in every if _holder(one) == head.name]
        gone = {_last(one.base): one for one in own if one.head is None and one.base is not None}
        new = {_last(one.head): one for one in own if one.base is None and one.head is not None}
        yield _Class(pair, base, head, gone, new, [one for one in own if one.base and one.head])


def _holder(pair: Pair) -> str:
    part = pair.head or pair.base
    return part.name.rpartition(".")[0] if part is not None else ""


def _last(part: Part | None) -> str:
    return part.name.rpartition(".")[2] if part is not None else ""


def _by_marks(one: _Class) -> set[int]:
    """The class, if it differs in marks of Lombok alone that make what went."""
    before, after = _text(one.base), _text(one.head)
    marks = {*_MARK.findall(_before_class(after))} - {*_MARK.findall(_before_class(before))}
    table = _table()
    known = table["loggers"] | table["getters"] | table["setters"] | table["constructors"]
    if not marks or not marks <= known or one.new:
        return set()
    for mark in marks:
        after = after.replace(f"@ {mark} ", "", 1)
    if marks & table["loggers"]:
        before = _LOGGER.sub("", before, count=1)
    return {id(one.pair)} if before == after and _makes_the_same(one, marks) else set()


def _makes_the_same(one: _Class, marks: set[str]) -> bool:
    """Whether the members that the marks make of the fields of a class are those that went from it."""
    table = _table()
    fields = _fields(one.head)
    wanted: set[str] = set()
    if marks & table["getters"]:
        wanted |= {name for field in fields if (name := _getter(one, field))}
        if len(wanted) < len(fields):
            return False
    if marks & table["setters"]:
        open_ = [field for field in fields if not _is_final(one.head, field)]
        setters = {f"set{field[0].upper()}{field[1:]}" for field in open_ if _is_setter(one, field)}
        if len(setters) < len(open_):
            return False
        wanted |= setters
    if marks & table["constructors"]:
        final = [field for field in fields if _is_final(one.head, field) and not _is_given(one.head, field)]
        if _keeps(one.gone.get(one.name)) != final:
            return False
        wanted.add(one.name)
    return wanted == one.gone.keys()


def _getter(one: _Class, field: str) -> str:
    """The name of the getter that a class had of a field; "" for none."""
    for name in (f"get{field[0].upper()}{field[1:]}", f"is{field[0].upper()}{field[1:]}"):
        if _inner(one.gone.get(name)) in (f"{{ return {field} ; }} ", f"{{ return this . {field} ; }} "):
            return name
    return ""


def _is_setter(one: _Class, field: str) -> bool:
    pair = one.gone.get(f"set{field[0].upper()}{field[1:]}")
    found = _KEPT.fullmatch(_inner(pair)[2:-2]) if pair is not None else None
    taken = pair.base.signature[-2:-1] if pair is not None and pair.base is not None else ()
    return found is not None and found[1] == field and (found[2],) == taken and "this . " in found[0]


def _keeps(pair: Pair | None) -> list[str] | None:
    """The fields in which a constructor keeps what it takes, in that order; None where it does anything else."""
    part = (pair.base or pair.head) if pair is not None else None
    if part is None or not _KEEPS.fullmatch(spaced(part.inner)):
        return None
    by_parameter = {value: field for field, value in _KEPT.findall(spaced(part.inner))}
    taken = _taken(part.signature)
    return [by_parameter[name] for name in taken] if by_parameter.keys() == {*taken} else None


def _taken(signature: Tokens) -> list[str]:
    """The names of the parameters, in order, which stand after their types."""
    opened = signature.index("(") if "(" in signature else len(signature)
    inside = (*signature[opened + 1 : closing(signature, opened)], ",")
    return [inside[at - 1] for at, token in enumerate(inside) if token == "," and _NAME.match(inside[at - 1])]


def _by_constructor(one: _Class) -> set[int]:
    """The class and its new constructor, if that takes exactly what a framework put into fields before."""
    made = one.new.get(one.name)
    before, after = _text(one.base), _text(one.head)
    injected = {*_injected(before)} - {*_injected(after)}
    bare = before
    for mark in _table()["injected"]:
        for field in injected:
            bare = re.sub(rf"@ {mark} ((?:[\w.<>,?] ?)+ {field} ;)", r"\1", bare)
    if not injected or bare != after or _is_built(one):
        return set()
    kept = _keeps(made) if made is not None else None
    return {id(one.pair), id(made)} if kept is not None and {*kept} == injected else set()


def _is_built(one: _Class) -> bool:
    """Whether the class had a constructor."""
    return (
        one.name in one.gone
        or any(_last(pair.head) == one.name for pair in one.both)
        or bool(
            re.search(rf"(?m)^[ \t]*(?:public|protected|private)?[ \t]*{one.name}[ \t]*\(", one.base.text)
        )
    )


def _injected(text: str) -> list[str]:
    marks = "|".join(sorted(_table()["injected"]))
    return re.findall(rf"@ (?:{marks}) (?:[\w.<>,?] ?)+ (\w+) ;", text)


def _by_head(one: _Class) -> set[int]:
    """The class of C# with its members, if it takes in its head what its constructor kept in fields."""
    kept = _keeps(one.gone.get(one.name))
    built = one.gone.get(one.name)
    if (
        kept is None
        or built is None
        or built.base is None
        or "(" in one.base.signature
        or len(one.gone) > 1
        or one.new
    ):
        return set()
    taken = _taken(built.base.signature)
    before, after = _text(one.base), _text(one.head)
    for field in kept:
        before, count = re.subn(rf"(?<=[;{{}}] )(?:[\w.<>,?] ?)+ {field} ; ", "", before)
        if count != 1 or one.base.text.count(field) < 2:
            return set()
    opened = built.base.signature.index("(")
    head = spaced(built.base.signature[opened:])
    if after.replace(head, "", 1) != before:
        return set()
    return _follow(one, dict(zip(kept, taken, strict=True)))


def _follow(one: _Class, names: dict[str, str]) -> set[int]:
    """The class and its members, if all of them that name one of these fields name the parameter now."""
    found = {id(one.pair)}
    for pair in one.both:
        if pair.base is None or pair.head is None or pair.base.tokens == pair.head.tokens:
            continue
        before, after = with_own_names(pair.base, pair.head, names), pair.head.tokens
        if before != after:
            return set()
        found.add(id(pair))
    return found


def _fields(part: Part) -> list[str]:
    """The names of the fields of a class that are no static ones, in order."""
    found, statement, depth = [], [], 0
    for token in part.inner[1:-1]:
        depth += (token in "([{") - (token in ")]}")
        if token != ";" or depth:
            statement.append(token)
            continue
        declared = statement[: statement.index("=")] if "=" in statement else statement
        if declared and "static" not in declared:
            found.append(declared[-1])
        statement = []
    return found


def _line(part: Part, field: str) -> str:
    found = re.search(rf"(?m)^.*\b{field}[ \t]*(?:;|=)[^\n]*$", part.own_text)
    return found[0] if found is not None else ""


def _is_final(part: Part, field: str) -> bool:
    return re.search(r"\bfinal\b", _line(part, field)) is not None


def _is_given(part: Part, field: str) -> bool:
    return "=" in _line(part, field)


def _before_class(text: str) -> str:
    return text.partition(" class ")[0] + " "


def _text(part: Part) -> str:
    return spaced(part.tokens)


def _inner(pair: Pair | None) -> str:
    return spaced(pair.base.inner) if pair is not None and pair.base is not None else ""
