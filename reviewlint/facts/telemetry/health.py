"""Endpoints that are signals themselves: health, readiness and metrics routes, by their usual names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reviewlint.facts.model import Endpoint, Signal
from reviewlint.regex import regex

_HEALTH = regex(
    r"(?i)^_*(health[sz]?|(app|system|service|db)?[-_]?health[-_]?checks?|readyz?|readiness|livez?|live(li)?ness"
    r"|startupz?|l?b?heartbeat)_*$"
)
_OFTEN = regex(r"(?i)^_*(alive|ping|up|statusz?|metrics|prometheus|varz)_*$")  # where nothing owns them
_OUTER = regex(r"(?i)^(_*api|v\d+|rest|internal|actuator|management|monitoring|-|_+|app|system|public)$")


def is_health(endpoint: Endpoint) -> bool:
    """Whether the endpoint answers whether the service is well, or is where its metrics are fetched."""
    parts = [part for part in endpoint.route.strip("/^$ ").split("/") if part]
    name = re.sub(r"\.\w+$", "", parts[-1]) if parts else ""
    if endpoint.protocol == "page" or endpoint.method not in ("GET", "HEAD", "ANY"):
        return False
    if _OFTEN.match(name):
        return is_outer(parts[:-1])
    return bool(_HEALTH.match(name)) or (name.lower() == "live" and len(parts) > 1 and is_outer(parts[:-1]))


def is_outer(parts: list[str]) -> bool:
    """Whether no part of a path names a thing of the product: `/api/v1`, not `/users/7`."""
    return all(_OUTER.match(part) or _HEALTH.match(part) for part in parts)


def health_routes(endpoints: Iterable[Endpoint]) -> tuple[Signal, ...]:
    """The health signals among `endpoints`."""
    return tuple(
        Signal("health", f"{e.method} {e.route}", e.path, e.line, e.framework, e.handler)
        for e in endpoints
        if is_health(e)
    )
