"""How much a change asks a reviewer to read."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts


def production_lines(facts: Facts) -> int:
    """Lines of production code added and removed; what moved, blank lines and generated code do not count."""
    files = [file for file in facts.files if file.role == "source" and file.language]
    if sum(file.added + file.removed for file in files) == 0:
        return 0
    head: Counter[str] = Counter()
    base: Counter[str] = Counter()
    for file in files:
        head.update(_lines(facts.sources.text(file.path, "head")))
        base.update(_lines(facts.sources.text(file.path, "base")))
    return (head - base).total() + (base - head).total()


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").split("\n") if any(map(str.isalnum, line))]
