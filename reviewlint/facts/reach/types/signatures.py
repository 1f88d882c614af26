"""What a language itself forbids: calls of what is private elsewhere, and calls with another number of arguments."""

from __future__ import annotations

import posixpath
import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from reviewlint.facts.reach.imports.rustmodules import is_inherent
from reviewlint.facts.reach.routes.controllertests import is_for_another
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.types.arguments import count, given, inside, plain
from reviewlint.facts.reach.types.fields import is_field
from reviewlint.facts.reach.types.heads import Head, first, heads
from reviewlint.facts.reach.types.overloads import Overloads
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.facts.reach.types.hierarchy import Family
    from reviewlint.syntax.model import Definition, Reference

_COUNTED = frozenset(("java", "kotlin", "scala", "csharp", "go", "rust"))  # no call may leave arguments out
_OPEN = regex(
    r"\.\.\.|=(?!>)|\bparams\s|\bvararg\b|\*\s*(?:[,)]|$)"
)  # any number of them, or one may be left out
_NO_CODE = regex(
    r"^\s*(?:(?:global\s+)?using\s+[\w.]+\s*;|namespace\s|\[\w+\]\s*$)"
)  # parts of names, an attribute
_STATIC = regex(r"\bstatic\b")
_EXTENDS = regex(
    r"^\s*(?:\[[^\]]*\]\s*)?this\s"
)  # a static method of C# that is called on its first parameter
_ROOT = regex(r"[$\w]*")
_OBJECT = regex(r"^[a-z_]\w*$")
_MOST_CLASSES = 20
_CONTROLLER = regex(r"(?i)controller\b|\b(?:helpers?|view|template|subject|described_class)\b")
_SELF = frozenset(("this", "self", "$this", "static", "parent", "base", "super", "Self"))


def may_see(target: Target, file: CodeFile, code: Code) -> bool:
    """Whether code in `file` can name the method `target` at all."""
    if target.path == file.path or target.language != file.language:
        return True
    if target.language == "go":
        exported = target.name[:1].isupper()
        return exported or posixpath.dirname(target.path) == posixpath.dirname(file.path)
    own = code.file(target.path)
    if target.language == "rust":
        return (
            _crate(target.path) == _crate(file.path)
            or not is_inherent(target, own)
            or _is_public(target, own)
        )
    return True


def told_by(target: Target) -> frozenset[str]:
    """What tells of objects of a type of Go that a test holds by an interface: `NewPool`, `PoolConfig`."""
    owner = target.owner_name
    if target.language != "go" or not owner[:1].isupper():
        return frozenset()
    return frozenset(
        (f"New{owner}", *(f"{owner}{ending}" for ending in ("Config", "Options", "Opts", "Params")))
    )


def beside(target: Target, paths: frozenset[str]) -> frozenset[str]:
    """Those of `paths` that are tests in the folder of `target`."""
    folder = posixpath.dirname(target.path)
    return frozenset(path for path in paths if posixpath.dirname(path) == folder and is_test_path(path))


class Signature:
    """What calls of one method look like; told once, for all of them."""

    def __init__(self, target: Target, family: Family, code: Code) -> None:
        self._target, self._family, self._code = target, family, code
        self._overloads = Overloads(target, family, code)

    def admits(self, reference: Reference, file: CodeFile, verdict: str) -> bool:
        """Whether `reference` in `file` can be a use of the method, as far as its own looks tell.

        `verdict`: what its receiver says of it.
        """
        if verdict == "no" or (verdict == "maybe" and self._only_reads(reference)):
            return False
        if is_for_another(reference, self._target, file):
            return False
        if file.language == "csharp" and _NO_CODE.match(file.line(reference.line)):
            return False
        return not self._is_hidden(reference, file) and self._fits(reference, file)

    def is_another(self, reference: Reference, file: CodeFile) -> bool:
        """Whether `reference`, in a file that names no class of the family, is likely to mean something else.

        It only reads a field of that name, `order.total`, where no property gives it, or asks an object of the program
        for what only a framework calls, `order.cancel` of `OrdersController`.
        """
        if reference.kind == "value" and self._is_plain:
            return True
        is_on_object = bool(file.class_around(reference.scope) or reference.receiver)
        return self._is_of_router and is_on_object and not _CONTROLLER.search(reference.receiver)

    def _only_reads(self, reference: Reference) -> bool:
        """Whether a use in Go without a call is likely to read a field, as a struct has one of the method's name."""
        return reference.kind == "value" and self._is_field

    @cached_property
    def _is_field(self) -> bool:
        return is_field(self._target.name, self._target.language, self._code)

    @cached_property
    def _is_of_router(self) -> bool:
        """Whether only a router makes objects of the class, by its name or one above it."""
        way = words().routed.get(self._target.language)
        return way is not None and any(map(way.search, self._family.below | self._family.outside))

    @cached_property
    def is_of_scripts_class(self) -> bool:
        """Whether a script has to name the class, or be handed it, to call the method: no object has it."""
        own = self._code.file(self._target.path) if self._target.language in SCRIPTS else None
        found = self._found_in(own)
        return own is not None and bool(found) and all(_STATIC.search(_before(own, d)) for d in found)

    @cached_property
    def _is_plain(self) -> bool:
        """Whether a method of Python has no mark by which reading it may run it."""
        own = self._code.file(self._target.path) if self._target.language == "python" else None
        found = self._found_in(own)
        return bool(found) and not any(d.decorators for d in found)

    def _found_in(self, own: CodeFile | None) -> list[Definition]:
        """The definitions of the method in its file."""
        named = own.methods.get(self._target.name, ()) if own is not None else ()
        return [d for d in named if d.name == self._target.qualified]

    @cached_property
    def _own(self) -> tuple[Head, ...]:
        own, line = self._code.file(self._target.path), self._target.line
        found = heads(own, self._target.qualified) if own is not None else ()
        return tuple(head for head in found if line in (0, head.line))

    @cached_property
    def _is_private(self) -> bool:
        mark = words().private.get(self._target.language)
        return mark is not None and bool(self._own) and all(mark.search(head.before) for head in self._own)

    @cached_property
    def _is_static(self) -> bool:
        if self._target.language not in ("java", "csharp") or not self._own:
            return False
        return all(_STATIC.search(head.before) and not _EXTENDS.match(head.rest) for head in self._own)

    @cached_property
    def _taken(self) -> frozenset[int | None]:
        """How many arguments the methods of that name in the family take; None where that is not fixed."""
        family = self._family
        return frozenset(
            taken
            for one in (family.start, *family.up, *family.down)[:_MOST_CLASSES]
            if (other := self._code.file(one.path)) is not None
            for taken in _taken(other, f"{one.qualified}.{self._target.name}")
        )

    def _is_hidden(self, reference: Reference, file: CodeFile) -> bool:
        """Whether the method is private to another file than that of `reference`.

        A class may go on in another file (C#), have a companion (Scala), or take methods from a trait (PHP).
        """
        if file.path == self._target.path or self._target.owner_name in file.classes:
            return False
        return _ROOT.match(reference.receiver)[0] not in _SELF and self._is_private  # type: ignore[index]

    def _fits(self, reference: Reference, file: CodeFile) -> bool:
        """Whether a call hands over as many arguments as a method of that name in the family takes.

        True where a language lets some be left out, and for a name that is not called.
        """
        target = self._target
        if target.language not in _COUNTED or file.language != target.language or target.constructs:
            return True
        if reference.kind == "call" and not self._overloads.may_mean(reference, file):
            return False
        if reference.kind != "call" or reference.receiver.startswith("super"):
            return True
        on_object = _OBJECT.match(reference.receiver) and reference.receiver not in _SELF
        if on_object and self._is_static:
            return False
        if not self._taken or None in self._taken:
            return True
        handed = given(reference, file)
        return handed is None or not self._taken.isdisjoint(handed)


def _before(own: CodeFile, definition: Definition) -> str:
    """What stands before the name of a definition, but its decorators."""
    begin = first(own, definition)
    return own.text[begin : max(own.text.find(definition.name.rpartition(".")[2], begin), begin)]


def _taken(own: CodeFile, qualified: str) -> Iterator[int | None]:
    """How many arguments each method of that name takes; None where that is not fixed."""
    for head in heads(own, qualified):
        within = inside(plain(head.rest))
        if within is None or _OPEN.search(within):
            yield None
            continue
        number = count(within, generic=own.language != "go")
        takes_itself = own.language == "rust" and re.match(r"\s*&?\s*(?:'\w+\s+)?(?:mut\s+)?self\b", within)
        yield number - 1 if takes_itself or _EXTENDS.match(within) else number


def _crate(path: str) -> str:
    """The folder of the crate that a file of Rust belongs to, its tests and examples left out."""
    return path.rpartition("/src/")[0] if "/src/" in path else "" if path.startswith("src/") else path


@lru_cache(maxsize=64)  # a method is asked about at each of its calls
def _is_public(target: Target, own: CodeFile | None) -> bool:
    """Whether other crates may call a method of Rust; what a macro makes of it is not to be seen."""
    method = rf"\s*(?:\w+\s+)*fn\s+{re.escape(target.name)}\b"
    return own is None or re.search(rf"(?:\bpub|#\[[^\]]*\]){method}", own.text) is not None
