"""Does a name in one file mean a definition of another? Decided by imports, scopes and packages."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.code import MARKED
from reviewlint.facts.reach.imports import rustmodules as rust
from reviewlint.facts.reach.imports.dartexports import DartExports
from reviewlint.facts.reach.imports.modules import EXACT
from reviewlint.facts.reach.imports.packages import brings, package_of
from reviewlint.facts.reach.objects import is_beside, is_hidden, is_of_instances, keepers, makers
from reviewlint.facts.reach.scriptnames import is_out_of_sight
from reviewlint.facts.reach.target import SELF
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.imports.modules import Modules, Place
    from reviewlint.facts.reach.target import Target
    from reviewlint.syntax.model import Reference

_PACKAGED = frozenset(("java", "kotlin", "scala"))
_OPEN = frozenset(("ruby", "csharp", "php", "swift", "elixir"))  # a constant is known wherever it is loaded
_INDEX = regex(r"(/__init__|/index|/mod|/lib|^__init__|^index)$")
_DEFAULT = regex(
    r"export\s+default\s+(?:[\w.]+\()*(?:async\s+|abstract\s+|function\s*\*?\s*|class\s+|new\s+|observer\()*([\w$]+)"
)
_WRAPPED = regex(r"export\s+default\s+[\w.]+\(([^;]*)")
_MODULE = regex(r"module\.exports\s*=\s*(?:new\s+|async\s+|function\s+|class\s+)*([\w$]+)")
_NAMELESS = regex(r"module\.exports\s*=\s*(?:async\s*)?(?:function\s*\(|\(|\w+\s*=>)")
_AS_DEFAULT = regex(r"([\w$]+)\s+as\s+default\b")
_RENAMED = regex(r"as\s+default\b")
_COMPACT = regex(r"(?:class|module)\s+((?:\w+::)+\w+)")
_FIXTURE = regex(r"^(pytest\.|pytest_asyncio\.)?fixture\b|^fixtures?\b")


class Names:
    """Judges names over one repository."""

    def __init__(self, code: Code, modules: Modules) -> None:
        self._code, self._modules = code, modules
        self._defaults: dict[str, frozenset[str]] = {}
        self._dart = DartExports(code)

    def means(self, reference: Reference, target: Target, file: CodeFile) -> bool:
        """Whether `reference`, standing in `file`, means the function, class or variable `target`."""
        if is_out_of_sight(reference, target, file):
            return False
        is_type = target.language == "rust" and target.kind == "class"
        if is_type and rust.is_other_type(reference, target, file, self._code):
            return False
        own = self._code.file(target.path) if target.language in MARKED else None
        if own is not None and not own.may_mean(reference, target.qualified):
            return False
        if reference.receiver:
            return self._dotted(reference, target, file)
        if self.is_fixture(target):
            return file.path == target.path or (
                is_test_path(file.path) and _below(file.path, posixpath.dirname(target.path))
            )
        if shadowed(reference, file):
            return False
        if target.kind == "class" and target.language == "ruby" and not self._opens(target, "", file):
            return False
        if target.language == "rust" and target.kind == "function":
            nearer = rust.bare(reference, target, file, self._code.file(target.path))
            if nearer is not None:
                return nearer
        if file.path == target.path and not any(e.scope >= 0 for e in file.imports.get(reference.name, ())):
            return True
        if file.language in EXACT:
            places = self._modules.lookup(file.path, reference.name, reference.scope)
            return self._among(places, target) or (
                target.language == "go" and file.path in self._modules.package(target.path)
            )
        entries = [e for e in file.outline.imports if reference.name in (e.alias, e.name)]
        if target.language in _OPEN:
            return (
                target.kind == "class"
                or not entries
                or any(_leads(e.module, target, file.path) for e in entries)
            )
        if any(_leads(e.module, target, file.path) for e in entries):
            return True
        if entries:
            return self._brings(file, target) == "named"
        if file.language == "dart" and self._dart.loads(file, target.path):
            return True
        wild = any(e.name == "*" and _leads(e.module, target, file.path) for e in file.outline.imports)
        return wild or neighbours(file.path, target) or self._brings(file, target) != ""

    def _brings(self, file: CodeFile, target: Target) -> str:
        """How `file` comes to what stands at the top of the package that the target's file declares."""
        own = self._code.file(target.path) if target.language in _PACKAGED else None
        if own is None or "." in target.qualified:
            return ""
        return brings(file, package_of(own), target.name)

    def is_fixture(self, target: Target) -> bool:
        """True for a pytest fixture: tests name it as a parameter."""
        if target.language != "python" or target.kind != "function" or not is_test_path(target.path):
            return False
        file = self._code.file(target.path)
        found = [d for d in file.outline.definitions if d.name == target.qualified] if file else []
        return any(_FIXTURE.match(mark) for d in found for mark in d.decorators)

    def is_default(self, target: Target) -> bool:
        """True for what a script module exports by default: importers name it as they like."""
        if target.language not in EXACT - {"python", "go"}:
            return False
        if target.path not in self._defaults:
            file = self._code.file(target.path)
            self._defaults[target.path] = exported_by_default(file.text) if file is not None else frozenset()
        return target.name in self._defaults[target.path]

    def _is_module(self, target: Target) -> bool:
        """True for what a script module is as a whole, `module.exports = app`: who requires that gets it."""
        file = self._code.file(target.path) if self.is_default(target) else None
        return file is not None and target.name in _whole(file.text)

    def aliases(self, target: Target, file: CodeFile) -> set[str]:
        """The names that `target` may have in `file`."""
        found = {target.name}
        default = self.is_default(target)
        for entry in file.outline.imports:
            if not entry.alias:
                continue
            by_default = default and entry.name in ("default", "", target.name)
            if entry.name == target.name or (
                by_default and target.path in self._modules.files(entry.module, file.path)
            ):
                found.add(entry.alias)
        return found

    def _opens(self, target: Target, receiver: str, file: CodeFile) -> bool:
        """Whether a constant in `file`, with `receiver` before it, may be the Ruby class `target`."""
        around = self._modules_around(target)
        if receiver and not receiver[:1].isupper():
            return True
        given = [part for part in receiver.split(".") if part]
        if given:
            return (
                around[-len(given) :] == given
                if len(given) <= len(around)
                else given[-len(around) :] == around != []
            )
        return (
            not around or file.path == target.path or re.search(rf"\b{around[-1]}\b", file.text) is not None
        )

    def _modules_around(self, target: Target) -> list[str]:
        """The modules that a Ruby class stands in, also those that its head names: `class Admin::User`."""
        own = self._code.file(target.path)
        around = target.qualified.split(".")[:-1]
        for d in own.classes.get(target.name, ()) if own is not None else ():
            head = _COMPACT.match(own.text[d.start : d.start + 200]) if own is not None else None
            if d.name == target.qualified and head:
                return [*around, *head[1].split("::")[:-1]]
        return around

    def _dotted(self, reference: Reference, target: Target, file: CodeFile) -> bool:
        receiver = reference.receiver.replace("::", ".").replace("?.", ".").lstrip("&*!")
        if "." in target.qualified and target.kind == "class":
            if receiver in SELF and file.path == target.path:
                return file.class_around(reference.scope) == target.qualified.rpartition(".")[0]
            return receiver.rpartition(".")[2] == target.qualified.split(".")[-2]
        if file.language in EXACT:
            if receiver in ("exports", "module.exports"):
                return file.path == target.path
            if self._is_of_maker(receiver, target, file):
                return True
            places = self._modules.chain(file.path, receiver, reference.scope) or ()
            kept = keepers(target, self._code.file(target.path))
            if kept and receiver == "this" and file.path == target.path:
                return is_beside(reference, file, kept)
            if kept and is_hidden(receiver.partition(".")[0], reference.scope, file):
                kept = frozenset()
            for place in places:
                if place == (target.path, "default") or (place[0] == target.path and place[1] in kept):
                    return True
                if self._among(self._modules.member(place, reference.name), target):
                    return True
            return False
        if target.kind == "class" and target.language == "ruby":
            return self._opens(target, receiver, file)
        if target.language in _OPEN:
            return target.kind == "class"
        if target.language == "rust":
            if target.kind == "function" and "." in target.qualified:
                return rust.dotted(reference, target, file, self._code.file(target.path))
            return rust.leads_to(reference, target, file, _stem(target.path))
        return any(
            receiver in (e.alias, e.name, e.module) and _leads(e.module, target, file.path)
            for e in file.outline.imports
        ) or (target.kind == "class" and receiver.rpartition(".")[2][:1].islower() and "." in receiver)

    def _is_of_maker(self, receiver: str, target: Target, file: CodeFile) -> bool:
        """Whether a name is given an object, or what the maker that holds `target` gives: `cart = useCart()`."""
        own = self._code.file(target.path)
        names, of_objects = makers(target, own), is_of_instances(target, own)
        if of_objects and receiver == "this" and file.path == target.path:
            return True
        given = file.assignments.get(receiver, ()) if names or of_objects else ()
        values = {one.value.partition(".")[0] if of_objects else one.value for one in given if one.value}
        places = (place for value in values for place in self._modules.lookup(file.path, value) or ())
        return any(path == target.path and (of_objects or name in names) for path, name in places)

    def _among(self, places: frozenset[Place] | None, target: Target) -> bool:
        if not places:
            return False
        top = target.qualified.partition(".")[0]
        return any(
            path == target.path
            and (
                name in (target.name, top)
                or (name == "default" and self.is_default(target))
                or (not name and self._is_module(target))
            )
            for path, name in places
        )


