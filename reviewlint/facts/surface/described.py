"""Settings that a page comes to show in a sample of configuration, or in a table, while code comes to read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.surface.model import Contract
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts

_FENCED = regex(
    r"^[ \t]*(```|~~~)[ \t]*(?:ya?ml|toml|ini|json[5c]?|properties|conf|hcl)\b[^\n]*\n(.*?)^[ \t]*\1",
    re.MULTILINE | re.DOTALL,
)
_KEY = regex(
    r"""^[ \t]*(?:[#;][ \t]?)?(?:-[ \t]+)?["']?([A-Za-z][\w-]*)["']?[ \t]*[:=](?=\s|$)""", re.MULTILINE
)
_CELL = regex(r"^[ \t]*\|[ \t]*`([A-Za-z][\w-]*)`[ \t]*\|", re.MULTILINE)
_LEAST = 4  # letters: shorter words mean too much
_PAGES = (".md", ".mdx", ".markdown", ".rst", ".adoc")


def described(facts: Facts) -> list[Contract]:
    """An option for each name that is new both to a page that shows it as one and to a source file that holds it."""
    from reviewlint.facts.docs import is_page

    pages = [f.path for f in facts.files if f.status != "removed" and f.path.endswith(_PAGES)]
    named = {name for path in pages if is_page(path) for name in _new_names(facts, path)}
    return [contract for name in sorted(named) if (contract := _read(facts, name)) is not None]


def _new_names(facts: Facts, path: str) -> Iterator[str]:
    """The names that the page shows as settings and did not have before in any form."""
    before = facts.sources.text(path, "base") or ""
    for name in _shown(facts.sources.text(path, "head") or ""):
        if len(name) >= _LEAST and not _word(name).search(before):
            yield name


def _shown(text: str) -> Iterator[str]:
    for block in _FENCED.finditer(text):
        yield from _KEY.findall(block[2])
    yield from _CELL.findall(text)


def _read(facts: Facts, name: str) -> Contract | None:
    """The first added line of a source file that holds a name that this file did not have before."""
    word = _word(name)
    for file in facts.files:
        if file.role != "source" or not file.language or not word.search(facts.sources.added_text(file.path)):
            continue
        if word.search(facts.sources.text(file.path, "base") or ""):
            return None
        text = facts.sources.text(file.path, "head") or ""
        found = word.search(text)
        line = text.count("\n", 0, found.start()) + 1 if found else 1
        return Contract("option", name, file.path, line)
    return None


def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
