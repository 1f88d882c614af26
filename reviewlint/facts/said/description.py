"""What the description claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.model import DescriptionFact

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts


def establish(facts: Facts) -> DescriptionFact:
    """Title and sections as the description has them, and whether it says that something is repaired."""
    from reviewlint.facts.said.bugfix import is_bugfix

    text = facts.text
    return DescriptionFact(text.title, is_bugfix(facts), tuple(section.title for section in text.sections))
