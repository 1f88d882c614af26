"""Whether a unit answers what nothing answered before: a test of it would ask for its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import Endpoint, Unit

_PART = regex(r"\w+")
_INDEX = ("mod", "index", "__init__", "lib")


def serves_anew(facts: Facts, unit: Unit) -> bool:
    """Whether `unit` is the handler of an endpoint that the change adds, wherever that is registered."""
    return any(_is_handler(unit, endpoint) for endpoint in facts.endpoints.added)


def _is_handler(unit: Unit, endpoint: Endpoint) -> bool:
    if endpoint.path == unit.path:
        return endpoint.handler.endswith(unit.name) or unit.line <= endpoint.line <= unit.end_line
    *_, around, name = ("", "", *_PART.findall(endpoint.handler))
    own, parts = _PART.findall(unit.name), [part.partition(".")[0] for part in unit.path.split("/")]
    module = parts[-2:-1] if parts[-1] in _INDEX else parts[-1:]
    return own[-1:] == [name] and [around] in (own[-2:-1], module)
