"""Routes below an address that only a running application knows: `path(settings.PREFIX, include("shop.urls"))`.

Where the address above is not known, an endpoint's route begins with a name in braces, `/{prefix}/carts`. It may stand
for nothing or for several parts, unlike a parameter of the route, which is a part of each request.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.model import Endpoint

_OPEN = regex(r"^/?\{[^{}]*\}")
_NO_PARAMETER = regex(r"^/?\{(?:[A-Z][A-Z0-9]*_[A-Z0-9_]*|[A-Z]{3,}|[^{}*?:]*[.\"'(\[][^{}]*)\}")
_OTHERWISE = frozenset(
    ("django", "flask", "rails", "express", "sinatra", "koa")
)  # theirs are no names in braces


def known_part(endpoint: Endpoint) -> Endpoint:
    """The endpoint with the part of its route that is known: without what begins it and is no parameter of it."""
    opened = _OPEN if endpoint.framework in _OTHERWISE else _NO_PARAMETER
    found = opened.match(endpoint.route)
    if found is None or endpoint.protocol != "http":
        return endpoint
    return endpoint._replace(route="/" + endpoint.route[found.end() :].lstrip("/"))
