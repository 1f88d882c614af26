"""Values that are made of literals alone, as a table holds them: `new Version(1, 0)`, `5 * 60`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.units.literals import TEXT, is_literal, table
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.units.behaviour import Tokens

_MOST = 40  # tokens of the arguments of a constructor
_PRODUCT = 4  # tokens back from the end of a product in which its sign stands
_BETWEEN = frozenset((",", "-", "=", ":", ".", "&"))
_MAKER = regex(r"(?:of|from|From|new|New|valueOf|UTC|utc|parse|Parse)(?![a-z])")
_VERB = regex(
    r"(?:Get|Read|Load|Fetch|Make|Create|Build|Compute|Calc|Calculate|Find|Parse|Open|Run|Do|Is|Has|Can|To|Convert|Try|Send"
    r"|Write|Set|Add|Register|Use|Resolve|Generate|Must|Check|Validate|Count|Sum|Max|Min|Abs|Hash|Encrypt|Decrypt|Format"
    r"|Select|Query|Execute|Invoke|Call|Start|Stop|Init|With|Wrap|Map|List|Set|Array)(?![a-z])"
)


def reduced(tokens: Tokens) -> Tokens:
    """`tokens` with every value that is made of literals alone as one literal."""
    if "(" not in tokens and "*" not in tokens:
        return tokens
    found: list[str] = []
    multiplies = "*" in tokens
    for token in tokens:
        found.append(token)
        if token == ")":
            _fold_call(found)
        if multiplies and "*" in found[-_PRODUCT:]:
            _fold_product(found)
    return tuple(found)


def _fold_call(found: list[str]) -> None:
    """One literal in the place of the call that ends here, if it makes something of literals."""
    opened = _opened(found)
    if opened <= 0 or not _are_literals(found[opened + 1 : -1]):
        return
    start = _start_of_name(found, opened)
    made = found[start - 1] == "new" if start else False
    if made or (start < opened and _makes(found[start:opened])):
        name = found[opened - 1]
        lists = found[opened - 3] in table().lists if name == "of" else name in table().lists
        if lists or name.endswith(tuple(table().acts)):
            return
        start -= made
        found[start:] = [TEXT + " ".join(found[start:])]


def _opened(found: list[str]) -> int:
    for place in range(len(found) - 2, max(len(found) - _MOST, 0), -1):
        if found[place] in "()":
            return place if found[place] == "(" else -1
    return -1


def _are_literals(inside: list[str]) -> bool:
    """Whether arguments hold a literal, and nothing beside it but names of arguments and constants."""
    if not any(map(is_literal, inside)):
        return False
    following = [*inside[1:], ""]
    return all(
        is_literal(token)
        or token in _BETWEEN
        or (token.isidentifier() and (after in "=:." or token[0].isupper()))
        for token, after in zip(inside, following, strict=False)
    )


def _start_of_name(found: list[str], opened: int) -> int:
    """Where the dotted name begins that is called."""
    at = opened - 1
    if at < 0 or not found[at].isidentifier():
        return opened
    while at > 1 and (link := _link(found, at)) and found[at - link - 1].isidentifier():
        at -= link + 1
    return at


def _link(found: list[str], at: int) -> int:
    """How many tokens before `at` link a name to it: `.` or `::`."""
    if found[at - 1] in (".", "\\"):
        return 1
    return 2 if found[at - 2 : at] == [":", ":"] else 0


def _makes(name: list[str]) -> bool:
    """Whether a function makes a value: one named as a type is, one of a type by which that is made, or one known."""
    words = [word for word in name if word.isidentifier()]
    if words[-1] in table().makes:
        return True
    if len(words) > 1 and not words[-1][0].isupper():
        return words[-2][0].isupper() and _MAKER.match(words[-1]) is not None
    if len(words) > 1 and words[-2][0].isupper() and _MAKER.match(words[-1]):
        return True
    return words[-1][0].isupper() and not _VERB.match(words[-1])


def _fold_product(found: list[str]) -> None:
    """One literal in the place of a product of literals and units, as `5 * time.Second`."""
    if found[-1] == "*" or not (is_literal(found[-1]) or found[-1][0].isupper()):
        return
    at = len(found) - 1
    if at > 2 and found[at - 1] == "." and found[at - 2].isidentifier():
        at -= 2
    if at < 2 or found[at - 1] != "*":
        return
    start = at - 2
    if (
        start > 1
        and found[start - 1] == "."
        and found[start - 2].isidentifier()
        and found[start][0].isupper()
    ):
        start -= 2
    elif not is_literal(found[start]):
        return
    if is_literal(found[start]) or is_literal(found[-1]):
        found[start:] = [TEXT + " ".join(found[start:])]
