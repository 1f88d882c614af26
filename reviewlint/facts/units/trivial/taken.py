"""Constructors that do nothing with what they take in but keep it in a field, or begin a field with nothing in it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reviewlint.enclosed import closing
from reviewlint.facts.units.literals import is_literal, spaced, table
from reviewlint.facts.units.stretches import stretches
from reviewlint.regex import regex

if TYPE_CHECKING:
    import re

    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.side import Part

_MAKERS = frozenset(("__construct", "constructor", "__init__", "init", "initialize"))
_PARAMETERS = frozenset(",:=?<>[]|$@&*.")
_NOT_AFTER = r"(?!(?:if|else|or|and|is|in|not|instanceof|as|unless|for) |[^\w$@}<\x02 ])"  # the value goes on
_FIELD = r"(?:(?:\$ )?(?:this|self) (?:- > |\. )\w+|@ \w+|_\w+)"
_PARAMETER = r"(?:\$ )?[A-Za-z_]\w*(?: (?:- >|\? \.|\.) \w+)*"
_CHECKED = r"(?:Objects \. )?requireNonNull \( \w+ (?:, \x02[^ ]* )?\)"
_OR_THROWS = r"(?: \? \? throw new ArgumentNullException \( nameof \( \w+ \) \))?"
_EMPTY = (
    r"(?:\x02[^ ]*|(?:- )?\d\w*(?: \. \d\w*)?|\{ \}|\[ \]|(?:dict|list|set|defaultdict|deque) \( \w* ?\)"
    r"|new (?:\w+ \. )*\w+ (?:< [\w ,]*> )?\( \)|(?:threading|asyncio|collections|multiprocessing) \. [A-Z]\w* \( \))"
)
_VALUE = rf"(?P<value>{_CHECKED}|{_EMPTY}|{_PARAMETER}{_OR_THROWS})"
_KEPT = regex(rf"(?<![^ ])(?P<field>{_FIELD}) = {_VALUE} (?:; )?{_NOT_AFTER}")
_ENTRY = regex(rf"(?<=[{{,] )(?P<field>\w+) (?:: (?!:){_VALUE} )?(?:, |(?=\}} ))")  # of a struct that is made
_MAKES = regex(r"new|New(?:[A-Z]\w*)?")
_BRACES = regex(r"\{ ((?:super \( \) (?:; )?)?)\} ")
_MADE = regex(
    r"\{ (?:return )?(?:& )?(?:\w+ (?:: : |\. )?)+\{ \} (?:; )?\} "
)  # a struct with nothing else in it
_ANNOTATION = regex(r"@ \w+ (?:\( [^()]*\) )?")
_HELD = regex(r"\{ ((?:(?:[^ {}();=]+ )+(?:; |\{ get ; (?:set ; |init ; )?\} ))*)\} ")
_DECLARED = regex(r"(\w+) (?:;|\{ get)")
_TAKEN = regex(r"(\w+) (?:,|\Z)")
_INJECTED = regex(r"@ \w+ \( (?:\w+ (?:\. )?)*\) ")


def takes_in_another(base: Part, head: Part) -> bool:
    """Whether a constructor differs only in parameters and in the fields that hold them."""
    if head.kind == "class":
        if base.inner == head.inner:
            return _differ_in_own_parameters(base.signature, head.signature)
        return _is_record_of(base, head) or _takes_in_the_head(base, head)
    if not _is_constructor(head):
        return False
    (before, old), (after, new) = _parted(base), _parted(head)
    same = before == after and all(new.get(field, value) == value for field, value in old.items())
    if same and base.signature == head.signature and _keeps_what_was_dropped(head.signature, old, new):
        return False
    return same and _differ_in_parameters(base.signature, head.signature)


def _keeps_what_was_dropped(signature: Tokens, old: dict[str, str], new: dict[str, str]) -> bool:
    """Whether a field begins with an argument that was handed in before, too, and kept nowhere."""
    return any(
        new[field] in signature and new[field] not in old.values() for field in new.keys() - old.keys()
    )


def _takes_in_the_head(base: Part, head: Part) -> bool:
    """Whether a class takes in its head what it kept by a constructor, each field beginning with its parameter."""
    runs = stretches(base.tokens, head.tokens) or []
    if "(" in base.signature or len(runs) < 2 or any(old for old, _, _, _ in runs):
        return False
    taken, *fields = (new for _, new, _, _ in runs)
    if taken[0] != "(" or taken[-1] != ")" or closing(taken, 0) != len(taken) - 1:
        return False
    return all(len(new) == 2 and new[0] == "=" and new[1] in taken for new in fields)


def _is_record_of(base: Part, head: Part) -> bool:
    """Whether a class of nothing but fields became a record of the same fields."""
    if "record" not in head.tokens or "record" in base.tokens or "(" not in head.tokens:
        return False
    fields = _HELD.fullmatch(_ANNOTATION.sub("", spaced(base.inner)))
    opened = head.tokens.index("(", head.tokens.index("record"))
    end = closing(head.tokens, opened)
    taken = _ANNOTATION.sub("", spaced(head.tokens[opened + 1 : end]))
    bare = head.tokens[end + 1 :] in (("{", "}"), (";",))
    return (
        fields is not None and bare and sorted(_DECLARED.findall(fields[1])) == sorted(_TAKEN.findall(taken))
    )


def only_keeps(part: Part) -> bool:
    """Whether a new constructor has nothing in it but fields that begin."""
    if not _is_constructor(part) or not part.inner:
        return False
    rest = _parted(part)[0]
    return _BRACES.sub("", rest) in ("", "end ") or _MADE.fullmatch(rest) is not None


def _is_constructor(part: Part) -> bool:
    *owner, name = part.name.split(".")
    return name in _MAKERS or name in owner[-1:] or _MAKES.fullmatch(name) is not None


def _differ_in_parameters(before: Tokens, after: Tokens) -> bool:
    if before == after:
        return True
    old, new = (
        Counter(_INJECTED.sub("", spaced(before)).split()),
        Counter(_INJECTED.sub("", spaced(after)).split()),
    )
    return old != new and all(
        token in _PARAMETERS or is_literal(token) or (token.isidentifier() and token not in table().decides)
        for token in ((old - new) + (new - old))
    )


def _differ_in_own_parameters(before: Tokens, after: Tokens) -> bool:
    """Whether two heads of classes differ in what stands in their first brackets, which are no base classes."""
    if before[-1:] == (":",) or "(" not in before or "(" not in after:
        return False
    old, new = _parameters(before), _parameters(after)
    same = before[: old[0]] == after[: new[0]] and before[old[1] :] == after[new[1] :]
    return same and _differ_in_parameters(before[slice(*old)], after[slice(*new)])


def _parameters(tokens: Tokens) -> tuple[int, int]:
    opened = tokens.index("(")
    return opened, closing(tokens, opened)


def _parted(part: Part) -> tuple[str, dict[str, str]]:
    """What a constructor does beside keeping values in fields, and those values by their fields."""
    kept: dict[str, str] = {}

    def keep(found: re.Match[str]) -> str:
        kept[found["field"]] = found["value"] or found["field"]
        return ""

    text = _KEPT.sub(keep, spaced(part.inner))
    made = _MAKES.fullmatch(part.name.rpartition(".")[2]) is not None
    return _ENTRY.sub(keep, text) if made else text, kept
