"""What a JSON Schema lets people write: the names of properties, and the values that one may have."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any


def schema_names(text: str) -> Iterator[tuple[str, int]]:
    """(dotted name, or name=value of an enumeration, and its line); nothing for a text that is no JSON."""
    try:
        schema = json.loads(text)
    except (ValueError, RecursionError):
        return
    for name, word in dict.fromkeys(_named(schema, ())):
        yield name, text.count("\n", 0, max(text.find(f'"{word}"'), 0)) + 1


def _named(node: Any, above: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """(full name, word that stands in the text) of all below `node`."""
    if isinstance(node, list):
        for one in node:
            yield from _named(one, above)
    elif isinstance(node, dict):
        for value in (*_listed(node.get("enum")), *_listed([node.get("const")])):
            yield f"{'.'.join(above)}={value}", value
        for key, inner in node.items():
            if key in ("properties", "patternProperties", "definitions", "$defs") and isinstance(inner, dict):
                for name, one in inner.items():
                    if key == "properties":
                        yield ".".join((*above, name)), name
                    yield from _named(one, (*above, name))
            elif key not in ("enum", "default", "examples"):
                yield from _named(inner, above)


def _listed(values: Any) -> list[str]:
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []
