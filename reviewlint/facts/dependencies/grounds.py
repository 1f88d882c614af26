"""What the description says for a new dependency: why it is needed, what else was looked at, its licence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.change.model import Description
    from reviewlint.facts.dependencies.model import Dependency

Ground = Literal["why", "alternatives", "licence"]
_WHY = regex(
    r"(?i)\b(?:because|since|so that|so we|in order|need\w*|for|to|instead|replac\w+|provid\w+|giv\w+|allow\w*|lets?"
    r"|which|that|as it|handle\w*|support\w*|us(?:e|ed|es|ing)|requir\w+|rather|why"
    r"|reads?|pars(?:e|es|ing)|writes?|renders?|generates?|speeds?|avoids?|enables?|implements?|does)\b"
)
_ELSE = regex(
    r"(?i)\balternativ\w*|\binstead of\b|\brather than\b|\bcompar\w+|\bversus\b|\bvs\b|\bconsider\w*|\bunlike\b"
    r"|\bin favou?r of\b|\bstandard library\b|\breplac\w+|\blooked at\b|\bevaluated\b|\bweigh\w*|\bchosen\b|\bchose\b"
)
_LICENCE = regex(
    r"\b(?:MIT|ISC|BSD|Apache|MPL|A?GPL|LGPL|EPL|Unlicense|CC0|0BSD|PSF|Zlib|BSL)\b|(?i:\blicen[cs]\w*)"
)
_SECTION = regex(r"(?i)dependenc|librar|package|third.part")


def grounds(said: Description, dependency: Dependency) -> frozenset[Ground]:
    """Which of the three questions the description answers where it speaks of the package."""
    passages = _passages(said, dependency)
    found: set[Ground] = set()
    for text in passages:
        rest = re.sub(_named(dependency), " ", text)
        if _WHY.search(rest) and len(re.findall(r"[^\W\d_]{2,}", rest)) >= 4:
            found.add("why")
        if _ELSE.search(text):
            found.add("alternatives")
        if _LICENCE.search(text):
            found.add("licence")
    return frozenset(found)


def names_it(text: str, dependency: Dependency) -> bool:
    """Whether a text speaks of the package by name."""
    return re.search(_named(dependency), text) is not None


def _passages(said: Description, dependency: Dependency) -> list[str]:
    """The paragraphs that name the package, and the section on dependencies if it does."""
    paragraphs = re.split(r"\n\s*\n", f"{said.title}\n\n{said.body}")
    found = [text for text in paragraphs if names_it(text, dependency)]
    for section in said.sections:
        if _SECTION.search(section.title) and names_it(section.body, dependency):
            found.append(section.body)
    return found


def _named(dependency: Dependency) -> str:
    """A pattern for the names by which people call the package."""
    full = re.sub(r"/v\d+$", "", dependency.name)
    short = full.rpartition(":")[2].rpartition("/")[2]
    words = [
        re.escape(name).replace(r"\-", "[-_ ]?") for name in dict.fromkeys((full, short)) if len(name) > 1
    ]
    return rf"(?i)(?<![\w-])(?:{'|'.join(words)})(?![\w-])"
