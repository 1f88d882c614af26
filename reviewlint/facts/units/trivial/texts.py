"""Literals that people read: sentences, names of texts that are looked up, addresses of documents. No code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.units.literals import TEXT, documents, translates
from reviewlint.facts.units.same.idioms import text_of
from reviewlint.facts.units.trivial.complaints import without_complaints
from reviewlint.facts.units.trivial.hypertext import skeleton
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.units.behaviour import Tokens

# words of a query are capitals, or stand as in a statement: in a sentence they are words as any
_QUERY = regex(
    r"\b(?:SELECT|INSERT|UPDATE|DELETE|ALTER|CREATE|DROP|FROM|WHERE|JOIN|HAVING|ORDER BY|GROUP BY)\b.*\s"
    r"|(?i:\binsert\s+into\b|\bupdate\s+[\w.\"`$]+\s+set\b|\bdelete\s+from\b|\b(?:order|group)\s+by\b"
    r"|\b(?:alter|create|drop)\s+(?:or\s+replace\s+)?(?:unique\s+)?(?:table|index|view|database|schema|type|function|trigger)\b"
    r"|\bwhere\b.*(?:[=<>?]|\b(?:in\s*\(|is\s+(?:not\s+)?null|like\b|between\b))|\bjoin\b.+\bon\b|\bselect\b.+\bfrom\b"
    r"|^\x02\s*(?:select|from|where|having|(?:left|inner|outer|right|cross)?\s*join|and|or|set|values|limit)\s)",
    re.DOTALL,
)
_LOOKS_UP = regex(r"\w*(?:[iI]18n|[tT]ranslat|[gG]ettext)\w*\Z|_?[a-z][a-z0-9]*T\Z")
_UNSPACED = regex(r"[\u3040-\u30ff\u4e00-\u9fff]")  # writing that has no spaces between words
_END = "\x1f"  # after every token of a text
_LOOKS_UP_AT_ALL = regex(r"(?:\$?t|__?|gettext|\w*[tT]ransl\w*|\w*[iI]18n\w*|trans|useIntl|formatMessage)\Z")
_HOOK = regex(
    rf"(?<![^{_END}])(?:const|let|var){_END}(?:\{{{_END}(?:[\w,:]+{_END}){{1,12}}\}}{_END}|\w+{_END})={_END}(?:await{_END})?"
    rf"(?:use|get)\w*(?:Translat|I18n|Intl|Formatter)\w*{_END}\({_END}(?:[^(){_END}]+{_END}){{0,20}}\){_END}(?:;{_END})?"
)
_FILLS = rf"[^(){_END}{TEXT}*/+%?<>=&|!-]+"  # nothing computed: that is no words for people
_LOOKUP = regex(  # with who is asked, for whom, and what is filled in
    rf"(?<![^{_END}])(?:(?:\w+{_END}){{0,2}}(?:\.|:{_END}:){_END})?(?:\${_END})?(\$?\w+){_END}\({_END}(?:\w+{_END},{_END})?"
    rf"{TEXT}[^{_END}]*{_END}(?:,{_END}(?:(?:{TEXT}[^{_END}]*|{_FILLS}|\?(?={_END}\.)){_END}){{0,30}})?\){_END}"
)
_ATTRIBUTE = regex(rf"={_END}\{{{_END}{TEXT}[^{_END}]*{_END}\}}{_END}")
_BETWEEN = regex(rf"(?<=>{_END})(?:\{{{_END}{TEXT}[^{_END}]*{_END}\}}{_END})+(?=<{_END})")
_APPENDS = regex(r"(?:\$ )?\w+ (?:(?:\.|\+) =|< <) L (?:; )?")
_FILLED_IN = regex(r"\$|#\{|\$\{|%[sd]|\{\w*\}")
_MACHINE = regex(r"</|[{}\[\]]\s|=>|\n\s*\S+\s*:|\\[dws]|^\x02[\W\d]*$", re.DOTALL)


def without_texts(tokens: Tokens) -> Tokens:
    """`tokens` with every literal that people read in the place of one and the same."""
    tokens = _looked_up(without_complaints(tokens))
    return tuple(
        token
        if token[0] != TEXT
        else TEXT
        if _is_for_people(token) or _is_translated(tokens, at)
        else skeleton(token)
        for at, token in enumerate(tokens)
    )


def _looked_up(tokens: Tokens) -> Tokens:
    """`tokens` with the text itself where one is looked up by a name and is what stands for it: `t("key", "text")`."""
    found = [
        at
        for at, token in enumerate(tokens[:-5])
        if tokens[at + 1] == "(" and token[0] != TEXT and tokens[at + 2][0] == TEXT and tokens[at + 3] == ","
        and tokens[at + 4][0] == TEXT and tokens[at + 5] == ")" and (translates(token) or _LOOKS_UP.match(token))
    ]  # fmt: skip
    for at in reversed(found):
        tokens = (*tokens[:at], tokens[at + 4], *tokens[at + 6 :])
    return tokens


def says_by_lookup(before: Tokens, after: Tokens) -> bool:
    """Whether two sides without their texts differ by where they take those from: `"Total"`, `t("total")`.

    What a component asks for in order to look texts up, `const { t } = useTranslation()`, is a part of that.
    """
    if before == after:
        return True
    return any(map(_LOOKS_UP_AT_ALL.match, {*before, *after})) and _spoken(before) == _spoken(after)


def _spoken(tokens: Tokens) -> str:
    """The tokens with each text that is looked up as one that is written down, and none between elements."""
    text = text_of(tokens)
    text = _LOOKUP.sub(lambda found: TEXT + _END if translates(found[1]) else found[0], _HOOK.sub("", text))
    return _BETWEEN.sub("", _ATTRIBUTE.sub(rf"={_END}{TEXT}{_END}", text))


def is_query(token: str) -> bool:
    """Whether a literal is a query of a database, or a piece of one."""
    return _QUERY.search(token) is not None


def _is_translated(tokens: Tokens, at: int) -> bool:
    """Whether a literal names a text that is looked up in the reader's language: `t("cart.empty")`."""
    return at > 1 and tokens[at - 1] == "(" and translates(tokens[at - 2])


def _is_for_people(token: str) -> bool:
    """Whether a literal is a sentence or the address of a document; not a query, a path or a piece of markup."""
    if documents(token):
        return True
    if _UNSPACED.search(token):
        return True
    return " " in token.strip() and not _MACHINE.search(token) and not is_query(token)


def appends_text(run: Tokens) -> bool:
    """Whether a run appends words for people, or markup, with nothing filled in: `x .= "<li>Files</li>"`."""
    if not _APPENDS.fullmatch("".join("L " if token[0] == TEXT else f"{token} " for token in run)):
        return False
    text = next(token for token in run if token[0] == TEXT)
    return not _FILLED_IN.search(text) and not is_query(text) and (_is_for_people(text) or text[1:2] == "<")
