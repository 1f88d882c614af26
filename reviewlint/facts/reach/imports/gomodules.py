"""Which folder an import path of Go names: by the modules of the repository, and what they replace by a folder."""

from __future__ import annotations

import posixpath
from functools import cached_property
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.index.repository import RepositoryIndex

_MODULE = regex(r"(?m)^\s*module\s+\"?([^\s\"]+)")
_REPLACED = regex(r"(?m)^\s*(?:replace\s+)?\"?([\w./~-]+)\"?(?:\s+v\S+)?\s+=>\s+\"?(\.{1,2}(?:/[^\s\"]*)?)")
_MOST = 200  # manifests that are read


class GoModules:
    """Reads the `go.mod` files of one repository, once and only where an import asks for them."""

    def __init__(self, index: RepositoryIndex) -> None:
        self._index = index

    def above(self, importer: str) -> str | None:
        """The folder of the module that the file `importer` belongs to; None where no manifest stands above it."""
        folder = posixpath.dirname(importer)
        while folder not in self._manifests:
            if not folder:
                return None
            folder = posixpath.dirname(folder)
        return folder

    def folder(self, package: str) -> str | None:
        """The folder that the import path `package` names; None where no module of the repository has it."""
        module = package
        while module not in self._folders:
            module = module.rpartition("/")[0]
            if not module:
                return None
        return posixpath.join(self._folders[module], package[len(module) + 1 :]).rstrip("/")

    @cached_property
    def _manifests(self) -> dict[str, str]:
        """The manifests by their folder, those nearest to the root first."""
        paths = (path for path in self._index.unread if posixpath.basename(path) == "go.mod")
        ranked = sorted(paths, key=lambda path: (path.count("/"), path))[:_MOST]
        return {posixpath.dirname(path): path for path in ranked}

    @cached_property
    def _folders(self) -> dict[str, str]:
        """The folder of each module: of two of one name the one that is nearer to the root."""
        found: dict[str, str] = {}
        for module, folder in self._named():
            found.setdefault(module, folder)
        return found

    def _named(self) -> Iterator[tuple[str, str]]:
        texts = {folder: self._index.text(path) or "" for folder, path in self._manifests.items()}
        yield from ((name, folder) for folder, text in texts.items() if (name := module_of(text)))
        for folder, text in texts.items():
            yield from replaced_in(text, folder)


def module_of(text: str) -> str:
    """The module that a manifest names, "" for none."""
    found = _MODULE.search(text)
    return found[1] if found else ""


def replaced_in(text: str, folder: str) -> list[tuple[str, str]]:
    """The modules that a manifest in `folder` replaces by folders of the repository, each with its own."""
    return [
        (module, posixpath.normpath(posixpath.join(folder, place)).removeprefix("."))
        for module, place in _REPLACED.findall(text)
    ]
