"""What the words of an error handler say, in whatever language: raised, told, answered, shown, or nothing."""

from __future__ import annotations

import re
from functools import cache

from reviewlint.data import bundled_toml
from reviewlint.regex import regex

_STRING = regex(r"\"\"\"[\s\S]*?\"\"\"|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`")
_NOTES = regex(r"(?i)^.(?:error(?:ed)?|fail(?:ed|ure)?|invalid|rejected|unavailable).$")
_INSERTED = regex(r"[$#]?\{([^{}]*)\}|\$(\w+)")
_EMPTY = r"^(?:(?:do|then|=>)\b)?(?:\s|;|(?:{})(?![\w.(]))*(?:end)?$"
_IS_NOTHING = regex(r"^(?:then\b\s*)?(?:nil|null|None)(?:\s*end)?$")
_GIVES_NOTHING = regex(r"^(?:then\b\s*)?return\b\s*(?:null|nil|None|undefined)?(?:\s*,\s*nil)*\s*;?$")
_SKIPS = regex(r"^(?:then\b\s*)?(?:continue|next)\s*;?(?:\s*end)?$")
_CALLED = r"(?:[\w$@]+(?:\(\))?(?:\?\.|\.|->|::|!!\.)\s*)*[\w$@]*?"  # a name of several parts
_MADE = regex(r"\breturn\s+(?:await\s+|new\s+)?([\w$.:]+(?:<[^()]*>)?)\s*\(")
_AS_TEXT = regex(r"\b(?:str|repr|String|format|to_s|toString)\([^()]*\)")
_CONDITION = regex(r"\b(?:if|elif|elsif|unless|switch|when|while|case)\b[^\n{:]*")


@cache
def _known(name: str, frame: str = "{}", *, any_case: bool = False) -> re.Pattern[str]:
    """The pattern `name` of the data file, within `frame`."""
    data = bundled_toml("handlers.toml")
    said = "|".join(data[name]).replace("<called>", _CALLED)
    said = said.replace("<reporter>", f"(?:{'|'.join(data['reporters'])})")
    return regex("(?i)" * any_case + frame.replace("{}", said))


def plain(body: str) -> str:
    """The body without its braces and the texts in it, but for what is put into them and a state of failure."""
    text = _STRING.sub(_inserted, body.strip())
    return text.strip().removeprefix("{").removesuffix("}").strip(" \n\t:")


def _inserted(found: re.Match[str]) -> str:
    if _NOTES.match(found[0]):  # a state, not a text
        return found[0]
    return '"' + " ".join(a or b for a, b in _INSERTED.findall(found[0])) + '"'


def empty(bare: str) -> bool:
    """Whether nothing is done."""
    return _known("nothing", _EMPTY).match(bare) is not None


def is_nothing(bare: str) -> bool:
    """Whether all that stands there is a word for nothing: what it gives back where blocks have values."""
    return _IS_NOTHING.match(bare) is not None


def is_answer(caught: str) -> bool:
    """Whether the errors that are caught say, by their names, that a look-up or a reading had no result."""
    return _known("not_there", any_case=True).search(caught) is not None


def skips_absent(bare: str, caught: str) -> bool:
    """Whether a loop goes on to the next one where what was looked up is not there."""
    return _SKIPS.match(bare) is not None and _known("absent", any_case=True).search(caught) is not None


def gives_nothing(bare: str) -> bool:
    """Whether all that is done is to give back nothing."""
    return _GIVES_NOTHING.match(bare) is not None


def without_screen(bare: str, error: str) -> str:
    """The body without what only shows the user something; what is given the error as it is may do more with it."""
    kept, start = "", 0
    while (found := _known("screen").search(bare, start)) is not None:
        end = _statement_end(bare, found.end())
        shows = _known("reporters", r"\b(?:{})\b", any_case=True).search(found[0]) is None and not _given(
            bare[found.end() - 1 : end], error
        )
        end = end if shows else found.end()
        kept += bare[start : found.start() if shows else end]
        start = end
    return kept + bare[start:]


def _given(arguments: str, error: str) -> bool:
    """Whether the error itself, not its text, is one of the arguments, or what a server answered instead."""
    if _known("servers_answer", any_case=True).search(arguments):
        return True
    texts = _AS_TEXT.sub("", arguments)
    return bool(error) and re.search(rf"[(,]\s*{re.escape(error)}\s*[,)]", texts) is not None


def _statement_end(text: str, start: int) -> int:
    """Where the brackets that are open at `start` have closed, and the line that follows on ends."""
    depth = 1
    for index in range(start, len(text)):
        if text[index] in "([{":
            depth += 1
        elif text[index] in ")]}":
            depth -= 1
        elif depth <= 0 and text[index] in ";\n":
            return index
        if depth < 0:
            return index
    return len(text)


def keeps(bare: str) -> bool:
    """Whether the error is raised, logged, counted or reported, or a failure is noted."""
    return any(
        known.search(bare)
        for known in (_known("raises"), _known("reports", any_case=True), _known("failure"))
    )


def uses(bare: str, error: str) -> bool:
    """Whether the caught error goes anywhere else than into a question."""
    return bool(error) and re.search(rf"(?<![\w.]){re.escape(error)}\b", _CONDITION.sub("", bare)) is not None


def answers_with_failure(bare: str) -> bool:
    """Whether what is given back says that it failed; what a call gives back may."""
    made = _MADE.search(bare)
    return _known("answers").search(bare) is not None or (
        made is not None and not _known("plain_values", any_case=True).search(made[1])
    )
