"""Which packages of Go the code uses: whether a requirement is indirect is what a tool noted once, imports are so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.dependencies.readers.go import owner
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reviewlint.change.model import Side
    from reviewlint.facts.dependencies.model import Declared, Manifest
    from reviewlint.facts.facts import Facts

Row = tuple[str, "Declared"]  # the path of the manifest, and what it says
_IMPORT = regex(r"(?m)^[ \t]*(?:import[ \t]+)?(?:[\w.]+[ \t]+)?\"([^\s\"]+)\"[ \t\r]*(?://[^\n]*)?$")


class Imports:
    """The imports of Go in a change: what its files import on either side, and what others do."""

    def __init__(self, facts: Facts, listed: Iterable[str]) -> None:
        self._facts = facts
        self._listed = tuple(listed)
        self._files = [file for file in facts.files if file.language == "go" and file.role != "vendored"]
        self._head, self._base = self._of("head", self._files), self._of("base", self._files)

    def begun(self, name: str) -> bool:
        """Whether the change is the first to import the module."""
        return name in self._head and name not in self._base and not self._by_others(name)

    def stood(self, name: str) -> bool:
        """Whether code imported the module before the change."""
        return name in self._base or self._by_others(name)

    def only_tests(self, name: str) -> bool:
        """Whether files of the change import the module, and all of them are tests."""
        code = [file for file in self._files if file.role != "test"]
        return name in self._head and name not in self._of("head", code)

    def _of(self, side: Side, files: Iterable[object]) -> frozenset[str]:
        texts = (self._facts.sources.text(file.path, side) or "" for file in files)  # type: ignore[attr-defined]
        return frozenset(owner(path, self._listed) for text in texts for path in _IMPORT.findall(text))

    def _by_others(self, name: str) -> bool:
        changed = {path for file in self._files for path in (file.path, file.old_path)}
        paths = [path for path in self._facts.index.mentioning([name]) if path not in changed]
        texts = (self._facts.index.text(path) or "" for path in sorted(paths) if path.endswith(".go"))
        return any(owner(path, self._listed) == name for text in texts for path in _IMPORT.findall(text))


def by_use(
    facts: Facts, added: list[Row], base: Mapping[str, Manifest], head: Mapping[str, Manifest]
) -> list[Row]:
    """The added requirements of Go: none that was imported before it was noted, but all that imports begin to use."""
    spare = {one.name for manifest in base.values() for one in manifest.indirect}
    known = {one.name for manifest in base.values() for one in manifest.declared}
    noted = [
        (path, one) for path, manifest in head.items() for one in manifest.indirect if one.name not in known
    ]
    listed = {one.name for manifest in head.values() for one in (*manifest.declared, *manifest.indirect)}
    imports = Imports(facts, listed)
    found = [
        (path, one) for path, one in added
        if not ((one.name in spare or path not in base) and imports.stood(one.name))
    ]  # fmt: skip
    named = {one.name for _, one in found}
    found += [(path, one) for path, one in noted if one.name not in named and imports.begun(one.name)]
    return [(path, one._replace(scope="dev") if imports.only_tests(one.name) else one) for path, one in found]
