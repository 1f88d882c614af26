"""PHP without a framework: a script that reads its request is served at its own path under the web root."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.endpoints.families import Source

_REQUEST = regex(
    r"\$_(GET|POST|REQUEST|SERVER|COOKIE|FILES)\b|filter_input\(\s*INPUT_(GET|POST)|php://input|\bheader\(|\becho\b|\?>\s*<"
)
_POST = regex(r"\$_(POST|FILES|REQUEST)\b|INPUT_POST|php://input")
_SYMBOL = regex(r"^\s*(namespace|abstract class|final class|class|interface|trait|enum)\s+\w", re.MULTILINE)
_ROOT = regex(r"^(?:.*/)?(?:public|web|htdocs|www|html|public_html|webroot)/")
_ROUTED = regex(
    r"->(?:get|post|put|patch|delete|map|any|add|addRoute|match|route)\(\s*(?:\[[^\]]*\]\s*,\s*)?['\"]/?"
)
_STARTED = regex(r"->(?:run|handle|dispatch|serve|listen|start)\(")
_LIBRARY = regex(
    r"(^|/)(vendor|src|app|lib|libs|includes?|inc|config|tests?|templates?|views?|resources|database|bootstrap|core|classes|models?|helpers?|wp-content|wp-includes|plugins|bin|cli|scripts|migrations|storage|modules|routes?|system)/|_|^config|functions?\.php$",
    re.IGNORECASE,
)


def wanted(path: str, text: str) -> bool:
    """Whether a web server may be asked for the file itself: not where it starts an application that routes."""
    if not path.endswith(".php") or "<?" not in text[:300] or _SYMBOL.search(text):
        return False
    if _ROUTED.search(text) and _STARTED.search(text):
        return False
    inside = _ROOT.sub("", path)
    return not _LIBRARY.search(inside) and bool(_REQUEST.search(text)) and "ABSPATH" not in text


def read(source: Source) -> Iterator[Endpoint]:
    """GET of the script, and POST where it reads a body."""
    if source.around is not None and source.around.framework_of_php():
        return
    path = _ROOT.sub("/", source.path)
    for method in ("GET", "POST") if _POST.search(source.text) else ("GET",):
        yield Endpoint("http", method, path if path.startswith("/") else f"/{path}", source.path, 1, "php")
