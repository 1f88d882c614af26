"""Routes that a block binds without naming a router: `path("users", () -> { get(Users::all); routes(); })`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import is_class, is_function, name_of
from reviewlint.facts.endpoints.packages import called_in, mounts_above
from reviewlint.facts.endpoints.paths import join
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.routers import Routers

_DEPTH = 3
_EXTENSION = regex(r"(?:[\w@]+\s+)*?fun\s+(?:<[^<>]*>\s*)?Rout(?:e|ing)\.")  # Ktor: `fun Route.users()`
_GROUP = "addEndpoints"  # what Javalin calls of an object that stands for a group


def prefixes_in(file: Routers, node: SgNode, depth: int = 0) -> list[str]:
    """The prefixes of a call on no router: of the groups around it, and of the blocks that call its function."""
    inside = file.block_prefix(node)
    function = next((a for a in node.ancestors() if is_function(a) and name_of(a)), None)
    if function is None or depth > _DEPTH or not _is_called(file, function):
        return [inside]
    above = list(_above(file, function, depth + 1))
    return list(dict.fromkeys(join(p, inside) for p in above)) or [inside]


def _is_called(file: Routers, function: SgNode) -> bool:
    """Whether what calls the function gives its routes their place."""
    if file.framework.data.get("blocks"):
        return True
    return file.framework.language == "kotlin" and _EXTENSION.match(function.text()[:300]) is not None


def _above(file: Routers, function: SgNode, depth: int) -> Iterator[str]:
    """The prefixes of the blocks that call a function, or that take it, or its class, in the place of a block."""
    name = name_of(function)
    owner = next((name_of(a) for a in function.ancestors() if is_class(a)), "")
    taken = owner if name == _GROUP else name
    calls = [c for c in file.calls_named(name) if c.receiver is None or c.receiver.text() == owner]
    found = [p for call in calls for p in prefixes_in(file, call.node, depth)]
    for mount in file.mounts if file.framework.data.get("blocks") else ():
        if taken in mount.names and (taken != name or mount.names[0] in (name, owner, "this")):
            found += [join(p, mount.prefix) for p in prefixes_in(file, mount.call.node, depth)]
    if found or file.around is None:
        yield from found
        return
    yield from called_in(file.around, file, name, depth)
    if file.framework.data.get("blocks"):
        yield from (prefix for prefix, _ in mounts_above(file.around, file, (taken,)))
