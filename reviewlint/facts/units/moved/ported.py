"""Files that were written anew in another language of their family: `Menu.js` went, and `Menu.tsx` came beside it."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import File
    from reviewlint.facts.units.side import Part

_FAMILIES = (
    frozenset((".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts", ".vue", ".svelte", ".coffee")),
    frozenset((".java", ".kt", ".scala", ".groovy")),
)
_WORD = regex(r"[A-Za-z_]\w{2,}")
_KNOWN = 60  # percent of the words of a unit that stood in the file before


class Ports:
    """What the files of a change say that went for others of their name."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._words: dict[str, frozenset[str]] = {}

    def has(self, path: str, part: Part) -> bool:
        """Whether most of the words of a unit in the file at `path` stood in what that file was written anew from."""
        if path not in self._words:
            self._words[path] = frozenset(word for text in self._before(path) for word in _WORD.findall(text))
        known = self._words[path]
        said = {word for token in part.tokens for word in _WORD.findall(token)} if known else set()
        return bool(said) and 100 * len(said & known) >= _KNOWN * len(said)

    def _before(self, path: str) -> Iterator[str]:
        for file in self._facts.files:
            if _is_ported(path, file):
                yield self._facts.sources.text(file.path, "base") or ""


def _is_ported(path: str, file: File) -> bool:
    """Whether `file` is that at `path` under its old name, or went for it: of its name, or of one that begins so."""
    if file.path == path:
        return (
            file.old_path is not None
            and _stem(file.old_path) == _stem(path)
            and _is_another(file.old_path, path)
        )
    if file.status != "removed" or posixpath.dirname(file.path) != posixpath.dirname(path):
        return False
    return _stem(file.path).startswith(_stem(path)) and _is_another(file.path, path)


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]


def _is_another(old: str, new: str) -> bool:
    one, other = posixpath.splitext(old)[1], posixpath.splitext(new)[1]
    return one != other and any(one in family and other in family for family in _FAMILIES)
