"""Framework data: what a route, a group, a mount and a class-level prefix look like, as TOML.

One file a framework in `config/frameworks/<language>/`. `languages` and `markers` are one-line arrays; it
is parsed only when a changed file of one of the languages holds one of the markers (and none of `without`), and used
only where the package around the file depends on what `package`, a regular expression, finds; `types` are those of
variables that routes are bound on, `context` finds the prefix of all in the file, `blocks` says that routes stand in
the blocks that call the method around them. The tables:

- `[[route]]`: a call, decorator or annotation that binds a route.
- `[[group]]`: an expression whose value (or block) is a router under a prefix.
- `[[mount]]`: a call that puts a router defined elsewhere under a prefix.
- `[[prefix]]`: an annotation that puts all routes of a class under a prefix.

Each has `rule`, an ast-grep rule object, or `call`, a regular expression for the name that is called (with
`on`, one for what it is called on; "" is nothing), which means the same in every language. It says where its
parts stand: `route`, `prefix`, `methods`, `handler` and `child` are arrays of argument positions and names; the
first present one counts. `method` is a fixed method; `verbs` maps the called name to one, and a name that is not
in the map binds no route. Of a route: `decorates` (it stands on a definition), `bare` (the path may be left out),
`slash` (the path starts with /), `method_in_route` ("GET /x"), `named` (a name may stand before the path), `least`
(fewest arguments), `chain` (the argument that chains method calls, or "before": the calls before it),
`after` (a later call of the chain that names the
methods), `route_annotation` (the annotation beside it that holds the path), `block` (a block must follow), `every`
(each string is a route), `segments` (the strings are the parts of one route), `named_handler` (the last argument
names a function), `on_argument` (the place or name of the argument that is the router), `cut` (what of the
path is none of it), `last_word` (the method is the last word of the called name), `otherwise` (the route of no
argument), `version` (the decorator beside it whose versions hold, not those of the class),
`answering` (how a class is called that answers though no method is known), `socket` (the base of web sockets),
`keys` (the keys of an array are routes), `invoked` (the class that it stands on can be called), `dashed` (names are
written with dashes), `optional` (brackets stand around what may be left out), `absolute` (a path that starts with /
stands below no class), `versioned` (the argument whose version stands before the whole path),
`told_by` (the attribute of the class that lists its methods), `limits` (the option that lists the actions served),
`itself` (the rule means the class that
answers), `nested` (functions in a function answer), `computed` (the code works the name out that is called),
`continued` (the path is that of the call before), `on_made` (what makes the variable it stands on), `handler_not`
(what the handler is not), `handler_made` and `on_not` (what makes a variable that is no handler, or
no router), `protocol`. Of a group: `sets` (it changes the router that it is called on), `inside` (the prefix stands
in a call), `prefix_of_receiver`, `made_on` (the argument that is the router), `all_below` (`/x/*` is what stands
below /x). Of a mount: `through` (the call around its child, which is that call's argument `inside`), `child_not` (what
its child is not), `own` (it makes a router itself), `replaces` (its prefix stands in place of that of its child),
`adds_to` (what makes a child before whose prefix it stands all the same), `children` (every argument is one).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from reviewlint.data import arrays, bundled, mentions, read_rules
from reviewlint.errors import ConfigError
from reviewlint.record import Record

_OTHERS = frozenset(("jobs", "resilience", "telemetry"))  # folders with data of other facts


class Framework(Record):
    """One framework file, read."""

    name: str
    data: dict[str, Any]
    language: str = ""

    def table(self, name: str) -> list[dict[str, Any]]:
        """The entries of `[[name]]`."""
        entries: list[dict[str, Any]] = self.data.get(name, [])
        return entries


class Header(Record):
    """What decides whether a framework file is needed, read without parsing it."""

    path: Path
    languages: tuple[str, ...]
    markers: tuple[str, ...]
    without: tuple[str, ...]

    def meant(self, text: str) -> bool:
        """Whether the framework may be used in `text`."""
        return mentions(text, self.markers) and not any(word in text for word in self.without)


@cache
def _catalogue(folders: tuple[Path, ...]) -> tuple[Header, ...]:
    own = [Header(*row) for row in _headers(bundled("config") / "frameworks")]
    others = sorted(Header(*row) for folder in folders for row in (*_headers(folder), *_of_yaml(folder)))
    return tuple(h for h in (*own, *others) if h.languages and h.path.parent.name not in _OTHERS)


_KEYS = ("languages", "markers", "without")


def _headers(folder: Path) -> Iterator[tuple[Any, ...]]:
    for path, found in arrays(folder, _KEYS):
        yield path, *found


def _of_yaml(folder: Path) -> Iterator[tuple[Any, ...]]:
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".yml", ".yaml")):
        data = _read(path)
        yield path, *(tuple(data.get(key, ())) for key in _KEYS)


def _read(path: Path) -> dict[str, Any]:
    if path.suffix == ".toml":
        return read_rules(path)
    import yaml

    try:
        data = yaml.safe_load(path.read_text("utf-8"))
    except yaml.YAMLError as error:
        raise ConfigError(f"{path}: not valid YAML: {error}") from error
    return data if isinstance(data, dict) else {}


@lru_cache(maxsize=64)  # each text is asked about by several readers
def frameworks_of(text: str, language: str, folders: tuple[Path, ...] = ()) -> tuple[Framework, ...]:
    """The frameworks whose marker stands in `text`, for `language`."""
    return tuple(
        Framework(header.path.stem, _read(header.path), language)
        for header in _catalogue(folders)
        if language in header.languages and header.meant(text)
    )


def framework_named(name: str, language: str, folders: tuple[Path, ...] = ()) -> Framework | None:
    """The framework of that name for `language`, whatever a file mentions."""
    for header in _catalogue(folders):
        if header.path.stem == name and language in header.languages:
            return Framework(name, _read(header.path), language)
    return None
