"""What a grammar is given to read where it knows only a part of the file. Every offset and line stays.

`prepare` in a language's data names one of these:

- `script`: single-file components (Vue, Svelte); all but their `<script>` parts is blank.
- `bats`: shell with `@test "name" {` blocks, written as functions.
- `tags`: PHP in a page; all outside of `<? ?>` is blank, and what closes a tag ends a statement.
- `elixir`: documentation and type attributes are comments.
- `erb`: scripts with tags of ERB; a tag is a name of as many letters, another for each text of a tag.
- `verbatim`: quotes doubled in strings of C# that are verbatim and interpolated are single ones of the other kind.
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


_OPEN = regex(r"<\?(?:php\b|=)?", re.IGNORECASE)
_CLOSED = regex(  # what stands in the way to the end of a tag
    r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|/\*.*?\*/|<<<[\t ]*([\"']?)([A-Za-z_]\w*)\1\n.*?^[\t ]*\2\b"
    r"|(?://|\#(?!\[))[^\n]*?(?=\?>|\n|\Z)|(?P<end>\?>)",
    re.DOTALL | re.MULTILINE,
)
_VERBATIM = regex(  # with the holes in it, in which other strings may stand
    r"(?:\$@|@\$)\"(?:\{\{|\}\}|\{(?:[^{}\"]|\"[^\"\n]*\")*\}|\"\"|[^\"{}])*\""
)
_DOUBLED = regex(r"(\{\{|\}\}|\{[^{}]*\})|\"\"")
_ERB = regex(r"<%.*?%>", re.DOTALL)
_SIGNS = {
    code: 0x100 + code for code in range(128) if code != 10 and not chr(code).isalnum()
}  # a letter for each


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


def _erb(text: str) -> str:
    return _ERB.sub(lambda found: found[0].translate(_SIGNS), text) if "<%" in text else text


def _verbatim(text: str) -> str:
    if '$@"' not in text and '@$"' not in text:
        return text
    return _VERBATIM.sub(lambda found: found[0][:3] + _unquoted(found[0][3:-1]) + '"', text)


def _unquoted(inside: str) -> str:
    return _DOUBLED.sub(lambda found: found[1] or "''", inside)


def _tags(text: str) -> str:
    """The code of all tags as that of one; what closes none of them is left as it is."""
    if "?>" not in text:
        return text
    parts: list[str] = []
    at = 0
    while (opened := _OPEN.search(text, at)) is not None:
        parts += (_blank(text[at : opened.start()]), _blank(opened[0]) if parts else opened[0])
        end = next((found for found in _CLOSED.finditer(text, opened.end()) if found["end"]), None)
        code = text[opened.end() : end.start() if end else len(text)]
        ends = "" if end is None else "  " if not code.strip() or code.rstrip()[-1] in ":{};" else " ;"
        parts += (code, ends)
        at = end.end() if end else len(text)
    return "".join((*parts, _blank(text[at:])))


_WAYS: dict[str, Callable[[str], str]] = {
    "script": _script,
    "bats": _bats,
    "tags": _tags,
    "elixir": _elixir,
    "erb": _erb,
    "verbatim": _verbatim,
}
