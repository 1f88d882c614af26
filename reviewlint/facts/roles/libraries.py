"""Libraries that are kept as files in a folder for such or of their own, whose heads name them with their sites."""

from __future__ import annotations

import posixpath
import re

from reviewlint.regex import regex

_FOLDER = regex(r"(?i)(?:^|/)(?:js[-_]?)?(?:libs?|librar(?:y|ies))/[\w.-]+\.js\Z")
_OWN = regex(  # in a folder of its own name, among what pages are sent
    r"(?i)(?:^|/)(?:public|static|assets)/(?:[\w.-]+/)*?([\w-]+)/\1(?:[.-](?:min|full|all|bundle|slim|core|umd|debug))*\.js\Z"
)
_VERSION = r"(?i)\A\W{{0,4}}/\*[!*\s]*{}(?:\.?js)?,? v?\d+\.\d+"
_HEAD = regex(r"\A\W{0,4}/\*[\s\S]{0,1500}?\*/")
_LICENSED = regex(r"(?i)\blicen[sc]ed?\b")
_ADDRESS = regex(r"https?://([\w./-]+)")
_WORD = regex(r"[A-Za-z][A-Za-z0-9]{3,}")


def library_of(path: str, text: str) -> str:
    """The name of the library that the file at `path` is, by a head that says where it comes from; else "".

    Beside that the head speaks of its licence or, in a folder of the library's own name, of its version.
    """
    own = _OWN.search(path)
    head = _HEAD.match(text) if own or _FOLDER.search(path) else None
    word = _WORD.match(posixpath.basename(path))
    if head is None or word is None:
        return ""
    name = word[0].lower()
    if not (_LICENSED.search(head[0]) or (own and re.match(_VERSION.format(name), text))):
        return ""
    named = re.compile(rf"(?:^|[./-]){name}(?:\.?js)?(?:[./-]|$)")
    return name if any(named.search(found.lower()) for found in _ADDRESS.findall(head[0])) else ""
