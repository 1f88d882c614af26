"""Tables of one text in many languages: `{ de: "Speichern", fr: "Enregistrer", sv: "Spara" }`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.units.literals import TEXT
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.units.behaviour import Tokens

_CODE = regex(r"\x02?[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?\Z")
# codes that are no words, nor short names that tables of something else have
_PLAIN = frozenset(
    ("bg", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hr", "hu", "ja", "ko", "lt", "lv", "nb",
     "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "tr", "uk", "vi", "zh")
)  # fmt: skip
# a name or a sentence; no currency, format of dates, file or word that the program reads
_WORDS = regex(
    r"\x02(?:[^\W\d_a-z](?:[^\W\d_A-Z]{2,}(?:$|[\s'’…:,.!?])|[^\x00-\x7f])|[^\x02]*?[\w%]\s(?!yyy|mmm)[^\W\d_A-Z]{3})"
)
_FEWEST, _MANY = 3, 10
_OPENS, _CLOSES = ("{", "[", "("), ("}", "]", ")")
_TABLE = "\x02languages"


def without_translations(tokens: Tokens) -> Tokens:
    """`tokens` with each table that holds words in at least three languages, and nothing else, as one literal.

    Among many of such, one that has any text in a single language is a table of them as well.
    """
    found = _without(tokens, _FEWEST)
    return _without(found, 1) if found.count(_TABLE) >= _MANY else found


def _without(tokens: Tokens, fewest: int) -> Tokens:
    found: list[str] = []
    at = 0
    while at < len(tokens):
        end = _end_of_table(tokens, at + 1, fewest) if tokens[at] in _OPENS else 0
        found.append(_TABLE if end else tokens[at])
        at = end or at + 1
    return tuple(found)


def _end_of_table(tokens: Tokens, at: int, fewest: int) -> int:
    """Where the table whose first entry begins at `at` has ended; 0 where it is none of words in languages."""
    languages = 0
    while at < len(tokens):
        if tokens[at] in _CLOSES:
            return at + 1 if languages >= fewest else 0
        if tokens[at] == ",":
            at += 1
            continue
        value = _value(tokens, at)
        if not value:
            return 0
        said = fewest == 1 or _WORDS.match(tokens[value]) is not None
        languages += said and tokens[at].lstrip(TEXT)[:2] in _PLAIN
        at = value + 1
    return 0


def _value(tokens: Tokens, at: int) -> int:
    """Where the text stands that the entry at `at` has for a language; 0 for another entry."""
    value = at + (3 if tokens[at + 1 : at + 3] == ("=", ">") else 2)
    if value >= len(tokens) or not (value == at + 3 or tokens[at + 1] == ":"):
        return 0
    return value if _CODE.match(tokens[at]) and tokens[value][0] == TEXT else 0
