"""Phalcon: routes in the annotations of controllers, below the prefix of their class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.paths import join, plain
from reviewlint.facts.endpoints.readers.php.phpmarks import classes
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.endpoints.families import Source

_VERBS = frozenset(["Get", "Post", "Put", "Patch", "Delete", "Options"])
_PARAMETER = regex(r"\{(\w+):(?:[^{}]|\{[^{}]*\})*\}")


def wanted(path: str, text: str) -> bool:
    """Whether the file may hold a controller with annotations."""
    return "Phalcon" in text and "@" in text and path.endswith(".php")


def read(source: Source) -> Iterator[Endpoint]:
    """The routes of the file's controllers."""
    for owner in classes(source.root):
        above = owner.mark("RoutePrefix")
        prefix = (above.value() or "") if above is not None else ""
        for method in owner.methods:
            for mark in method.marks:
                path = mark.value() if mark.name in _VERBS or mark.name == "Route" else None
                told = [mark.name.upper()] if mark.name in _VERBS else mark.methods("methods") or ["ANY"]
                for verb in told if path is not None else ():
                    route = join(prefix, _PARAMETER.sub(r"{\1}", plain(path or "")))
                    handler = f"{owner.name}.{method.name}"
                    yield Endpoint("http", verb, route, source.path, method.line, "phalcon", handler)
