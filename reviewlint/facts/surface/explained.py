"""What a page for users, or the remarks of shipped settings, come to say of a program that works otherwise now."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from reviewlint.facts.surface.idioms import documents
from reviewlint.facts.surface.model import Contract
from reviewlint.regex import regex

if TYPE_CHECKING:
    import re

    from reviewlint.facts.facts import Facts

_SAID = 60  # characters of a line that name what it says


def explained(facts: Facts) -> Iterator[Contract]:
    """One for each such document of a change of behaviour: who explains the two together says what others will see."""
    told = [doc for doc in facts.docs.changed if doc.text and _guides().search(doc.path)]
    if told and any(unit.behaviour for unit in facts.changed_units.units):
        for doc in told:
            said = next(line for line in doc.text.split("\n") if line.strip())
            yield Contract("documentation", said.strip()[:_SAID], doc.path, doc.line, "changed")


@cache
def _guides() -> re.Pattern[str]:
    return regex(documents()["documentation"]["guides"])
