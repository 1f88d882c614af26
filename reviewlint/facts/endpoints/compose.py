"""Prefixes composed across files: who mounts a router that stands in another file, and under what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.modules import stem
from reviewlint.facts.endpoints.nodes import read_call
from reviewlint.facts.endpoints.packages import PACKAGED, mounts_above
from reviewlint.facts.endpoints.packages import passed as passed_in_package
from reviewlint.facts.endpoints.plugins import is_open
from reviewlint.regex import regex
from reviewlint.syntax.language import CODE_SCRIPTS
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reviewlint.facts.endpoints.around import Around
    from reviewlint.facts.endpoints.nodes import Call
    from reviewlint.facts.endpoints.places import Mount
    from reviewlint.facts.endpoints.routers import Routers
    from reviewlint.syntax.model import Import

_ANY = frozenset(("", "*", "default", "."))
_DEFAULT = regex(r"\bexport\s+default\s+(\w+)\s*;?\s*$|\bmodule\.exports\s*=\s*(\w+)\s*;?\s*$", re.MULTILINE)
_REQUIRE = regex(r"(?:\(?await\s+)?(?:require|import)\(\s*['\"]([^'\"]+)['\"]")
_DOTTED = regex(r"r?[\"']([\w.]+)[\"']$")
_INDEX = regex(r"(^|/)(index|mod|__init__)\.\w+$")


def prefixes_above(around: Around, routers: Routers, names: tuple[str, ...]) -> list[tuple[str, bool]]:
    """The prefixes under which other files mount a router of `routers`, and whether they replace its own.

    `names`: what the router is called in its file, then the definitions it stands in.
    """
    guard = (routers.path, *names)
    if guard in around.open:
        return []
    around.open.add(guard)
    try:
        packaged = around.language(routers.path) in PACKAGED
        found = list(dict.fromkeys((mounts_above if packaged else _above)(around, routers, names)))
        if found:
            around.mounted.add(routers.path)
        return found
    finally:
        around.open.discard(guard)


def _above(around: Around, routers: Routers, names: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    others = list(_others(around, routers, _words(routers, "mount")))
    mounting = {
        other.path
        for other, places in others
        if other.path in places and _mounts(around, routers, other, names)
    }
    for other, known in others:
        places = [place for place in known if place not in mounting]
        for mount in other.mounts:
            if _means(around, other, mount.names, mount.child.text(), places, names):
                mount = mount._replace(prefix="") if is_open(routers.text) else mount
                for prefix in other.above(mount):
                    yield prefix, mount.replaces


def _mounts(around: Around, routers: Routers, other: Routers, names: tuple[str, ...]) -> bool:
    """Whether an index mounts the router itself: what it gives to others is then its own and not the router."""
    own = [routers.path]
    return any(_means(around, other, m.names, m.child.text(), own, names) for m in other.mounts)


def passed(around: Around, routers: Routers, function: str, position: int, owner: str = "") -> list[str]:
    """The prefixes of what other files pass as the argument at `position` of a function, a method of `owner`."""
    guard = (routers.path, function, str(position))
    if guard in around.open:
        return []
    around.open.add(guard)
    try:
        if around.language(routers.path) in PACKAGED:
            return passed_in_package(around, routers, function, position, owner)
        return [p for call, other in _calls(around, routers, function) for p in _given(other, call, position)]
    finally:
        around.open.discard(guard)


def prefixes_of_import(around: Around, routers: Routers, name: str) -> list[str]:
    """The prefixes of a router that another file makes and `routers` imports as `name`; [] if it does not."""
    language = around.language(routers.path)
    guard = (routers.path, "import", name)
    if guard in around.open or not re.fullmatch(r"\w+", name):
        return []
    around.open.add(guard)
    try:
        for known in around.imports(routers.path):
            if known.alias == name and known.name:
                for path in around.files_of(known.module, routers.path, language):
                    other = around.routers(path, routers.framework.name)
                    made = other.symbol(name if known.name == "default" else known.name) if other else None
                    if made is not None:
                        return made
        return []
    finally:
        around.open.discard(guard)


def _given(other: Routers, call: Call, position: int) -> list[str]:
    return other.prefixes(call.positional[position], call.node) if position < len(call.positional) else []


def _calls(around: Around, routers: Routers, function: str) -> Iterator[tuple[Call, Routers]]:
    names = (function,) if re.fullmatch(r"\w+", function) else ("default",)
    for other, places in _others(around, routers, ()):
        yield from ((call, other) for call in _required(other, places))
        for known in around.imports(other.path):
            if _imported(known, other, places) and known.alias:
                whole = known.name in ("", "*")
                for call in other.calls_of(names[0] if whole else known.alias):
                    yield call, other
                for call in other.calls_named(names[0]) if whole else ():
                    if call.receiver is not None and call.receiver.text() == known.alias:
                        yield call, other


def _required(other: Routers, places: list[str]) -> Iterator[Call]:
    """The calls of what `require` gives, as in `require("./routes")(app)`."""
    if "require(" not in other.text or other.around is None:
        return
    around = other.around
    if around.language(other.path) not in CODE_SCRIPTS:
        return
    rule = {
        "kind": "call_expression",
        "has": {"field": "function", "kind": "call_expression", "regex": "^require"},
    }
    for node in find(other.root, rule):
        found = _REQUIRE.match(node.text())
        if found and any(around.is_meant(found[1], other.path, place) for place in places):
            yield read_call(node)


def _others(around: Around, routers: Routers, words: Iterable[str]) -> Iterator[tuple[Routers, list[str]]]:
    """The files that may import the router, each with its own file and those that re-export it."""
    places, wanted = [routers.path], {stem(routers.path)}
    for path in around.mentioning([stem(routers.path)]):
        through = _INDEX.search(path) and path != routers.path
        if through and any(_leads(k, path, routers.path, around) for k in around.imports(path)):
            places.append(path)
            wanted.add(stem(path))
    limits = [wanted] + ([set(words)] if words else [])
    for path in around.mentioning(*limits):
        other = around.routers(path, routers.framework.name) if path != routers.path else None
        if other is not None:
            yield other, places


def _words(routers: Routers, table: str) -> set[str]:
    """The words one of which a file must hold to hold an entry of the framework's table."""
    rules = " ".join(
        str(entry.get("rule") or {"regex": entry["call"]}) for entry in routers.framework.table(table)
    )
    found = {
        word
        for regex in re.findall(r"'regex': '([^']*)'", rules)
        for word in re.findall(r"[A-Za-z_]{3,}", regex)
    }
    return found or {"use"}


