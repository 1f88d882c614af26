"""What a function gives: as declared, or told from what its body makes: `return Cart()`, `Cart.new(x)` at its end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.imports.modules import EXACT
from reviewlint.facts.reach.target import SELF
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.imports.modules import Modules
    from reviewlint.syntax.model import Definition

_MADE = regex(r"^\s*return\s+(?:await\s+|new\s+)?([A-Z_]\w*)\(", re.MULTILINE)
_ARROW = regex(r"^\s*(?:=>\s*)?new\s+([A-Z]\w*)\(")  # `() => new Cart(x)`
_LAST = regex(r"([A-Z]\w*)\.new(?:\((?:[^()\n]|\([^()\n]*\))*\)|[ \t]+[^\n.(]*)?\s*(?:end|\})\s*$")
_INSIDE = regex(r"\{\s*return\s+new\s+(?:[\w\\]*\\)?([A-Z]\w*)\([^;]*\)\s*;\s*\}$")
_SELF = regex(r"\b(?:self|static|Self|cls|this)\b")
_IMPLICIT = frozenset(("java", "kotlin", "scala", "csharp"))  # a method is called by its name alone
_MOST_FILES, _MOST_TEXTS = 20, 60

Found = tuple[tuple["Definition", ...], "CodeFile"]


class Factories:
    """Tells over one repository what calls give."""

    def __init__(self, code: Code, modules: Modules) -> None:
        self._code, self._modules = code, modules
        self._owned: dict[tuple[str, str, str], Found | None] = {}

    def gives(self, value: str, file: CodeFile, scope: int) -> tuple[str, CodeFile]:
        """The types that the function `value`, called in a scope of `file`, gives, and the file that says so.

        "" where nothing is known of them.
        """
        head, _, last = value.rpartition(".")
        around = file.class_around(scope)
        own = tuple(d for d in file.methods.get(last, ()) if d.name.rpartition(".")[0] == around)
        if head in SELF or (not head and own and file.language in _IMPLICIT):
            return _own(_given(own, file), around), file
        if not head and (near := _within(value, file, scope)):
            return _given(near, file), file
        places = self._modules.chain(file.path, value) if file.language in EXACT else None
        for path, name in places or ((file.path, value),):
            other = self._code.file(path)
            found = [d for d in other.outline.definitions if d.name == name] if other and name else []
            if other is not None and found and found[0].kind == "function":
                return _given(tuple(found), other), other
        owner = head.rpartition(".")[2]
        of_owner = self._of_owner(owner, last, file) if owner[:1].isupper() else None
        return (_own(_given(*of_owner), owner), of_owner[1]) if of_owner is not None else ("", file)

    def _of_owner(self, owner: str, name: str, file: CodeFile) -> Found | None:
        """The methods of that name of the one class or module `owner` that has any: `Carts.build`."""
        key = (file.language, owner, name)
        if key not in self._owned:
            self._owned[key] = None
            paths = sorted(self._code.mentioning(owner) & self._code.mentioning(name))
            own = [path for path in paths if self._code.index.language(path) == file.language]
            found = [
                one for path in _defining(own, name, self._code) if (one := self._methods(path, owner, name))
            ]
            self._owned[key] = found[0] if len(found) == 1 else None
        return self._owned[key]

    def _methods(self, path: str, owner: str, name: str) -> Found | None:
        file = self._code.file(path)
        same = file.methods.get(name, ()) if file is not None else ()
        found = tuple(d for d in same if d.name.rpartition(".")[0].rpartition(".")[2] == owner)
        return (found, file) if found and file is not None else None


def _within(name: str, file: CodeFile, scope: int) -> tuple[Definition, ...]:
    """The function of that name that stands beside the code of a scope, in a suite or in another function around it."""
    outline = file.outline
    around = [outline.definitions[number].name for number in file.inside(scope)]
    nested = {f"{one}.{name}" for one in around}
    return tuple(d for d in file.methods.get(name, ()) if d.kind == "function" and d.name in nested)


def _defining(paths: list[str], name: str, code: Code) -> list[str]:
    """Those of the files that by their text may define a function of that name."""
    way = re.compile(rf"\b(?:def(?:\s+self\.|\s+)|function\s+|fun\s+|static\s[^\n;=]*\s){re.escape(name)}\b")
    few = paths if len(paths) <= _MOST_TEXTS else []
    return [path for path in few if way.search(code.index.text(path) or "")][:_MOST_FILES]


def _own(given: str, owner: str) -> str:
    """The types with the name of the class where they say its own: `static`, `Self`."""
    return _SELF.sub(owner.rpartition(".")[2], given)


def _given(found: tuple[Definition, ...], file: CodeFile) -> str:
    """What overloads of one function declare to give, else what the body of the last of them makes."""
    told = " ".join(d.returns for d in found).strip()
    if told or not found:
        return told
    body = file.text[found[-1].body : found[-1].end]
    if file.language == "ruby":
        return " ".join(_LAST.findall(body))
    return " ".join(_MADE.findall(body) or _ARROW.findall(body) or _INSIDE.findall(body))
