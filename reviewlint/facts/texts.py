"""Literals that people read: sentences, names of texts that are looked up, addresses of documents. No code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.hypertext import skeleton
from reviewlint.facts.literals import TEXT, documents, translates
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.behaviour import Tokens

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
_APPENDS = regex(r"(?:\$ )?\w+ (?:(?:\.|\+) =|< <) L (?:; )?")
_FILLED_IN = regex(r"\$|#\{|\$\{|%[sd]|\{\w*\}")
_MACHINE = regex(r"</|[{}\[\]]\s|=>|\n\s*\S+\s*:|\\[dws]|^\x02[\W\d]*$", re.DOTALL)


def without_texts(tokens: Tokens) -> Tokens:
    """`tokens` with every literal that people read in the place of one and the same."""
    tokens = _looked_up(tokens)
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
    return " " in token.strip() and not _MACHINE.search(token) and not is_query(token)


def appends_text(run: Tokens) -> bool:
    """Whether a run appends words for people, or markup, with nothing filled in: `x .= "<li>Files</li>"`."""
    if not _APPENDS.fullmatch("".join("L " if token[0] == TEXT else f"{token} " for token in run)):
        return False
    text = next(token for token in run if token[0] == TEXT)
    return not _FILLED_IN.search(text) and not is_query(text) and (_is_for_people(text) or text[1:2] == "<")
