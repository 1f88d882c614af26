"""Files outside of a change whose routes it moves: it touches the line that mounts them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.compose import same_mounts
from reviewlint.facts.endpoints.framework import frameworks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reviewlint.facts.endpoints.around import Around
    from reviewlint.facts.endpoints.places import Mount
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import File

MOST = 40


def mounted_elsewhere(facts: Facts, files: Iterable[File], after: Around, before: Around) -> list[str]:
    """The unchanged files that stand behind a mount which only one side has."""
    changed = {p for f in facts.files for p in (f.path, f.old_path) if p}
    found: dict[str, None] = {}
    for file in files:
        if file.status != "modified":
            continue
        for mount in _differing(facts, file, after, before):
            for path in _behind(mount, file, after):
                if path not in changed:
                    found[path] = None
    return list(found)[:MOST]


def _differing(facts: Facts, file: File, after: Around, before: Around) -> Iterator[Mount]:
    text = facts.sources.text(file.path, "head")
    for framework in frameworks_of(text or "", file.language, facts.settings.frameworks):
        if framework.table("mount"):
            sides = [side.routers(file.path, framework.name) for side in (after, before)]
            yield from same_mounts(*[side.mounts if side else [] for side in sides])


def _behind(mount: Mount, file: File, around: Around) -> Iterator[str]:
    for known in around.imports(file.path):
        if mount.names and known.alias == mount.names[0]:
            modules = (known.module, f"{known.module}.{known.name}" if known.name else known.module)
            for module in modules:
                yield from around.files_of(module, file.path, file.language)
