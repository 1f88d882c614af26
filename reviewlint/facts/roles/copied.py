"""Copies of another repository's Go module, whose tests stay there: `replace github.com/other/kit => ./kit`.

A module of the repository's own has its tests beside it, or none were ever written. A copy is told from it by three
things at once: another repository owns its path, not one test stands in it, and what such tests had read still does.
All is read of the base, so that no change makes its own code a copy.
"""

from __future__ import annotations

import posixpath
from functools import cached_property
from typing import TYPE_CHECKING

from reviewlint.facts.reach.imports.gomodules import module_of, replaced_in

if TYPE_CHECKING:
    from reviewlint.change.model import Change

_HOSTS = frozenset(
    ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitea.com", "sr.ht", "git.sr.ht")
)
_LEFT = ("/testdata/", "/.snapshots/", "/__snapshots__/")


class Copies:
    """Tells them over the base of one change."""

    def __init__(self, change: Change) -> None:
        self._change = change
        self._known: dict[str, bool] = {}

    def has(self, path: str) -> bool:
        """Whether the Go file at `path` belongs to such a copy."""
        folder = self._module_above(path)
        if not folder:
            return False
        if folder not in self._known:
            self._known[folder] = self._is_copy(folder)
        return self._known[folder]

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(self._change.tree("base"))

    def _module_above(self, path: str) -> str:
        """The folder of the module that the file belongs to; "" for the one at the root, and for none."""
        folder = posixpath.dirname(path)
        while folder and f"{folder}/go.mod" not in self._paths:
            folder = posixpath.dirname(folder)
        return folder

    def _is_copy(self, folder: str) -> bool:
        above = self._module_above(folder)
        manifests = [posixpath.join(one, "go.mod") for one in (folder, above)]
        texts = self._change.read("base", manifests)
        own, around = (texts.get(path, "") for path in manifests)
        name = module_of(own)
        if (name, folder) not in replaced_in(around, above):
            return False
        repositories = [_repository(name), _repository(module_of(around))]
        return "" not in repositories and repositories[0] != repositories[1] and self._lost_its_tests(folder)

    def _lost_its_tests(self, folder: str) -> bool:
        inside = [path for path in self._paths if path.startswith(f"{folder}/")]
        tests = sum(path.endswith("_test.go") for path in self._paths)
        left = any(part in path for path in inside for part in _LEFT)
        return left and tests > 0 and not any(path.endswith("_test.go") for path in inside)


def _repository(module: str) -> str:
    """The repository that a module's path names; "" where the path does not tell."""
    parts = module.split("/")
    return "/".join(parts[:3]).lower() if parts[0] in _HOSTS and len(parts) > 2 else ""
