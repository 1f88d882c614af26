"""Where an import leads: from a module as written to files of the repository, through re-exports to definitions."""

from __future__ import annotations

import posixpath
from functools import cached_property
from typing import TYPE_CHECKING

from reviewlint.facts.reach.imports.aliases import Aliases
from reviewlint.facts.reach.imports.gomodules import GoModules
from reviewlint.facts.reach.imports.loaders import MARK
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.facts.reach.code import Code
    from reviewlint.facts.reach.target import Target
    from reviewlint.syntax.model import Import

Place = tuple[str, str]  # path, name of a top-level definition ("" for the module itself)

EXACT = SCRIPTS | {"python", "go"}  # where an import says which file
_INDEX = frozenset(("__init__", "index", "mod", "lib"))
_SOURCE_ROOTS = frozenset(("", "src", "app", "lib", "client", "server", "frontend", "source", "web"))
_PACKAGES = frozenset(("packages", "libs", "apps", "modules", "plugins"))
_ALIASED = regex(r"[@~#$]/|~")
_ROOT = regex(r"^[@~#$]?/|^~")
_EXTENSION = regex(r"\.(?:d\.ts|[cm]?[jt]sx?|vue|svelte|py)$")
_MOST = 8  # files that one import may lead to
_ASKED = 200  # files that are asked what they import
_DEPTH = 6  # re-exports that are followed


