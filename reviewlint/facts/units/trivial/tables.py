"""Where a list or table begins that a name is given, in the words of a language that wraps it in a type or a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.units.literals import is_literal, table

if TYPE_CHECKING:
    from reviewlint.facts.units.behaviour import Tokens

_LONGEST = 40  # tokens of the type of a table
_TYPE = frozenset((".", "<", ">", ",", "[", "]", "*", "?", "(", ")", ":", "&", "!"))
_NO_TYPE = frozenset(
    (
        "function",
        "func",
        "fun",
        "fn",
        "class",
        "def",
        "object",
        "lambda",
        "do",
        "get",
        "set",
        "interface",
        "enum",
    )
)
_TABLES = (
    "Dictionary",
    "List",
    "Set",
    "Map",
    "Collection",
    "Array",
    "Lookup",
    "Queue",
    "Stack",
    "KeyValuePair",
)
_WORDS = ("i", "w", "I", "W")  # what stands before the brackets of a list of words in Ruby: `%i[draft paid]`
_MACROS = ("vec", "hashmap", "phf_map", "phf_set", "btreemap", "hashset", "indexmap")


def begins_table(tokens: Tokens, opened: int) -> bool:
    """Whether the bracket at `opened` begins a table that a name is given as the type says before it, or the call:
    `= new Dictionary<string, int> {`, `= map[string]int{`, `= new Set([`, `= listOf(`, `= vec![`, `= %w[`."""
    if not opened:
        return False
    if tokens[opened - 1] in _WORDS and tokens[max(opened - 2, 0)] == "%":
        return _is_given(tokens, opened - 3)
    if tokens[opened] == "(":
        return _is_called(tokens, opened, table().lists)
    if tokens[opened - 1] == "(":
        return _is_called(tokens, opened - 1, table().wraps)
    if tokens[opened] == "[":
        return _begins_list(tokens, opened)
    return tokens[opened - 1] != "=" and _has_type_of_table(tokens, opened)


def _begins_list(tokens: Tokens, opened: int) -> bool:
    """`= &[` and `= vec![`."""
    at = opened - 1
    if tokens[at] == "!" and at and tokens[at - 1] in _MACROS:
        return _is_given(tokens, at - 2)
    return tokens[at] == "&" and _is_given(tokens, at - 1)


def _has_type_of_table(tokens: Tokens, opened: int) -> bool:
    at = opened - 1
    while at > max(opened - _LONGEST, 0) and tokens[at] != "=":
        token = tokens[at]
        is_name = token.isidentifier() and token not in _NO_TYPE and token not in table().decides
        if not (is_name or token in _TYPE or token.isdigit()):
            return False
        at -= 1
    kind = tokens[at + 1 : opened]
    if not _is_given(tokens, at) or not kind:
        return False
    if kind[0] == "new":
        named = [
            word for word in kind[: kind.index("<") if "<" in kind else len(kind)] if word.isidentifier()
        ]
        return "[" in kind or kind == ("new", "(", ")") or named[-1].endswith(_TABLES)
    return kind[0] == "[" or kind[:2] == ("map", "[") or (kind[-1] == "!" and kind[0] in _MACROS)


def _is_called(tokens: Tokens, opened: int, names: frozenset[str]) -> bool:
    """Whether one of `names` is called with what stands in the bracket at `opened`, for a name that is given it."""
    end = opened
    if tokens[end - 1] == ">":
        end = next((at for at in range(end - 2, max(end - _LONGEST, 0), -1) if tokens[at] == "<"), end)
    return tokens[end - 1] in names and _is_given(tokens, _before_name(tokens, end))


def _before_name(tokens: Tokens, opened: int) -> int:
    """The place of the token before the dotted name that is called, `new` included, type arguments left out."""
    at = opened - 2
    while at > 0 and (tokens[at] in (".", "new") or tokens[at - 1 : at + 1] == (":", ":")):
        at -= 1 if tokens[at] == "new" else 3 if tokens[at] == ":" else 2
    return at


def _is_given(tokens: Tokens, at: int) -> bool:
    """Whether a name is given what begins after `at`."""
    if at < 1 or tokens[at] != "=":
        return False
    return tokens[at - 1] not in ("=", "!", "<", ">", "+", "-") and not is_literal(tokens[at - 1])


def is_taken_apart(run: Tokens, tokens: Tokens, at: int) -> bool:
    """Whether a run is names that an object is taken apart into, beside others: `const { home, docs } = locale`."""
    from reviewlint.enclosed import closing, open_at

    if not all(token == "," or token.isidentifier() for token in run):
        return False
    opened = next(open_at(tokens, at), 0)
    if not opened or tokens[opened] != "{" or tokens[opened - 1] not in ("const", "let", "var"):
        return False
    end = closing(tokens, opened)
    return tokens[end + 1 : end + 2] == ("=",) and all(
        token == "," or token.isidentifier() for token in tokens[opened + 1 : end]
    )
