"""Symfony routes in documentation blocks, as they were written before attributes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.endpoints.families import Source

_ROUTE = regex(r"@(?:\w+\\)*(Route|Get|Post|Put|Patch|Delete)\(((?:[^()\"]|\"[^\"]*\"|\([^()]*\))*)\)")
_PATH = regex(r"^\s*\*?\s*(?:path\s*=\s*)?\"([^\"]*)\"|path\s*=\s*\"([^\"]*)\"")
_METHODS = regex(r"methods?\s*=\s*(\{[^}]*\}|\"[^\"]*\")")
_BLOCK = regex(r"/\*\*.*?\*/", re.DOTALL)
_AFTER = regex(
    r"(?:\s|#\[[^\]]*\]|abstract |final |public |static |private |protected )*(class|function)\s+(\w+)"
)

_OTHERS = ("think\\annotation", "Hyperf\\HttpServer", "Phalcon")  # read with what these frameworks add


def wanted(path: str, text: str) -> bool:
    """Whether a documentation block binds a route."""
    if any(word in text for word in _OTHERS):
        return False
    return bool(re.search(r"\* *@(?:\w+\\)*(Route|Get|Post|Put|Patch|Delete)\(", text))


def read(source: Source) -> Iterator[Endpoint]:
    """The routes of the file's documentation blocks, under that of the class."""
    prefix = ""
    for block in _BLOCK.finditer(source.text):
        owner = _AFTER.match(source.text, block.end())
        for found in _ROUTE.finditer(block[0]) if owner else ():
            told = _PATH.search(found[2])
            path = (told[1] or told[2] or "") if told else ""
            methods = _METHODS.search(found[2])
            if owner and owner[1] == "class":
                prefix = path
            elif owner:
                verbs = re.findall(r"[A-Z]+", methods[1].upper()) if methods else ["ANY"]
                line = source.text.count("\n", 0, block.start() + found.start()) + 1
                for verb in verbs if found[1] == "Route" else [found[1].upper()]:
                    yield Endpoint("http", verb, join(prefix, path), source.path, line, "symfony", owner[2])
