"""Libraries that are kept as files in a folder for such, which the head of each names with its licence and its site."""

from __future__ import annotations

import posixpath
import re

from reviewlint.regex import regex

_FOLDER = regex(r"(?i)(?:^|/)(?:js[-_]?)?(?:libs?|librar(?:y|ies))/[\w.-]+\.js\Z")
_HEAD = regex(r"\A\W{0,4}/\*[\s\S]{0,1500}?\*/")
_LICENSED = regex(r"(?i)\blicen[sc]ed?\b")
_ADDRESS = regex(r"https?://([\w./-]+)")
_WORD = regex(r"[A-Za-z][A-Za-z0-9]{3,}")


def library_of(path: str, text: str) -> str:
    """The name of the library that the file at `path` is, by a head that says where it comes from; else ""."""
    head = _HEAD.match(text) if _FOLDER.search(path) else None
    word = _WORD.match(posixpath.basename(path))
    if head is None or word is None or not _LICENSED.search(head[0]):
        return ""
    name = word[0].lower()
    named = re.compile(rf"(?:^|[./-]){name}(?:\.?js)?(?:[./-]|$)")
    return name if any(named.search(found.lower()) for found in _ADDRESS.findall(head[0])) else ""
