"""Who runs a constructor: who makes an object of its class or of an heir, and constructors that hand on to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.target import SELF, Target
from reviewlint.facts.reach.types.arguments import count, inside, plain
from reviewlint.facts.reach.types.overloads import Overloads
from reviewlint.regex import regex
from reviewlint.syntax.model import Reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.types.hierarchy import Class, Family, Hierarchy
    from reviewlint.facts.reach.users import Use

_HANDS_ON = regex(r"(?:\{|\)\s*:)\s*(?:<[^<>()]*>\s*)?(this|super|base)\s*\(")
_PRIVATE = regex(r"private\s")

Scoped = tuple[str, int, int]  # path, scope and line of a use


def constructions(
    target: Target,
    family: Family,
    code: Code,
    hierarchy: Hierarchy,
    of_class: Callable[[Target], Iterable[Use]],
) -> Iterator[Use]:
    """The uses of the classes whose objects the constructor `target` makes, as `of_class` gives them."""
    overloads, kept = Overloads(target, family, code), _is_kept_back(target, code)
    for heir in hierarchy.inheriting(family, target.name):
        if target.line and heir != family.start and not _is_made_by(target, heir, family, overloads, code):
            continue
        for use in of_class(Target(heir.path, heir.qualified, "class", code.index.language(heir.path))):
            file = code.file(use.path)
            made = Reference(heir.name, "", "new", use.line, use.scope)
            if file is None or (
                overloads.may_mean(made, file) and not (kept and _asks_class(use, heir, file))
            ):
                yield use


def _is_kept_back(target: Target, code: Code) -> bool:
    """Whether a constructor of Java is private, and nothing in its file makes an object: no mark does either."""
    file = code.file(target.path) if target.language == "java" else None
    if file is None or any(d.decorators or d.kind == "enum" for d in file.classes.get(target.name, ())):
        return False
    own = [d for d in file.methods.get(target.name, ()) if d.name == target.qualified]
    private = own and all(_PRIVATE.match(file.text, d.start) for d in own)
    made = re.search(rf"\bnew\s+(?:\w+\s*\.\s*)*{target.name}\b|\b{target.name}\s*::", file.text)
    return bool(private) and made is None


def _asks_class(use: Use, one: Class, file: CodeFile) -> bool:
    """Whether a use of a class only asks the class itself for something: `Prices.of(cart)`."""
    name, line = re.escape(one.name), file.line(use.line)
    makes = re.search(rf"\bnew\s+(?:\w+\s*\.\s*)*{name}\b|\b{name}\s*(?:::|\.\s*class\b)", line)
    return use.kind == "value" and makes is None and re.search(rf"\b{name}\s*\.\s*\w", line) is not None


def of_itself(
    target: Target, family: Family, code: Code, hierarchy: Hierarchy
) -> Iterator[tuple[CodeFile, Reference]]:
    """The calls by which a class, or an heir, makes another object of its own: `cls()`."""
    for heir in hierarchy.inheriting(family, target.name):
        file = code.file(heir.path)
        for reference in (r for name in SELF for r in file.references.get(name, ())) if file else ():
            made = reference.kind in ("call", "new") if file else False
            if made and file and file.class_around(reference.scope) == heir.qualified:
                yield file, reference


def from_above(target: Target, family: Family, code: Code) -> Iterator[tuple[CodeFile, Reference]]:
    """Where the classes above make objects of whoever extends them: `new` in Ruby, `new static` in PHP."""
    name = {"ruby": "new", "php": "static"}.get(target.language, "")
    for one in family.up if name else ():
        file = code.file(one.path)
        for reference in file.references.get(name, ()) if file else ():
            made = reference.receiver in ("", "self") and reference.kind in ("call", "new")
            if file and made and file.class_around(reference.scope) == one.qualified:
                yield file, reference


def handing_on(target: Target, family: Family, code: Code) -> Iterator[Scoped]:
    """The constructors of the class, and of its heirs, that begin with a call of `target`, one of several."""
    overloads = Overloads(target, family, code)
    for one in (family.start, *family.down) if target.line else ():
        if one != family.start and not _is_next(one, family, code):
            continue
        word = ("this",) if one == family.start else ("super", "base")
        for number, line, handed in _constructors(one, code):
            said, within = handed or ("super", "")
            counts = {count(within, generic=True), count(within, generic=False)}
            if said in word and any(map(overloads.takes, counts)):
                yield one.path, number, line


def _is_made_by(target: Target, heir: Class, family: Family, overloads: Overloads, code: Code) -> bool:
    """Whether making an object of an heir runs `target` with no constructor of the heir in between."""
    return overloads.takes(0) and _is_next(heir, family, code) and not any(_constructors(heir, code))


def _is_next(heir: Class, family: Family, code: Code) -> bool:
    """Whether no class between the family's own and an heir has constructors."""
    own = {family.start.name, *(c.name for c in family.down if not any(_constructors(c, code)))}
    return not own.isdisjoint(heir.bases)


def _constructors(one: Class, code: Code) -> Iterator[tuple[int, int, tuple[str, str] | None]]:
    """The constructors of a class: the number and line of each, and what it begins with: `this` or `super`, of what."""
    file = code.file(one.path)
    for number, definition in enumerate(file.outline.definitions) if file is not None else ():
        if file is not None and definition.name == f"{one.qualified}.{one.name}":
            text = plain(file.text[definition.start : definition.end])
            found = _HANDS_ON.search(text)
            first = found is not None and "{" not in text[: found.start()]
            within = inside(text[found.end() :]) if found is not None and first else None
            handed = (found[1], within) if found is not None and within is not None else None
            yield number, definition.line, handed
