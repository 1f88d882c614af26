"""Framework data: what a route, a group, a mount and a class-level prefix look like, as TOML.

One file a framework in `config/frameworks/<language>/`. `languages` and `markers` are one-line arrays; it
is parsed only when a changed file of one of the languages holds one of the markers. The tables:

- `[[route]]`: a call, decorator or annotation that binds a route.
- `[[group]]`: an expression whose value (or block) is a router under a prefix.
- `[[mount]]`: a call that puts a router defined elsewhere under a prefix.
- `[[prefix]]`: an annotation that puts all routes of a class under a prefix.

Each has `rule`, an ast-grep rule object, and says where its parts stand: `route`, `prefix`, `methods`,
`handler` and `child` are arrays of argument positions and names; the first present one counts. `method`
is a fixed method; `verbs` maps the called name to one, and a name that is not in the map binds no route.
Of a route: `decorates` (it stands on a definition), `bare` (the path may be left out), `slash` (the path
starts with /), `method_in_route` ("GET /x"), `named` (a name may stand before the path), `least` (fewest
arguments), `chain` (the argument that chains method calls), `route_annotation` (the annotation beside it
that holds the path), `protocol`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from reviewlint.data import bundled, one_line_array, read_toml
from reviewlint.errors import ConfigError

_OTHERS = frozenset(("jobs", "resilience", "telemetry"))  # folders with data of other facts


class Framework(NamedTuple):
    """One framework file, read."""

    name: str
    data: dict[str, Any]

    def table(self, name: str) -> list[dict[str, Any]]:
        """The entries of `[[name]]`."""
        entries: list[dict[str, Any]] = self.data.get(name, [])
        return entries


@cache
def _catalogue(folders: tuple[Path, ...]) -> tuple[tuple[Path, tuple[str, ...], re.Pattern[str]], ...]:
    found = []
    for folder in (bundled("config") / "frameworks", *folders):
        for path in sorted(p for p in folder.rglob("*") if p.suffix in (".toml", ".yml", ".yaml")):
            if path.parent.name in _OTHERS:
                continue
            languages, markers = _header(path)
            if languages:
                found.append((path, languages, re.compile("|".join(map(re.escape, markers)) or "^")))
    return tuple(found)


def _header(path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if path.suffix == ".toml":
        text = path.read_text("utf-8")
        return one_line_array(text, "languages"), one_line_array(text, "markers")
    data = _read(path)
    return tuple(data.get("languages", ())), tuple(data.get("markers", ()))


def _read(path: Path) -> dict[str, Any]:
    if path.suffix == ".toml":
        return read_toml(path)
    import yaml

    try:
        data = yaml.safe_load(path.read_text("utf-8"))
    except yaml.YAMLError as error:
        raise ConfigError(f"{path}: not valid YAML: {error}") from error
    return data if isinstance(data, dict) else {}


def frameworks_of(text: str, language: str, folders: tuple[Path, ...] = ()) -> list[Framework]:
    """The frameworks whose marker stands in `text`, for `language`."""
    return [
        Framework(path.stem, _read(path))
        for path, languages, markers in _catalogue(folders)
        if language in languages and markers.search(text)
    ]


def framework_named(name: str, language: str, folders: tuple[Path, ...] = ()) -> Framework | None:
    """The framework of that name for `language`, whatever a file mentions."""
    for path, languages, _ in _catalogue(folders):
        if path.stem == name and language in languages:
            return Framework(name, _read(path))
    return None
