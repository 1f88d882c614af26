"""Functions that only choose a text for people by what they are given: `case "drop": return "Really drop the cart?"`.

One more answer is one more row of a table of texts. A question that asks more than whether a name is a literal decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.units.literals import TEXT, is_literal
from reviewlint.facts.units.stretches import stretches
from reviewlint.facts.units.trivial.texts import is_query
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.units.side import Part

_LONGEST, _DEPTH = 1_500, 6  # tokens of such a function, and choices within one another
_HOLE = regex(r"\$\{[\w.]+\}")
_WORDS = regex(r"[\w\s.,!?:;'()\u2026-]+")
_PATH = r"(?:\$ )?[A-Za-z_]\w*(?: (?:\.|\? \.|- >|: :) [A-Za-z_]\w*){0,4} "
_ANSWER = r"(?:return A (?:; )?|T )"
_SAID = r"return A (?:; )?(?:break (?:; )?)?"
_ARM = regex(rf"(?:(?:case (?:[LA] |{_PATH})|default ): )+(?:\{{ {_SAID}\}} |{_SAID})(?:break (?:; )?)?")
_CHOICES = regex(
    rf"switch (?:\( {_PATH}\) |{_PATH})\{{ (?:T )+\}} "
    rf"|(?:else )?if (?:\( {_PATH}= = (?:= )?[LA] \) |{_PATH}= = [LA] )(?:\{{ {_ANSWER}+\}} |{_ANSWER})"
    rf"|else (?:\{{ {_ANSWER}+\}} |{_ANSWER})"
)
_BODY = regex(rf"(?:: \w+ )?\{{ {_ANSWER}+\}} ")


def answers_more(base: Part, head: Part) -> bool:
    """Whether both only choose a text, and all that differs is answers that came."""
    if len(head.tokens) > _LONGEST or base.signature != head.signature:
        return False
    runs = stretches(base.inner, head.inner) or []
    return (
        bool(runs) and all(not old for old, _, _, _ in runs) and _only_answers(base) and _only_answers(head)
    )


def _only_answers(part: Part) -> bool:
    """Whether a body is nothing but a choice among texts."""
    if part.kind not in ("function", "method") or "return" not in part.inner:
        return False
    text = _ARM.sub("T ", "".join(map(_shape, part.inner)))
    for _ in range(_DEPTH):
        text, before = _CHOICES.sub("T ", text), text
        if text == before:
            break
    return _BODY.fullmatch(text) is not None


def _shape(token: str) -> str:
    if token[0] == TEXT:
        return "A " if _is_said(token) else "L "
    return "L " if is_literal(token) else f"{token} "


def _is_said(token: str) -> bool:
    """Whether a text is words, some of which may be filled in."""
    text = _HOLE.sub("", token[1:])
    return " " in text and _WORDS.fullmatch(text) is not None and not is_query(token)