def _means(
    around: Around,
    other: Routers,
    parts: tuple[str, ...],
    text: str,
    places: list[str],
    names: tuple[str, ...],
) -> bool:
    """Whether an expression of `other` names the router."""
    direct = _REQUIRE.match(text)
    language = around.language(other.path)
    if direct is None and language == "python":
        direct = _DOTTED.match(text)
        module, _, last = (direct[1] if direct else "").rpartition(".")
        if last in names and any(around.is_meant(module, other.path, place) for place in places):
            return True
    if direct:
        return any(around.is_meant(direct[1], other.path, place) for place in places)
    if not parts:
        return False
    if language == "python" and "urlpatterns" in names:
        names = (*names, *parts)
    return any(
        _imported(known, other, places) and _chosen(known, parts, names, around, places)
        for known in around.imports(other.path)
        if known.alias == parts[0]
        or known.name == "*"
        or (not known.name and known.module.endswith(parts[0]))
    )


def _imported(known: Import, other: Routers, places: list[str]) -> bool:
    around = other.around
    return around is not None and any(_leads(known, other.path, place, around) for place in places)


def _leads(known: Import, here: str, there: str, around: Around) -> bool:
    modules = (known.module, _module(known)) if around.language(here) == "python" else (known.module,)
    return any(around.is_meant(module, here, there) for module in modules)


def _module(known: Import) -> str:
    """The module that `from a import b` may mean: `a.b`."""
    if not known.name or known.name == "*":
        return known.module
    return known.module + known.name if known.module.endswith(".") else f"{known.module}.{known.name}"


def _chosen(
    known: Import, parts: tuple[str, ...], names: tuple[str, ...], around: Around, places: list[str]
) -> bool:
    """Whether the import, or what is taken from it, is the router and not its neighbour."""
    if set(names) & {known.name, *parts[1:]}:
        return True
    if len(parts) == 2 and _is_member(around.text(places[0]) or "", parts[1]):
        return False  # `routes.other` of what the file gives as `module.exports = { router, other }`
    if known.name not in _ANY and _given_as(around.text(places[0]) or "", known.name) in names:
        return True
    if len(places) > 1 and known.name not in _ANY:
        return _renamed(around, places, known.name, names)
    if known.name == "default" or not known.name:
        found = _DEFAULT.search(around.text(places[0]) or "")
        told = (found[1] or found[2]) if found else ""
        return not told or told in names or not names[0]
    return False


def _given_as(text: str, alias: str) -> str | None:
    """What a script itself calls what it gives to others as `alias`, None where it does not rename it."""
    name = re.escape(alias)
    found = re.search(
        rf"\bexport\s*\{{[^{{}}]*?\b(\w+)\s+as\s+{name}\b|\bmodule\.exports\s*=\s*\{{[^{{}}]*?\b{name}\s*:\s*(\w+)\s*[,}}]"
        rf"|\bexports\.{name}\s*=\s*(\w+)\s*;?\s*$",
        text,
        re.MULTILINE,
    )
    return next((one for one in found.groups() if one), None) if found else None


def _is_member(text: str, name: str) -> bool:
    """Whether a script gives an object to others with a member of that name."""
    given = rf"\bmodule\.exports\s*=\s*\{{[^{{}}]*\b{re.escape(name)}\b|\bexports\.{re.escape(name)}\s*="
    return re.search(given, text) is not None


def _renamed(around: Around, places: list[str], alias: str, names: tuple[str, ...]) -> bool:
    """Whether a file that re-exports gives the router under `alias`."""
    for place in places[1:]:
        for known in around.imports(place):
            if known.alias == alias and known.name in {*names, "default"}:
                return around.is_meant(known.module, place, places[0])
    return False


def same_mounts(one: list[Mount], other: list[Mount]) -> list[Mount]:
    """The mounts that only one of the two lists has."""
    texts = {(m.prefix, m.child.text()) for m in one} & {(m.prefix, m.child.text()) for m in other}
    return [m for m in (*one, *other) if (m.prefix, m.child.text()) not in texts]
