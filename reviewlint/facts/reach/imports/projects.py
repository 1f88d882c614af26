"""Projects of .NET: a test runs only what its project holds, or one that this refers to by whatever way."""

from __future__ import annotations

import posixpath
from functools import cached_property
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.reach.target import Target
    from reviewlint.index.repository import RepositoryIndex

_MANIFEST = (".csproj", ".fsproj", ".vbproj")
_REFERS = regex(r"<(?:ProjectReference|Compile|Import)\s+(?:Include|Project)\s*=\s*\"([^\"]+)\"")
_SHARED = regex(r"(?:^|/)[^/]+\.(?:shproj|projitems)$")
_FOR_ALL = regex(r"(?:^|/)Directory\.Build\.(?:props|targets)$")
_OPEN = "$("  # in a path that only a build knows
_MOST = 400  # manifests that are read


class Projects:
    """Tells over one repository what the project of a file may use."""

    def __init__(self, index: RepositoryIndex) -> None:
        self._index = index
        self._seen: dict[str, frozenset[str]] = {}

    def sees(self, test: str, target: Target) -> bool:
        """Whether the test at `test` can run `target`; True where its project refers to none, as one that only asks."""
        if target.language != "csharp":
            return True
        one, wanted = self._around(test), self._around(target.path)
        if not one or not wanted or one == wanted:
            return True
        known = self._reached(one)
        return wanted in known or len(known) == 1 or _OPEN in known

    @cached_property
    def _manifests(self) -> dict[str, str]:
        """The manifest of each folder; none at all where code is shared by other means than references."""
        paths = self._index.unread
        found = {posixpath.dirname(path): path for path in paths if path.endswith(_MANIFEST)}
        shared = any(map(_SHARED.search, paths)) or any(map(self._refers, filter(_FOR_ALL.search, paths)))
        return {} if shared or len(found) > _MOST else found

    def _refers(self, path: str) -> bool:
        return "<ProjectReference" in (self._index.text(path) or "")

    def _around(self, path: str) -> str:
        """The folder of the project that a file is a part of, "" for none."""
        folder = posixpath.dirname(path)
        while folder and folder not in self._manifests:
            folder = posixpath.dirname(folder)
        return folder

    def _reached(self, project: str) -> frozenset[str]:
        """A project with all that it refers to, by whatever way."""
        if project not in self._seen:
            found, queue = {project}, [project]
            for one in queue:
                text = self._index.text(self._manifests[one]) or ""
                for given in _REFERS.findall(text):
                    if _OPEN in given or "*" in given:
                        found.add(_OPEN)
                    path = posixpath.normpath(posixpath.join(one, given.replace("\\", "/")))
                    folder = self._around(path)
                    if folder and folder not in found:
                        found.add(folder)
                        queue.append(folder)
            self._seen[project] = frozenset(found)
        return self._seen[project]
