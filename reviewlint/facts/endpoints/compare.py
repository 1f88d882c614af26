"""Two sets of endpoints compared, whatever the parameters are called."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.facts.model import Endpoint

_SLASHES = regex(r"/+")
_PARAMETER = regex(
    r"\{[^{}]*\}|<[^<>]*>|\(\?P<[^()]*\)|\[\[?\.{0,3}[\w-]+\]?\]|(?<=/)[:$@*][\w*?+]*(?:\([^()]*\))?|\*+"
)
_RESOURCE = regex(r"\{[\w.]+=([^{}]*[*/][^{}]*)\}")  # of a gateway's: `{name=shelves/*}`


def canonical(route: str) -> str:
    """`route` with every parameter written the same and no doubled or trailing slash."""
    route = _RESOURCE.sub(r"\1", route)
    route = _PARAMETER.sub("{}", "/" + route.lstrip("/^").rstrip("$?"))
    return _SLASHES.sub("/", route).rstrip("/") or "/"


def only_in(these: Iterable[Endpoint], those: Iterable[Endpoint]) -> tuple[Endpoint, ...]:
    """The endpoints of `these` that `those` do not serve, each once, in the order of files and lines.

    A method that ANY covers is served, unless it now has a handler of its own beside that one. What moved
    to another file with its handler is the same, though a part of its path now stands where it cannot be
    read.
    """
    these, others = list(these), list(those)
    own = {_key(e) for e in these}
    gone = [e for e in others if _key(e) not in own]
    known = {_key(e) for e in others}
    routes = {(e.protocol, canonical(e.route)) for e in others}
    open_here, open_there = _open(these), _open(others)
    seen: set[tuple[str, str, str]] = set()
    found = []
    for endpoint in these:
        key = protocol, method, route = _key(endpoint)
        beside = open_here[protocol, route] >= open_there[protocol, route]
        served = key in known or ((protocol, "ANY", route) in known and not beside)
        if served or key in seen or (method == "ANY" and (protocol, route) in routes):
            continue
        seen.add(key)
        if not any(_moved(endpoint, other) for other in gone):
            found.append(endpoint)
    return tuple(sorted(found, key=lambda e: (e.path, e.line, e.route, e.method)))


def _open(endpoints: Iterable[Endpoint]) -> Counter[tuple[str, str]]:
    """How many handlers each route has that take any method."""
    return Counter((e.protocol, canonical(e.route)) for e in endpoints if e.method == "ANY")


def _moved(one: Endpoint, other: Endpoint) -> bool:
    """Whether both are one route, defined in two files, of which one knows more of the prefix."""
    if (
        one.path == other.path
        or not one.handler
        or one.handler != other.handler
        or one.method != other.method
    ):
        return False
    short, long = sorted((canonical(one.route), canonical(other.route)), key=len)
    return one.protocol == other.protocol and short != "/" and long.endswith(short)


def _key(endpoint: Endpoint) -> tuple[str, str, str]:
    return endpoint.protocol, endpoint.method, canonical(endpoint.route)
