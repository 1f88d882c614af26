"""Does the house report by printing? A service without a logger tells by output what happens in it, in words."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from reviewlint.facts.leftovers.data import house, idioms
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.facts import Facts

_QUOTED = regex(r"\"(?:\\.|[^\"\\\n])*\"")
_TEXT = regex(r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`[^`]*`")
_WORD = regex(r"[A-Za-z]{2,}")
_LETTER = regex(r"[^\W\d_]")
_FORMAT = regex(r"%[-+#0-9.]*[a-zA-Z]|\\.|[$#]?\{[^{}]*\}")
_WORDS = 3  # of a text that tells of something
_LONGEST = 400  # characters of a call that are looked at
_FILES = 5  # others that speak so: then it is the way of the house
_LOOKS = 60  # files read to see that


def says(source: str) -> bool:
    """Whether a call prints a text of its own: more than marks around the values that are put in."""
    texts = _TEXT.findall(_FORMAT.sub(" ", source[:_LONGEST]))
    return any(_LETTER.search(text) for text in texts)


def tells(source: str) -> bool:
    """Whether a call prints a sentence: no name of a value, and no value alone."""
    quoted = _QUOTED.findall(source[:_LONGEST])
    return any(len(_WORD.findall(_FORMAT.sub(" ", text))) >= _WORDS for text in quoted)


def reports_so(facts: Facts, path: str, language: str) -> bool:
    """Whether the file has no logger, and several source files of its language that stay print sentences, too."""
    known = house()
    if language not in known.languages or known.logger.search(facts.sources.text(path, "head") or ""):
        return False
    others = islice(_others(facts, path, language), _LOOKS)
    speaking = (1 for text in others if _speaks(language, text))
    return sum(islice(speaking, _FILES)) == _FILES


def _others(facts: Facts, path: str, language: str) -> Iterator[str]:
    """The texts of the source files that print and that the change does not touch, the nearest first."""
    from reviewlint.facts.leftovers.program import prints
    from reviewlint.facts.roles.bypath import role_of

    touched = {file.path for file in facts.files}
    folder = path.rpartition("/")[0]
    likely = (one for one in facts.index.mentioning(house().words) if one not in touched)
    likely = (one for one in likely if facts.index.language(one) == language)
    for other in sorted(likely, key=lambda one: (one.rpartition("/")[0] != folder, one)):
        text = facts.index.text(other) or ""
        if role_of(other, facts.settings.roles) == "source" and not prints(facts, other, text):
            yield text


@lru_cache(maxsize=256)
def _speaks(language: str, text: str) -> bool:
    """Whether a text prints a sentence by one of the calls that are leftovers elsewhere."""
    for idiom in (one for one in idioms(language) if one.output):
        for found in idiom.word.finditer(text):
            line = text[text.rfind("\n", 0, found.start()) + 1 : found.start() + _LONGEST].lstrip()
            if idiom.pattern.match(line) and tells(line.partition("\n")[0]):
                return True
    return False
