"""Requests in tests that are documents: scenarios of Gherkin, Hurl, Bruno, Robot Framework, collections of Postman.

They run against the whole application, so a route that one asks for is exercised, whatever language answers it.
"""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from reviewlint.data import bundled_toml
from reviewlint.regex import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from reviewlint.facts.facts import Facts
    from reviewlint.facts.scripted.model import ScriptedRequest

_MOST_FILES, _LONGEST = 400, 1_000_000  # characters


def establish(facts: Facts) -> tuple[ScriptedRequest, ...]:
    """The requests of the head side, in path and line order; those of tests that are off or expect nothing left out."""
    found: list[ScriptedRequest] = []
    written = (path for path in facts.index.unread if _paths().search(path))
    for path in islice(written, _MOST_FILES):
        text = facts.index.text(path) or ""
        if text and len(text) <= _LONGEST:
            found += _read(path, text)
    return tuple(found)


def asking(
    requests: Iterable[ScriptedRequest], method: str, pattern: re.Pattern[str], words: list[str]
) -> list[ScriptedRequest]:
    """Those of `requests` that ask for a route: by `pattern`, which its address must fit, and all `words` of it."""
    from reviewlint.facts.reach.routes.urls import asks_for

    return [
        one
        for one in requests
        if all(word in one.address for word in words)
        and (not one.method or method in (one.method, "ANY"))
        and asks_for(one.address, pattern)
    ]


def _read(path: str, text: str) -> Iterable[ScriptedRequest]:
    if path.endswith(".feature"):
        from reviewlint.facts.scripted.scenarios import read
    elif path.endswith(".json"):
        from reviewlint.facts.scripted.postman import read
    else:
        from reviewlint.facts.scripted.lines import read
    return read(path, text)


@cache
def _paths() -> re.Pattern[str]:
    return regex(table()["paths"])


def table() -> dict[str, Any]:
    """What `config/scripted.toml` says of each format."""
    return bundled_toml("scripted.toml")