def exported_by_default(text: str) -> frozenset[str]:
    """The names that a script module's default export is made of."""
    if "default" not in text and "module.exports" not in text:
        return frozenset()
    kinds = (_DEFAULT, _AS_DEFAULT) if _RENAMED.search(text) else (_DEFAULT,)
    found = {m[1] for kind in kinds for m in kind.finditer(text)} | _whole(text) | {"default"}
    return frozenset(found.union(*(re.findall(r"[\w$]+", wrapped[1]) for wrapped in _WRAPPED.finditer(text))))


def _whole(text: str) -> set[str]:
    """The names of what a script module is as a whole; a function without one is called `exports`."""
    return {*_MODULE.findall(text), *(("exports",) if _NAMELESS.search(text) else ())}


def shadowed(reference: Reference, file: CodeFile) -> bool:
    """True where a parameter or a local variable of that name stands between."""
    for number in file.inside(reference.scope):
        definition = file.outline.definitions[number]
        if reference.name in definition.parameters:
            return True
        if (
            reference.name not in file.loaded
            and definition.kind in ("function", "method", "test")
            and (number, reference.name) in file.own_names
        ):
            return True
    return False


def neighbours(path: str, target: Target) -> bool:
    """Files of one package see each other without an import."""
    if target.language not in _PACKAGED:
        return False
    return _package(path) == _package(target.path)


