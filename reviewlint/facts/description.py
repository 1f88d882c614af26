"""What the description claims."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.model import DescriptionFact

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts

_TYPE = re.compile(r"(\w+)(?:\(([^)]*)\))?!?:\s*")  # of a conventional commit
_AREA = re.compile(r"\[[^\]]*\]:?\s*|#\d+:?\s*|[A-Z][A-Z\d]+-\d+\s*:?\s*|(?!https?:)[\w./-]+:\s+|\W+")
_REPAIR = re.compile(
    r"(?:bug|hot)?-?fix(?:e[sd]|ing)?\b|(?:repair|mend|correct|resolv)(?:e?[sd]|e|ing)?\b", re.I
)
_BUG = re.compile(r"\b(?:bug-?fix(?:es)?|hot-?fix|crash(?:es)?|regression in)\b", re.I)
_OTHER_TYPES = frozenset(
    ("build", "chore", "ci", "docs", "doc", "feat", "feature", "perf", "refactor", "style", "test", "tests")
)
_NO_BEHAVIOUR = re.compile(
    r"\b(?:typos?|lint(?:er|ing)?|mypy|ruff|flake8|pylint|eslint|rubocop|clippy|warnings?|spelling|grammar|format(?:ting)?|"
    r"whitespace|indentation|comments?|docs?|documentation|readme|changelog|docstrings?|links?|flaky|tests?|specs?|ci|builds?|"
    r"merge|imports?|version|type hints?|style)\b",
    re.I,
)


def establish(facts: Facts) -> DescriptionFact:
    """Title and sections as the description has them, and whether it is about a repair."""
    text = facts.text
    sections = tuple(section.title for section in text.sections)
    return DescriptionFact(text.title, is_bugfix(text.title), sections)


def is_bugfix(title: str) -> bool:
    """Whether a title says that wrong behaviour is repaired: `fix: …`, `Fix the …`, `area: repair …`."""
    typed = _TYPE.match(title)
    kind = typed[1].lower() if typed else ""
    if kind in _OTHER_TYPES or (typed and typed[2] in ("deps", "deps-dev")):
        return False
    rest = title[typed.end() :] if typed else title
    if kind in ("fix", "bugfix", "hotfix"):
        return not _about_text(rest)
    rest = title
    while area := _AREA.match(rest):
        rest = rest[area.end() :]
    return bool(_REPAIR.match(rest) or _BUG.search(rest)) and not _about_text(rest)


def _about_text(rest: str) -> bool:
    """Whether the first words name something that is no behaviour: a typo, a lint warning, a test."""
    return bool(_NO_BEHAVIOUR.search(" ".join(rest.split()[:5])))
