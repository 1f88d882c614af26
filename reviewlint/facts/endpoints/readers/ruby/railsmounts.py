"""What a Rails routes file mounts, where the repository itself says what that serves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.endpoints.around import Around

_RACK = regex(r"\b(Grape::API|Sinatra::(Base|Application)|Roda|Padrino::Application|Cuba|Hanami::API)\b")


def telling(name: str) -> str:
    """The word of a qualified name that tells it from others: `Blog` of `Blog::Engine`."""
    parts = name.split("::")
    return parts[-2] if parts[-1] == "Engine" and len(parts) > 1 else parts[-1]


def draws(around: Around, name: str) -> bool:
    """Whether another file says what the engine or application called `name` serves."""
    if not re.fullmatch(r"[A-Z]\w*(::[A-Z]\w*)*", name):
        return False
    if name.endswith("Engine"):
        paths = around.mentioning([telling(name)], ["draw"])
        return any(f"{name}.routes.draw" in (around.text(path) or "") for path in paths)
    declared = re.compile(rf"class\s+(?:\w+::)*{telling(name)}\s*<\s*(.*)")
    texts = (around.text(path) or "" for path in around.mentioning([telling(name)], ["class"]))
    return any((found := declared.search(text)) and _RACK.search(found[1]) for text in texts)