def _leads(module: str, target: Target, path: str) -> bool:
    """True where an import of `module` in the file `path` may lead to the target's file or its package."""
    wanted = [p for p in re.split(r"[/.:\\]+", module) if p not in ("", "@", "~", "crate", "super", "self")]
    if not wanted:
        return posixpath.dirname(path).startswith(posixpath.dirname(target.path))
    have = _stem(target.path)
    if any(have[-len(wanted) - cut : len(have) - cut or None] == wanted for cut in (0, 1)):
        return True
    if target.language == "rust":
        return wanted[0] not in ("std", "core", "alloc") and (
            wanted[-1] in have
            or len(wanted) == 1
            or (target.kind == "method" and wanted[-1] == target.owner_name)
        )
    names = (target.owner_name, target.name)
    return len(wanted) > 1 and wanted[-1] in names and wanted[-2] in have[-2:]


def _stem(path: str) -> list[str]:
    return _INDEX.sub("", path.rsplit(".", 1)[0]).split("/")


def _package(path: str) -> str:
    return re.sub(
        r"(^|.*/)(src/\w+/(java|kotlin|scala)|src|app|test|tests)/", "", posixpath.dirname(path) + "/"
    )


def _below(path: str, folder: str) -> bool:
    return not folder or path.startswith(folder + "/")