class Modules:
    """Resolves imports over one repository."""

    def __init__(self, code: Code) -> None:
        self._code, self._index, self._aliases = code, code.index, Aliases(code.index)
        self._gomodules = GoModules(code.index)
        self._files: dict[tuple[str, str | None], tuple[str, ...]] = {}
        self._origins: dict[Place, frozenset[Place]] = {}
        self._shared: dict[tuple[str, str], frozenset[Place]] = {}

    def files(self, module: str, importer: str) -> tuple[str, ...]:
        """The files that an import of `module` in `importer` may load; () for one outside of the repository."""
        language = self._index.language(importer)
        place = (module, self._gomodules.above(importer) if language == "go" else posixpath.dirname(importer))
        if place not in self._files:
            find = {"python": self._python, "go": self._go}.get(
                language, self._script if language in SCRIPTS else self._none
            )
            found = sorted(find(module, importer))
            self._files[place] = tuple(found if language == "go" else found[:_MOST])
        return self._files[place]

    def lookup(self, path: str, name: str, scope: int = -1) -> frozenset[Place] | None:
        """What `name` means in the file `path`, in one of its scopes: places in the repository.

        Empty for something that was imported from elsewhere; None where the file says nothing of the name.
        """
        file = self._code.file(path)
        if file is None:
            return None
        if name in file.loaded and (loaded := self.loaded(file.loaded[name])):
            return loaded
        entries = file.imports.get(name, [])
        if scope >= 0 and (near := [e for e in entries if e.scope >= 0 and e.scope in file.inside(scope)]):
            entries = near
        elif file.defines(name) and not (file.language in SCRIPTS and any(e.scope < 0 for e in entries)):
            return frozenset(((path, name),))  # what a script both imports and defines is a key of an object
        found: set[Place] = set()
        for entry in entries:
            found |= self._imported(path, entry, 0)
        for entry in file.wildcards:
            found |= self._through(path, entry.module, name, 0)
        if file.language == "go" and not entries:
            found |= self._of_package(posixpath.dirname(path), name)
        return frozenset(found) if entries or found else None

    def member(self, place: Place, name: str) -> frozenset[Place]:
        """What `place.name` means where `place` is a module; () where it is none, or has no such name."""
        path, inner = place
        return self._origin(path, name, 0) if not inner else frozenset()

    def chain(self, path: str, receiver: str, scope: int = -1) -> frozenset[Place] | None:
        """What a dotted receiver means in the file `path`; None where that is not known."""
        parts = receiver.split(".")
        for length in range(len(parts), 0, -1):
            places = self.lookup(path, ".".join(parts[:length]), scope)
            if places is None:
                continue
            for part in parts[length:]:
                modules = [place for place in places if not place[1]]
                if not modules:
                    return None if places else frozenset()
                places = frozenset(p for place in modules for p in self.member(place, part))
            return places
        return None

    def loaded(self, entry: Import) -> frozenset[Place]:
        """The one class of that name in a module whose path ends so; none where there are several."""
        wanted = tuple(entry.module.removeprefix(MARK).split("."))
        found = {
            (path, entry.name)
            for parts, path in self._stems.get(wanted[-1], ())
            if parts[-len(wanted) :] == wanted
            if path.endswith(".py") and not is_test_path(path) and self._offers_class(path, entry.name)
        }
        return frozenset(found) if len(found) == 1 else frozenset()

    def called(self, name: str) -> list[str]:
        """The files that are called `name`, whatever their extension."""
        return [path for _, path in self._stems.get(name, ())]

    def _of_package(self, folder: str, name: str) -> frozenset[Place]:
        """What `name` means in a Go package, whichever of its files says it."""
        if (folder, name) not in self._shared:
            saying = self._code.mentioning(name).intersection(self._folders.get(folder, ()))
            self._shared[folder, name] = frozenset(
                (other, name) for other in saying if self._offers(other, name)
            )
        return self._shared[folder, name]

    def package(self, path: str) -> tuple[str, ...]:
        """The files that share a Go package with `path`."""
        return tuple(self._folders.get(posixpath.dirname(path), ()))

    def loading(self, path: str) -> frozenset[str]:
        """The files that import the one at `path`, or something that it defines."""
        folder, _, name = path.rpartition("/")
        stem = name.partition(".")[0]
        files = (
            self._code.file(p)
            for p in sorted(self._code.mentioning(folder.rpartition("/")[2], stem))[:_ASKED]
        )
        return frozenset(
            file.path
            for file in files
            if file is not None
            and file.path != path
            and any(p == path for name in file.imports for p, _ in self.lookup(file.path, name) or ())
        )

    def depends(self, path: str, homes: set[str]) -> bool:
        """Whether the file at `path`, no test, is one of `homes` or imports from one."""
        file = self._code.file(path)
        if file is None or not homes or is_test_path(path):
            return False
        imported = (self.files(entry.module, path) for entry in file.outline.imports)
        return path in homes or any(not homes.isdisjoint(files) for files in imported)

    def mentioning(self, target: Target) -> frozenset[str]:
        """The files that mention a name; no index has names of one letter: those that load its module."""
        if len(target.name) > 1 or target.language != "python":
            return self._code.mentioning(target.name)
        return self.loading(target.path) | {target.path}

    # --- names

    def _offers_class(self, path: str, name: str) -> bool:
        file = self._code.file(path) if path in self._code.mentioning(name) else None
        return file is not None and any(d.name == name for d in file.classes.get(name, ()))

    def _offers(self, path: str, name: str) -> bool:
        file = self._code.file(path) if path in self._code.mentioning(name) else None
        return file is not None and file.defines(name)

    def _imported(self, path: str, entry: Import, depth: int) -> frozenset[Place]:
        if entry.name and entry.name != "*":
            return self._through(path, entry.module, entry.name, depth)
        return frozenset((file, "") for file in self.files(entry.module, path))

    def _through(self, path: str, module: str, name: str, depth: int) -> frozenset[Place]:
        found: set[Place] = set()
        for file in self.files(module, path):
            found |= self._origin(file, name, depth + 1)
        if (
            self._index.language(path) == "python"
        ):  # a package offers its modules, whatever else has their names
            joined = f"{module}{name}" if module.endswith(".") else f"{module}.{name}"
            found |= {(file, "") for file in self.files(joined, path)}
        return frozenset(found)

    def _origin(self, path: str, name: str, depth: int) -> frozenset[Place]:
        """Where the name that `path` offers was defined."""
        place = (path, name)
        if place in self._origins:
            return self._origins[place]
        file = self._code.file(path) if depth <= _DEPTH else None
        if file is None:
            return frozenset()
        self._origins[place] = frozenset()  # against circles
        found: set[Place] = set()
        if name in file.loaded:
            found |= self.loaded(file.loaded[name])
        if (file.defines(name) and not found) or (name == "default" and file.language in SCRIPTS):
            found.add(place)
        for entry in file.imports.get(name, ()):  # beside a definition of the name: a fallback of the import
            found |= self._imported(path, entry, depth) if not found or entry.scope < 0 else frozenset()
        for entry in () if found else file.wildcards:
            found |= self._through(path, entry.module, name, depth)
        if not found and file.language == "python" and _is_index(path):
            found |= {(submodule, "") for submodule in self.files("." + name, path)}
        self._origins[place] = frozenset(found)
        return self._origins[place]

    # --- files

    @cached_property
    def _stems(self) -> dict[str, list[tuple[tuple[str, ...], str]]]:
        """The files by the last part of the name they are imported by."""
        found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for path in self._index.paths:
            parts = tuple(_without_suffix(path).split("/"))
            names = [parts]
            if parts[-1] in _INDEX and len(parts) > 1:
                names.append(parts[:-1])
                if parts[-2] == "src" and len(parts) > 2:
                    names.append(parts[:-2])
            for name in names:
                found.setdefault(name[-1], []).append((name, path))
        return found

    @cached_property
    def _folders(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in self._index.paths:
            if path.endswith(".go"):
                found.setdefault(posixpath.dirname(path), []).append(path)
        return found

    @cached_property
    def _packages(self) -> frozenset[str]:
        """The folders that are Python packages."""
        return frozenset(posixpath.dirname(p) for p in self._index.paths if p.endswith("/__init__.py"))

    def _none(self, module: str, importer: str) -> set[str]:
        return set()

    def _python(self, module: str, importer: str) -> set[str]:
        name = module.lstrip(".")
        dots = len(module) - len(name)
        wanted = tuple(part for part in name.split(".") if part)
        folder = tuple(posixpath.dirname(importer).split("/")) if "/" in importer else ()
        if dots:
            base = folder[: len(folder) - (dots - 1)]
            return self._exactly(base + wanted, ".py")
        near = self._exactly(folder + wanted, ".py")
        found = (
            {
                path
                for parts, path in self._stems.get(wanted[-1], ())
                if path.endswith(".py")
                and parts[-len(wanted) :] == wanted
                and "/".join(parts[: -len(wanted)]) not in self._packages
            }
            if wanted
            else set()
        )
        return found or near

    def _script(self, module: str, importer: str) -> set[str]:
        module = _EXTENSION.sub("", module.split("?")[0])
        if module.startswith("."):
            joined = posixpath.normpath(posixpath.join(posixpath.dirname(importer), module))
            return self._exactly(() if joined == "." else tuple(joined.split("/")))
        if found := self._aliased(module, importer):
            return found
        parts = [p for p in _ROOT.sub("", module).split("/") if p]
        if parts and parts[0][0] in "@#$":
            return self._of_paths(self._aliases.of_package(module)) or self._under_a_name(parts)
        roots = _SOURCE_ROOTS if _ALIASED.match(module) else _PACKAGES
        return self._ending(tuple(parts), roots)

    def _aliased(self, module: str, importer: str) -> set[str]:
        """The files that settings of the project say a module stands for."""
        return self._of_paths(_EXTENSION.sub("", path) for path in self._aliases.leading(module, importer))

    def _of_paths(self, paths: Iterable[str]) -> set[str]:
        return {file for path in paths for file in self._exactly(tuple(path.split("/")))}

    def _under_a_name(self, parts: list[str]) -> set[str]:
        """`@services/cart`: a folder that goes by that name, unless packages of the repository are named so."""
        named = (parts[0][1:], *parts[1:])
        found = self._ending(named, _PACKAGES) if len(parts) > 1 and named[0] else set()
        if found and not self._aliases.is_scope(parts[0]):
            return found
        return self._ending(tuple(parts[1:]), _PACKAGES) if parts[0][0] == "@" else set()

    def _ending(self, wanted: tuple[str, ...], roots: frozenset[str]) -> set[str]:
        """The scripts whose path ends so; where a single name is wanted, those below one of `roots`."""
        return {
            path
            for name, path in (self._stems.get(wanted[-1], ()) if wanted else ())
            if name[-len(wanted) :] == wanted
            and (len(wanted) > 1 or (name[-2] if len(name) > 1 else "") in roots)
            and self._index.language(path) in SCRIPTS
        }

    def _exactly(self, wanted: tuple[str, ...], extension: str = "") -> set[str]:
        last = wanted[-1] if wanted else "index"
        names = (wanted,) if wanted else (("index",), ("__init__",))
        return {p for name, p in self._stems.get(last, ()) if name in names and p.endswith(extension)}

    def _go(self, module: str, importer: str) -> list[str]:
        """The files of the package: by the modules of the repository, else what the longest end of its path names."""
        if self._gomodules.above(importer) is not None:
            folder = self._gomodules.folder(module)
            return self._folders.get(folder, []) if folder is not None else []
        parts = module.split("/")
        ends = ("/".join(parts[start:]) for start in range("." in parts[0], len(parts)))
        return next((self._folders[end] for end in ends if end in self._folders), [])


def _without_suffix(path: str) -> str:
    stem, dot, suffix = path.rpartition(".")
    return stem.removesuffix(".d") if dot and suffix.replace("_", "0").isalnum() else path


def _is_index(path: str) -> bool:
    return _EXTENSION.sub("", path).rpartition("/")[2] in _INDEX
