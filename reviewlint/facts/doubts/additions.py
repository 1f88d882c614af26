"""Edits that only add words: unlike one that puts words in the place of others they never say the same anew.

Of slight edits by which nothing is chosen or computed, those that replace something are as often as not too trivial for
a test, but hardly any of those that only add (`benchmarks/README.md`), unless they draw: what is added to a page or to
an app mostly shows one thing more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import Unit

_DRAWING = SCRIPTS | {"dart", "kotlin", "swift"}  # of pages and apps


def only_adds(facts: Facts, units: Iterable[Unit]) -> bool:
    """Whether `units` only got more words, in languages that are not those of pages and apps."""
    languages = {file.path: file.language for file in facts.files}
    return not any(unit.gone or languages.get(unit.path, "") in _DRAWING for unit in units)
