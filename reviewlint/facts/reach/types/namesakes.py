"""Classes of one name: which of them a file means, and whether an unknown receiver bears that of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.common import in_common
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.types.hierarchy import Hierarchy, Sought

_KEY = regex(r"\[\s*[\"']([\w.]*?)(\w+)[\"']\s*\]$")
_BREAK = regex(r"_+(\w)")
_NOMINAL = frozenset(("php", "ruby", "java", "kotlin", "scala", "csharp", "dart", "swift"))
_PARTS = regex(r"\w+")
_BY_FILE = frozenset(("php", "java", "csharp"))  # a class stands in a file of its name
_VALUED = frozenset(("csharp", "swift"))  # values are called as methods are
_SHORT, _MOST, _MOST_TEXTS = 4, 12, 40


def as_named(name: str, file: CodeFile) -> str:
    """The name that a class has at home, of one that `file` may import under another: `use Shop\\Base as ShopBase`."""
    found = (entry.name for entry in file.imports.get(name, ()) if entry.name.isidentifier())
    return next(found, name)


def as_imported(value: str, file: CodeFile) -> str:
    """A dotted name as its module has it, where `file` imports it under another: `import SearchForm as Form`."""
    root, dot, rest = value.partition(".")
    names = {entry.name for entry in file.imports.get(root, ()) if entry.name not in ("", "*", "default")}
    return f"{names.pop()}{dot}{rest}" if len(names) == 1 else value


def nearest(paths: Iterable[str], name: str, file: CodeFile) -> list[str]:
    """Those of `paths` that most likely define the class that `file` calls `name`, best first: imported, beside it."""
    return sorted(paths, key=lambda path: -_nearness(path, name, file))[:_MOST]


def _nearness(path: str, name: str, file: CodeFile) -> int:
    """How many parts of a path are at its end those of the import, or of the place beside `file`."""
    entry = next((one for found in file.imports.values() for one in found if one.name == name), None)
    wanted = _PARTS.findall(f"{entry.module}.{name}") if entry else [*file.path.split("/")[:-1], name]
    return in_common(reversed(path.partition(".")[0].split("/")), reversed(wanted))


def noun(receiver: str, last: str) -> str:
    """The word that names an object: its key in a container, `$container['cartModel']`, else the `last` one."""
    key = _KEY.search(receiver)
    return key[2] if key else last


def spelt(names: Iterable[str]) -> frozenset[str]:
    """Names of classes, and those of the variables and magic fields that are called so: `cartModel` for `CartModel`."""
    return frozenset(one for name in names for one in (name, f"{name[:1].lower()}{name[1:]}"))


def _class_called(word: str, language: str) -> str:
    """The name that the class of a variable may have; PHP has classes with the names of their folders before theirs."""
    if language == "php" and word[:1].isupper() and "_" in word:
        return word
    return _BREAK.sub(lambda found: found[1].upper(), word[:1].upper() + word[1:])


class Namesakes:
    """Tells over one repository whether a word is the name of a class that has a method of its own."""

    def __init__(self, code: Code, hierarchy: Hierarchy) -> None:
        self._code, self._hierarchy = code, hierarchy
        self._having: dict[tuple[str, str, str], frozenset[tuple[str, str]]] = {}
        self._enums: dict[tuple[str, str], bool] = {}

    def another(self, word: str, file: CodeFile, sought: Sought) -> bool:
        """Whether `word` names a class outside of the family that has, or inherits, a method of the name sought.

        One word alone is the name of much else where types are told by what they can do.
        """
        if len(word) < _SHORT or not word.isidentifier():
            return False
        name = _class_called(word, file.language)
        several = any(letter.isupper() for letter in name[1:])
        if name in sought.family.names or name in sought.fronts:
            return False
        if file.language not in _NOMINAL and not (several and file.language == "python"):
            return False
        found = self._found(name, sought.method, file.language)
        apart = bool(found) and found.isdisjoint(sought.family.places)
        return apart or (word == name and file.language in _VALUED and self._is_enum(name, file.language))

    def _is_enum(self, name: str, language: str) -> bool:
        """Whether all that is called so is an enumeration: `Status.Check` is one of its values."""
        if (language, name) not in self._enums:
            paths = [
                p for p in sorted(self._code.mentioning(name)) if self._code.index.language(p) == language
            ]
            files = [file for path in paths[:_MOST_TEXTS] if (file := self._code.file(path)) is not None]
            kinds = {d.kind for file in files for d in file.classes.get(name, ())}
            self._enums[language, name] = kinds == {"enum"}
        return self._enums[language, name]

    def _found(self, name: str, method: str, language: str) -> frozenset[tuple[str, str]]:
        """Where classes of that name stand that have the method."""
        key = (language, name, method)
        if key not in self._having:
            known = self._code.mentioning(name)
            own = [path for path in sorted(known) if self._code.index.language(path) == language]
            near = [path for path in own if path.rpartition("/")[2].partition(".")[0] == name]
            if not near and (language not in _BY_FILE or "_" in name):
                near = self._defining(name, own)
            self._having[key] = frozenset(
                (path, d.name)
                for path in near[:_MOST]
                if (file := self._code.file(path)) is not None
                for d in file.classes.get(name, ())
                if self._has(path, d.name, method)
            )
        return self._having[key]

    def _defining(self, name: str, paths: list[str]) -> list[str]:
        way = re.compile(rf"\b(?:class|module|trait|object|interface|struct)\s+{name}\b")
        few = paths if len(paths) <= _MOST_TEXTS else []
        return [path for path in few if way.search(self._code.index.text(path) or "")]

    def _has(self, path: str, qualified: str, method: str) -> bool:
        return any(self._hierarchy.defines(one, method) for one in self._hierarchy.upward(path, qualified))
