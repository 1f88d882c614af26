"""The prefix that Symfony's configuration gives to a folder of controllers: `resource: ../src/Api/`, `prefix: /api`."""

from __future__ import annotations

import re
from posixpath import normpath
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.paths import join
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.endpoints.around import Around

_FILE = regex(r"(^|/)config/routes(\.ya?ml|\.php|/[\w/-]+\.(?:ya?ml|php))$")
_ENTRY = regex(r"^(?=\S)", re.MULTILINE)
_RESOURCE = regex(r"^\s+(?:resource|path)\s*:\s*['\"]?(?:\{\s*path:\s*)?(\.[\w./-]*)", re.MULTILINE)
_PREFIX = regex(r"^\s+prefix\s*:\s*['\"]?(/?[\w./{}-]+)", re.MULTILINE)
_IMPORT = regex(
    r"->import\(\s*(?:__DIR__\s*\.\s*)?['\"]/?(\.[\w./-]*)['\"][^;]*?->prefix\(\s*['\"]([^'\"]*)['\"]",
    re.DOTALL,
)


def prefix_of_folder(path: str, around: Around) -> str:
    """What the controllers of the file at `path` stand below: what is said of the folder that is nearest to it."""
    told = [
        (folder, prefix)
        for file in around.called(_FILE)
        for folder, prefix in _told(file, around.text(file) or "")
        if path == folder or path.startswith(f"{folder}/")
    ]
    near = max((len(folder) for folder, _ in told), default=0)
    found = {prefix for folder, prefix in told if len(folder) == near}
    return join(found.pop()) if len(found) == 1 else ""


def _told(file: str, text: str) -> Iterator[tuple[str, str]]:
    """The folders and files that a file of routes brings in, each with its prefix."""
    here = file.rpartition("/")[0]
    if file.endswith(".php"):
        found = [(one[1], one[2]) for one in _IMPORT.finditer(text)]
    else:
        entries = [(_RESOURCE.search(one), _PREFIX.search(one)) for one in _ENTRY.split(text)]
        found = [(place[1], prefix[1] if prefix else "") for place, prefix in entries if place]
    for place, prefix in found:
        yield normpath(f"{here}/{place}").lstrip("/"), prefix
