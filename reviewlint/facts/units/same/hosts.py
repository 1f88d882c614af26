"""Questions whether the view, page or screen that code belongs to is still there, as frameworks have it asked.

What comes back late to a fragment that is gone, or to a widget no longer mounted, has nothing left to work on; a note
that the system does not show is none. Linters ask for such a question, and nobody for a test of it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from reviewlint.data import bundled_toml
from reviewlint.enclosed import closing
from reviewlint.facts.units.same.inlined import inlined
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.side import Part

_MOST = 3_000  # tokens
_GAP, _HIDDEN = " ", "\x1f"  # between tokens, and in the place of a blank in one
_NEVER = r"(?!)"


class _Way(Record):
    words: frozenset[str]
    leaves: re.Pattern[str]
    names: re.Pattern[str]
    around: re.Pattern[str]
    system: re.Pattern[str]
    same: re.Pattern[str]


@cache
def _ways() -> dict[str, _Way]:
    found: dict[str, dict[str, Any]] = bundled_toml("trivial.toml")["hosts"]
    parts = ("leaves", "names", "around", "system", "same")
    return {
        language: _Way(
            frozenset(one["words"]), *(regex(rf"(?<![^ ])(?:{one.get(part, _NEVER)})") for part in parts)
        )
        for language, one in found.items()
    }


def asks_for_host(base: Part, head: Part) -> bool:
    """Whether all that `head` does otherwise is to do nothing where such a host is gone."""
    way = _ways().get(head.behaviour().language.name)
    if way is None or len(head.tokens) > _MOST or way.words.isdisjoint(head.tokens):
        return False
    before, after = _text(base.tokens), _text(head.tokens)
    (asked, old), (asks, new) = _unasked(before, way), _unasked(after, way)
    if asks <= asked or old == new:
        return asks > asked
    language = head.behaviour().language.name
    left, right = inlined(_tokens(old), _tokens(new), language)
    return left == right or base.behaviour().reworded(left) == head.behaviour().reworded(right)


def _unasked(text: str, way: _Way) -> tuple[int, str]:
    """How many such questions there are, and the text without them."""
    count = 0
    while found := way.names.search(text):
        named = rf"(?<![^ ])(?<!\. ){re.escape(found['name'])} "
        text = text[: found.start()] + re.sub(named, lambda _, of=found["of"]: of, text[found.end() :])  # type: ignore[misc]
        count += 1
    text, leaving = way.leaves.subn("", text)
    text, around = _unwrapped(text, way)
    return count + leaving + around, way.same.sub(lambda same: f"get{same['what']} ( ) ", text)


def _unwrapped(text: str, way: _Way) -> tuple[str, int]:
    count = 0
    for found in reversed(list(way.around.finditer(text))):
        opened = found.end()
        end = closing(text, opened) if text[opened : opened + 2] == "{ " else 0
        if end and not text.startswith("else ", end + 2) and _may_be_left(found, text[opened + 2 : end], way):
            text = text[: found.start()] + text[opened + 2 : end] + text[end + 2 :]
            count += 1
    return text, count


def _may_be_left(found: re.Match[str], body: str, way: _Way) -> bool:
    """Whether a body is of the host alone, or ends with what the system was asked about."""
    if not found.groupdict().get("system"):
        return True
    last = list(way.system.finditer(body))
    return bool(last) and not body[closing(body, last[-1].end()) + 1 :].strip(" ;}")


def _tokens(text: str) -> Tokens:
    return tuple(token.replace(_HIDDEN, _GAP) for token in text.split(_GAP)[:-1])


def _text(tokens: Tokens) -> str:
    return "".join(token.replace(_GAP, _HIDDEN) + _GAP for token in tokens)
