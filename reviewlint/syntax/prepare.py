"""What a grammar is given to read where it knows only a part of the file. Every offset and line stays.

`prepare` in a language's data names one of these:

- `script`: single-file components (Vue, Svelte); all but their `<script>` parts is blank.
- `bats`: shell with `@test "name" {` blocks, written as functions.
- `elixir`: documentation and type attributes are comments.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from reviewlint.regex import regex

_SCRIPT = regex(r"<script\b[^<>]*>(.*?)(?=</script\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_BATS = regex(r"^@test ([\"'])(.*?)\1 \{", re.MULTILINE)
_DOCS = regex(
    r"^[ \t]*@(?:(?:module|type)?doc\b[ \t]*(?:~[sS])?(?:\"\"\".*?\"\"\"|'''.*?'''|\"(?:[^\"\\\n]|\\.)*\"|[^\n]*)"
    r"|(?:spec|typep?|opaque)\b.*?(?=\n[ \t]*(?:@|def|#|end\b|\n)|\Z))",
    re.DOTALL | re.MULTILINE,
)


def prepared(text: str, how: str) -> str:
    """`text` with what the grammar cannot read written otherwise, character for character."""
    return _WAYS[how](text) if how in _WAYS else text


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _script(text: str) -> str:
    parts: list[str] = []
    at = 0
    for found in _SCRIPT.finditer(text):
        parts += (_blank(text[at : found.start(1)]), found[1])
        at = found.end()
    return "".join((*parts, _blank(text[at:])))


def _bats(text: str) -> str:
    return _BATS.sub(lambda found: " test_" + re.sub(r"\W", "_", found[2]) + "() {", text)


def _elixir(text: str) -> str:
    return _DOCS.sub(lambda found: _blank(found[0]), text)


_WAYS: dict[str, Callable[[str], str]] = {"script": _script, "bats": _bats, "elixir": _elixir}
