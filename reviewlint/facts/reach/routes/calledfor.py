"""Methods that a framework of Python calls for a request by itself: of serializers, of the administration, of backends,
of the nodes of templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.reach.browser.templatetags import nodes_made
from reviewlint.facts.reach.routes.adminsite import administered
from reviewlint.facts.reach.routes.backends import logging_in
from reviewlint.facts.reach.routes.serializers import served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code
    from reviewlint.facts.reach.target import Target
    from reviewlint.facts.reach.types.hierarchy import Family


def called_for(target: Target, family: Family, code: Code) -> Iterator[tuple[str, int, int, str, int, str]]:
    """What leads to the method `target`: the fields of a use."""
    yield from ((*place[:3], "value", 1, place[3]) for place in served(target, family, code))
    yield from ((*place[:3], "call", 1, place[3]) for place in administered(target, family, code))
    yield from ((*place, "call", 1, "") for place in logging_in(target, family, code))
    yield from ((*place, "call", 0, "") for place in nodes_made(target, family, code))
