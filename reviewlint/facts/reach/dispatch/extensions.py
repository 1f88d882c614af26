"""Functions that are called as if a type had them: Kotlin's `fun Cart.total()`, C#'s `this Cart cart`, and their like.

Such a call names neither the file nor the class the function stands in; by its import, or its package, it is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.enclosed import indent_of
from reviewlint.facts.reach.imports.dartexports import DartExports
from reviewlint.facts.reach.imports.packages import brings, package_of
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.syntax.model import Definition, Reference

_THIS = regex(r"\(\s*(?:\[[^\]]*\]\s*)?this\s+(?:ref\s+|in\s+)?([\w.]+)")
_OF_SCALA = regex(r"\bextension\s*(?:\[[^\]]*\]\s*)?\(\s*\w+\s*:\s*(?:\w+\.)*(\w+)")
_IMPLICIT = regex(r"\bimplicit\s+(?:final\s+)?class\s+\w+(?:\[[^\]]*\])?\s*\([^:]*:\s*(?:\w+\.)*(\w+)")
_OF_DART = regex(r"\bextension\b[^{]*\bon\s+(\w+)")
_OF_SWIFT = regex(r"\bextension\s+(?:\w+\.)*(\w+)")
_OF_CLASS = {"scala": _IMPLICIT, "dart": _OF_DART, "swift": _OF_SWIFT}
LANGUAGES = frozenset(("kotlin", "csharp", "scala", "dart", "swift"))


class Extension:
    """The function `target`, which extends the type called `type`."""

    def __init__(self, target: Target, type_: str, own: CodeFile, code: Code) -> None:
        self.target, self.type, self._own, self._code = target, type_, own, code
        self._package, self._dart = package_of(own), DartExports(code)

    def may_be(self, reference: Reference, file: CodeFile) -> bool:
        """Whether a name in `file` is a call of it."""
        if reference.kind == "type" or not (reference.receiver or file.language == "kotlin"):
            return False
        if file.path == self._own.path:
            return True
        way = self._way(file)
        common = self.target.name in words().common
        return way == "named" or (way == "open" and not (common and self.type not in file.text))

    def _way(self, file: CodeFile) -> str:
        if self.target.language == "swift":
            return "open" if self.type in file.text else ""
        if self.target.language == "dart":
            return "named" if self._dart.loads(file, self._own.path) else ""
        found = brings(file, self._package, self.target.name)
        if found or self.target.kind != "method" or self.target.language == "csharp":
            return found
        holder = self._holder()
        within = f"{self._package}.{holder}" if self._package else holder
        return brings(file, within, self.target.name) or brings(file, self._package, holder)

    def _holder(self) -> str:
        named = [d for d in self._own.outline.definitions if d.name == self.target.qualified]
        around = named[0].scope if named else -1
        return self._own.outline.definitions[around].name if around >= 0 else self.target.owner


def extension(target: Target, code: Code) -> Extension | None:
    """What `target` is if it extends a type; None where it is an ordinary function or method."""
    own = code.file(target.path) if target.language in LANGUAGES else None
    found = [d for d in own.outline.definitions if d.name == target.qualified] if own is not None else []
    if own is None or not found or target.kind not in ("function", "method"):
        return None
    extended = _extended(found[0], own)
    return Extension(target, extended, own, code) if extended else None


def called(
    target: Target, code: Code, files: Callable[[Target, frozenset[str]], Iterable[CodeFile]]
) -> Iterator[tuple[CodeFile, Reference]]:
    """The calls of a function that extends a type, on whatever stands before the dot.

    `files` are those of some paths that are worth reading.
    """
    found = extension(target, code)
    for file in files(target, code.mentioning(target.name)) if found is not None else ():
        for reference in file.references.get(target.name, ()):
            if found is not None and found.may_be(reference, file):
                yield file, reference


def _extended(definition: Definition, own: CodeFile) -> str:
    """The name of the type that a definition extends, "" for none."""
    head = own.text[definition.start : definition.body]
    if own.language == "kotlin":
        return definition.bases[0] if definition.bases and definition.kind in ("function", "method") else ""
    if own.language == "csharp":
        found = _THIS.search(head)
        return found[1].rpartition(".")[2] if found else ""
    around = own.outline.definitions[definition.scope] if definition.scope >= 0 else None
    if around is not None:
        found = _OF_CLASS[own.language].search(own.text[around.start : around.body])
        return found[1] if found else ""
    found = _OF_SCALA.search(_head_above(own, definition.line)) if own.language == "scala" else None
    return found[1] if found else ""


def _head_above(own: CodeFile, line: int) -> str:
    """The line of `extension (cart: Cart)` that a method on `line` of Scala stands in, or right behind."""
    text = own.line(line)
    for number in range(line - 1, max(line - 60, 0), -1):
        if _OF_SCALA.search(text):
            break
        above = own.line(number)
        if above.strip() and indent_of(above) < indent_of(text):
            return above
    return text
