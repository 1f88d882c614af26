"""Groups of ASP.NET's minimal APIs that name what answers first: `group.MapPut(Change, "{id}")`.

ASP.NET itself takes the pattern first: such a `MapPut` is an extension of the repository's own, as the usual
template of Clean Architecture has it, which puts a group under the name of its class.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import is_class, line_of, name_of, read_call
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.endpoints.readers.jvm.chains import calls
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_MAPS = regex(r"Map(Get|Post|Put|Patch|Delete)")
_GROUP = regex(r"\bclass\s+\w+[^{]*:[^{]*\b\w*EndpointGroup\w*\b")
_MOST = 2  # what answers, and the pattern


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The routes whose handler stands before the pattern, or alone."""
    for node in calls(source.root, "csharp"):
        call = read_call(node)
        verb = _MAPS.fullmatch(call.name)
        if verb is None or call.receiver is None or not 1 <= len(call.positional) <= _MOST:
            continue
        handler = call.positional[0].text()
        pattern = (
            source.string(call.argument(["pattern", 1]))
            if len(call.positional) == _MOST or call.named
            else ""
        )
        if pattern is not None and _is_method(handler, source.text):
            yield Endpoint(
                "http", verb[1].upper(), join(_group(node), pattern), source.path, line_of(call.positional[0]),
                "aspnet_core", handler,
            )  # fmt: skip


def _is_method(name: str, text: str) -> bool:
    """Whether the file defines a method of that name."""
    if not re.fullmatch(r"\w+", name):
        return False
    return (
        re.search(rf"^\s*(?:[\w<>\[\],.?]+\s+)+{name}\s*\([^;]*?\)\s*(?:=>|\{{|where)", text, re.MULTILINE)
        is not None
    )


def _group(node: SgNode) -> str:
    """The name of the class around that is a group by its base, "" for any other."""
    owner = next((a for a in node.ancestors() if is_class(a)), None)
    return name_of(owner) if owner is not None and _GROUP.search(owner.text()[:600]) else ""
