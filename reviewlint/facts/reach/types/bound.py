"""Members of generic bases: a `Subject` that is declared in `Fixture<T>` as a `T` is a cart for `Fixture<Cart>`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.types.hierarchy import Hierarchy

_BEFORE = frozenset(("csharp", "java"))  # the type of a member stands before its name, elsewhere behind it
_BEHIND = frozenset(("kotlin", "scala", "typescript"))
_FIELD = regex(r"^(?:this\.)?([A-Za-z_]\w*)$")
_GIVEN = r"\b{0}\s*[<\[]((?:[^<>\[\]()]|[<\[][^<>\[\]()]*[>\]])*)[>\]]"
_NAME = regex(r"\w+")


def bound(receiver: str, scope: int, file: CodeFile, code: Code, hierarchy: Hierarchy) -> str:
    """The type that a class gives to one above it, which declares the member `receiver` by it; "" where none does."""
    member = _FIELD.match(receiver) if file.language in _BEFORE | _BEHIND else None
    around = file.class_around(scope) if member is not None and receiver not in file.assignments else ""
    if member is None or not around:
        return ""
    known, head = dict[str, str](), "".join(head for head, _ in _declared(file, around))
    for one in hierarchy.upward(file.path, around)[1:]:
        given = [known.get(name, name) for name in _types(one.name, head)]
        home = code.file(one.path)
        same = _declared(home, one.qualified) if home is not None and given else ()
        fitting = [(own, body) for own, body in same if len(_types(one.name, own)) == len(given)]
        if home is None or not fitting:
            return ""
        head, body = fitting[0]
        known = dict(zip(_types(one.name, head), given, strict=True))
        for variable, told in known.items():
            if _says(home.language, body, member[1], variable):
                return told
    return ""


def _says(language: str, body: str, member: str, variable: str) -> bool:
    """Whether a class declares a member of just the type `variable`."""
    before, behind = rf"\b{variable}\??\s+{member}\b", rf"\b{member}\s*:\s*{variable}\b(?!\s*[<.])"
    return re.search(before if language in _BEFORE else behind, body) is not None


def _declared(file: CodeFile, owner: str) -> list[tuple[str, str]]:
    """The heads and bodies of the classes of a name: `Fixture` may stand beside `Fixture<T>`."""
    own = (d for d in file.classes.get(owner.rpartition(".")[2], ()) if d.name == owner)
    return [(file.text[d.start : d.body], file.text[d.body : d.end]) for d in own]


def _types(name: str, head: str) -> list[str]:
    """The types between the brackets behind a name in the head of a class, each by its first word."""
    found = re.search(_GIVEN.format(re.escape(name)), head)
    parts = found[1].split(",") if found is not None else ()
    return [words[-1] if "." in part else words[0] for part in parts if (words := _NAME.findall(part))]
