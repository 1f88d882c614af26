"""Which functions of a package of Go give an error, and nothing else that would have to be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.resilience.model import Weakness
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts

_CALLED = regex(r"(\w+)\(")
_GIVES = regex(r"(?m)^func (\w+)\([^\n]*\)\s*(?:error|\(\s*(?:\w+ )?error\s*\))\s*\{")


class Signatures:
    """The functions that give an error, by folder; each folder is read once."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._known: dict[str, frozenset[str]] = {}

    def drops(self, weak: Weakness) -> bool:
        """Whether `weak`, where it is a call that stands alone, is one of a function that gives an error."""
        called = (
            _CALLED.match(weak.source) if weak.path.endswith(".go") and weak.kind == "swallowed" else None
        )
        return called is None or called[1] == "func" or called[1] in self._of(weak.path.rpartition("/")[0])

    def _of(self, folder: str) -> frozenset[str]:
        if folder not in self._known:
            index = self._facts.index
            beside = [
                path for path in index.paths if path.endswith(".go") and path.rpartition("/")[0] == folder
            ]
            texts = index.texts(path for path in beside if not path.endswith("_test.go")).values()
            self._known[folder] = frozenset(name for text in texts for name in _GIVES.findall(text))
        return self._known[folder]
