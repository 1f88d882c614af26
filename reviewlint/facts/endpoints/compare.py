"""Two sets of endpoints compared, whatever the parameters are called."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.facts.model import Endpoint

_PARAMETER = re.compile(
    r"\{[^{}]*\}|<[^<>]*>|\(\?P<[^()]*\)|\[\[?\.{0,3}[\w-]+\]?\]|(?<=/)[:$@*][\w*?+]*(?:\([^()]*\))?|\*+"
)


def canonical(route: str) -> str:
    """`route` with every parameter written the same and no doubled or trailing slash."""
    route = _PARAMETER.sub("{}", "/" + route.lstrip("/^").rstrip("$?"))
    return re.sub(r"/+", "/", route).rstrip("/") or "/"


def only_in(these: Iterable[Endpoint], those: Iterable[Endpoint]) -> tuple[Endpoint, ...]:
    """The endpoints of `these` that `those` do not serve, each once, in the order of files and lines."""
    known = Counter(_key(e) for e in those)
    seen: set[tuple[str, str, str]] = set()
    found = []
    for endpoint in these:
        key = _key(endpoint)
        if key not in known and key not in seen:
            seen.add(key)
            found.append(endpoint)
    return tuple(sorted(found, key=lambda e: (e.path, e.line, e.route, e.method)))


def _key(endpoint: Endpoint) -> tuple[str, str, str]:
    return endpoint.protocol, endpoint.method, canonical(endpoint.route)
