"""Routers that cross files in languages where a name is seen through its package, module or class, not its file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from reviewlint.common import in_common, shared_folders
from reviewlint.facts.endpoints.modules import stem
from reviewlint.facts.endpoints.places import PLAIN, of_another_class
from reviewlint.facts.endpoints.rustpaths import is_method, is_variable, written_out
from reviewlint.regex import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.around import Around
    from reviewlint.facts.endpoints.nodes import Call
    from reviewlint.facts.endpoints.routers import Routers

PACKAGED = frozenset(("go", "java", "kotlin", "scala", "rust", "csharp", "swift", "dart", "cpp"))
_DEFINED = (
    r"\b(?:func(?:\s*\([^()]*\))?|fn|fun|def|void|class|struct|object|interface|val|let|var|static)\s+{}\b"
)
_OUTER = frozenset(("crate", "super", "self", "this", "new", "super", "Self"))
_MODULE_FILE = regex(r"/(?:mod|lib|main|index|package)$")
_PARTS = regex(r"[A-Za-z_]\w*")


def nearest(paths: list[str], here: str) -> list[str]:
    """`paths` by how many folders they share with `here`, most first."""
    return sorted(paths, key=lambda path: (-shared_folders(path, here), path))


def passed(around: Around, routers: Routers, function: str, position: int, owner: str) -> list[str]:
    """The prefixes of the routers that other files pass to a function of `routers`."""

    rust = around.language(routers.path) == "rust"

    def given(other: Routers, call: Call) -> list[str]:
        arguments = handed(call, function, routers.text)
        if owner == PLAIN:
            if (call.receiver is None) != (_folder(other.path) == _folder(routers.path)):
                return []
        elif of_another_class(call, owner) or (rust and is_method(call) and not owner):
            return []
        if position < len(arguments) and _fits(around, routers, other, call, function):
            return other.prefixes(arguments[position], call.node)
        return []

    return _told(around, routers, function, given)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def called_in(around: Around, routers: Routers, function: str, depth: int) -> list[str]:
    """The prefixes of the blocks in which other files call an extension that `routers` defines."""

    def given(other: Routers, call: Call) -> list[str]:
        if call.receiver is None and _fits(around, routers, other, call, function):
            return other.in_block(call.node, depth)
        return []

    return _told(around, routers, function, given)


def _told(
    around: Around, routers: Routers, function: str, given: Callable[[Routers, Call], list[str]]
) -> list[str]:
    """What each call of a function in other files gives; of a name that others have, what the first file's give."""
    found: list[str] = []
    for other in _others(around, routers, [function]):
        if found and _ambiguous(around, routers, function):
            break
        for call in other.calls_named(function):
            found += given(other, call)
    return found


def handed(call: Call, function: str, text: str) -> tuple[SgNode, ...]:
    """The arguments of a call of a function that `text` defines; an extension's first is what it is called on."""
    if not call.positional and call.named:  # Swift, where each has its label
        return tuple(call.named.values())
    extends = re.search(rf"\b{re.escape(function)}\s*(?:<[^<>]*>)?\(\s*this\s", text)
    return (call.receiver, *call.positional) if extends and call.receiver is not None else call.positional


def mounts_above(around: Around, routers: Routers, names: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """The prefixes under which other files mount a router that a definition called one of `names` makes."""
    own = [name for name in names if len(name) > 2]
    if not own or not routers.framework.table("mount"):
        return
    hit = ""
    for other in _others(around, routers, own):
        if hit and _ambiguous(around, routers, hit):
            break
        for mount in other.mounts:
            named = next(
                (n for n in own if n in mount.names and not is_variable(mount.child, n, other.text)), None
            )
            before = mount.names[: mount.names.index(named)] if named else ()
            if named in own[:-1] and _of_another(before, own, around.language(routers.path)):
                continue
            if named and _qualified(around, routers, before, named, other):
                hit = named
                for prefix in other.above(mount):
                    yield prefix, mount.replaces


def _of_another(before: tuple[str, ...], own: list[str], language: str) -> bool:
    """Whether `Tasks().router` is a field of another class than the one that a router called `own` stands in."""
    return (
        language in ("dart", "kotlin") and bool(before) and before[-1][:1].isupper() and before[-1] not in own
    )


def _others(around: Around, routers: Routers, names: list[str]) -> Iterator[Routers]:
    language = around.language(routers.path)
    for path in nearest(around.mentioning(names), routers.path):
        if path != routers.path and around.language(path) == language:
            other = around.routers(path, routers.framework.name)
            if other is not None:
                yield other


def _ambiguous(around: Around, routers: Routers, name: str) -> bool:
    """Whether other files define the name too, so that a nearer use of it is the better guess."""
    return len(definitions(around, routers.path, name)) > 1


def _fits(around: Around, routers: Routers, other: Routers, call: Call, function: str) -> bool:
    before = tuple(_PARTS.findall(call.receiver.text()))[-3:] if call.receiver is not None else ()
    if around.language(other.path) == "rust":
        names = written_out((*before, function), other)
        before, function = names[:-1], names[-1]
    return _qualified(around, routers, before, function, other)


def _qualified(around: Around, routers: Routers, before: tuple[str, ...], name: str, other: Routers) -> bool:
    """Whether `before.name` in the file `other` may be the `name` of `routers`."""
    before = tuple(part for part in before if part not in _OUTER)
    package = re.search(r"^\s*package\s+(?:[\w.]*\.)?(\w+)", routers.text, re.MULTILINE)
    folder = routers.path.rpartition("/")[0]
    mine = {stem(routers.path), folder.rpartition("/")[2], package[1] if package else ""}
    if before and before[-1] in mine:
        return len(before) < 2 or _closest(before, routers.path, definitions(around, routers.path, name))
    places = definitions(around, routers.path, name)
    if len(places) <= 1:
        return True
    if not before:
        return folder == other.path.rpartition("/")[0] or nearest(places, other.path)[0] == routers.path
    types = set(re.findall(r"\b(?:class|struct|type|object|impl)\s+([A-Z]\w*)", routers.text))
    return any(re.search(rf"\b(?:New)?{t}\b", other.text) for t in types)


def _closest(before: tuple[str, ...], path: str, places: list[str]) -> bool:
    """Whether none of the `places` is more the module that `todo::routes` says than the file at `path` is."""
    fits = {one: _agreeing(before, one) for one in (*places, path)}
    return fits[path] == max(fits.values())


def _agreeing(before: tuple[str, ...], path: str) -> int:
    """How many names before the last `::` are the last parts of a path, from its end."""
    parts = _MODULE_FILE.sub("", path.rpartition(".")[0]).split("/")
    return in_common(reversed(before), reversed(parts))


def definitions(around: Around, here: str, name: str) -> list[str]:
    """The files of the language of `here` that define `name`."""
    key = (around.language(here), name)
    if key not in around.defined:
        pattern = re.compile(_DEFINED.format(re.escape(name)))
        paths = (path for path in around.mentioning([name]) if around.language(path) == key[0])
        around.defined[key] = tuple(path for path in paths if pattern.search(around.text(path) or ""))
    return list(around.defined[key])
