"""Objects that a script keeps under a name, whose entries are functions: `export const carts = { load: (id) => … }`.

`carts.load(1)` calls that one wherever `carts` means this object.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reviewlint.enclosed import open_at
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.syntax.model import Definition, Reference

_MADE = regex(r"=\s*(?:Object\.freeze\(\s*)?$")
_UNDER = regex(r"([A-Za-z_]\w*)\s*[:=]\s*$")
_MOST_TEXT = 20_000  # characters before an entry in which its object begins
_NONE: frozenset[str] = frozenset()


def keepers(target: Target, own: CodeFile | None) -> frozenset[str]:
    """The names at the top of the file of `target` of objects in which it is an entry."""
    if own is None or not _is_function(target):
        return _NONE
    return _keepers(own, target.qualified)


def makers(target: Target, own: CodeFile | None) -> frozenset[str]:
    """The names of what a call makes of an object that `target` stands in: `useCart = defineStore({ actions: … })`."""
    if own is None or not _is_function(target):
        return _NONE
    lines = [d.line for d in own.outline.definitions if d.name == target.qualified and d.scope < 0]
    around = (
        one.target
        for one in own.outline.assignments
        if one.scope < 0 and one.value and one.target.isidentifier()
        if any(one.line < line <= one.end_line for line in lines)
    )
    return frozenset(around)


def is_of_instances(target: Target, own: CodeFile | None) -> bool:
    """Whether a function is put where objects find it: `Order.prototype.pay = function …`, `schema.methods.pay = …`."""
    if own is None or not _is_function(target):
        return False
    ends = (f".prototype.{target.name}", f".methods.{target.name}")
    return any(one.scope < 0 and one.target.endswith(ends) for one in own.outline.assignments)


def _is_function(target: Target) -> bool:
    """Whether it is a function of a script, as an entry of an object is."""
    return target.kind == "function" and target.language in SCRIPTS


def is_beside(reference: Reference, file: CodeFile, names: frozenset[str]) -> bool:
    """Whether `this` before a reference is one of the objects `names`: another entry of it stands around."""
    around = [file.outline.definitions[number] for number in file.inside(reference.scope)]
    return bool(around) and not names.isdisjoint(_keepers(file, around[-1].name))


def is_hidden(root: str, scope: int, file: CodeFile) -> bool:
    """Whether a parameter or a local variable of that name, none that is loaded, stands between a scope and the top."""
    inside = file.inside(scope)
    if any(entry.scope in inside for entry in file.imports.get(root, ())):
        return False
    given = any(root in file.outline.definitions[number].parameters for number in inside)
    return given or any(one.scope in inside for one in file.assignments.get(root, ()))


def kept_under(file: CodeFile, name: str, keys: frozenset[str]) -> str:
    """Which of some names or keys at the top of a file has an object with a function as an entry; "" for none."""
    for definition in file.outline.definitions:
        if definition.name == name and definition.scope < 0:
            text = file.text[max(definition.start - _MOST_TEXT, 0) : definition.start]
            opened = next(open_at(text, len(text)), -1)
            under = _UNDER.search(text, max(opened - 60, 0), opened) if opened >= 0 else None
            if under is not None and text[opened] == "{" and under[1] in keys:
                return under[1]
    return ""


@lru_cache(maxsize=1 << 12)
def _keepers(file: CodeFile, name: str) -> frozenset[str]:
    found = (_kept_by(file, d) for d in file.outline.definitions if d.name == name and d.scope < 0)
    return frozenset(filter(None, found))


def _kept_by(file: CodeFile, definition: Definition) -> str:
    """The name of the object of which a definition is an entry itself, not one of an object in it; "" for none."""
    for one in file.outline.assignments:
        if one.scope < 0 and one.line <= definition.line <= one.end_line and one.target.isidentifier():
            start = file.starts[one.line - 1]
            text = file.text[start : definition.start]
            opened = next(open_at(text, len(text)), -1)
            if opened >= 0 and text[opened] == "{" and _MADE.search(text, 0, opened):
                return one.target
    return ""
