"""Routes in documents: Symfony and Drupal YAML, Magento XML, told from their lines without a parser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.enclosed import COMMENT, blanked
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_YAML = regex(
    r"(^|/)(config/\w*routes?([./].*)?\.ya?ml|config/routing.*\.ya?ml|[\w-]+\.routing\.ya?ml|routing\.ya?ml)$"
)
_XML = regex(r"(^|/)etc/webapi\.xml$")
_ENTRY = regex(r"^([\w.-]+|'[^']+'|\"[^\"]+\"):\s*$")
_FIELD = regex(r"^\s+(path|methods|_method|prefix|resource|controller|_controller)\s*:\s*(.+?)\s*$")
_ROUTE = regex(r"<route\s[^>]*>", re.DOTALL)


def is_document(path: str) -> bool:
    """Whether the file lists routes."""
    return bool(_YAML.search(path) or _XML.search(path))


def read(path: str, text: str) -> Iterator[Endpoint]:
    """The routes that the document lists."""
    if _XML.search(path):
        yield from _webapi(path, text)
    elif _YAML.search(path):
        yield from _routing(path, text)


def _webapi(path: str, text: str) -> Iterator[Endpoint]:
    text = blanked(text, COMMENT)
    for found in _ROUTE.finditer(text):
        url, method = (re.search(rf"\b{name}\s*=\s*\"([^\"]*)\"", found[0]) for name in ("url", "method"))
        if url:
            line = text.count("\n", 0, found.start()) + 1
            verb = method[1].upper() if method else "ANY"
            yield Endpoint("http", verb, "/rest/" + url[1].strip("/"), path, line, "magento")


def _routing(path: str, text: str) -> Iterator[Endpoint]:
    framework = "drupal" if path.endswith((".routing.yml", ".routing.yaml")) else "symfony"
    line, fields = 0, dict[str, str]()
    for number, source in enumerate([*text.split("\n"), "end:"], 1):
        if _ENTRY.match(source) or source.startswith("end:"):
            yield from _entry(path, line, fields, framework)
            line, fields = number, {}
        elif found := _FIELD.match(source.split(" #")[0]):
            fields.setdefault(found[1], found[2])


def _entry(path: str, line: int, fields: dict[str, str], framework: str) -> Iterator[Endpoint]:
    if "path" not in fields or "resource" in fields:
        return
    told = fields.get("methods", fields.get("_method", ""))
    route = fields["path"].strip("'\"")
    for method in re.findall(r"[A-Z]+", told.upper()) or ["ANY"]:
        yield Endpoint(
            "http", method, "/" + route.strip("/"), path, line, framework, fields.get("_controller", "")
        )
