"""Collections of Postman, as newman runs them: requests in folders, each with scripts that look at the answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reviewlint.facts.scripted.model import ScriptedRequest

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCHEMA = "schema.getpostman.com"
_ASSERTS = ("pm.test(", "pm.expect(", "tests[")
_DEEPEST = 20  # folders


def read(path: str, text: str) -> Iterator[ScriptedRequest]:
    """The requests of the collection at `path` that a test script is run for; none of what is no collection."""
    if _SCHEMA not in text:
        return
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return
    at = 0
    for method, address in _requests(document, asserted=False, depth=0):
        found = text.find(json.dumps(address, ensure_ascii=False), at)
        at = max(at, found + 1)
        yield ScriptedRequest(path, text.count("\n", 0, max(found, 0)) + 1, method, address)


def _requests(item: Any, *, asserted: bool, depth: int) -> Iterator[tuple[str, str]]:
    if not isinstance(item, dict) or depth > _DEEPEST:
        return
    asserted = asserted or _asserts(item)
    for inner in item["item"] if isinstance(item.get("item"), list) else ():
        yield from _requests(inner, asserted=asserted, depth=depth + 1)
    request = item.get("request")
    if isinstance(request, dict) and asserted:
        url = request.get("url")
        address = url.get("raw") if isinstance(url, dict) else url
        if isinstance(address, str):
            yield str(request.get("method") or "GET").upper(), address


def _asserts(item: dict[str, Any]) -> bool:
    """Whether an item has a script of its own that asserts."""
    events = item.get("event")
    scripts = (
        [one.get("script") for one in events if isinstance(one, dict)] if isinstance(events, list) else []
    )
    lines = [script.get("exec") for script in scripts if isinstance(script, dict)]
    return any(word in str(line) for line in lines for word in _ASSERTS)
