"""Classes that got another base and the constants that this asks its heirs for: they say nothing of what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.units.literals import shape_of, table
from reviewlint.facts.units.stretches import stretches
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.side import Part

_MOST = 60  # tokens that may differ
_EXTENDS = frozenset((":", "extends", "<", "("))
_VALUE = r"(?:L|[A-Z]\w*(?: \. \w+){0,2} \. [A-Z][A-Z0-9_]*|[A-Z]\w* : : [A-Z][A-Z0-9_]*)"
_MARK = r"(?:override|val|const|static|readonly|public|protected)"
_CONSTANT = rf"(?:{_MARK} )+(?:[\w:?$]+ )*= (?:> )?{_VALUE} ?(?:; )?"
_CONSTANTS = regex(rf"(?:{_CONSTANT})+")


def overrides_constants(base: Part, head: Part) -> bool:
    """Whether a class differs in the name of its base, and in constants of its own that it overrides with."""
    if head.kind != "class" or base.kind != "class" or _acts(head):
        return False
    runs = stretches(base.tokens, head.tokens) or []
    if len(runs) < 2 or sum(len(old) + len(new) for old, new, _, _ in runs) > _MOST:
        return False
    rest = [
        (old, new) for old, new, at, _ in runs if not (_is_name(old, new) and _is_base(base.tokens, at, head))
    ]
    return len(rest) == len(runs) - 1 and all(not old and _declares(new) for old, new in rest)


def _acts(part: Part) -> bool:
    return part.name.endswith(tuple(table().acts))


def _is_name(old: Tokens, new: Tokens) -> bool:
    return len(old) == len(new) == 1 and old[0][:1].isupper() and new[0][:1].isupper()


def _is_base(tokens: Tokens, at: int, head: Part) -> bool:
    """Whether the name at a place is the base that the head of the class names first."""
    return tokens[at - 1] in _EXTENDS and head.name.rpartition(".")[2] in tokens[max(at - 4, 0) : at]


def _declares(run: Tokens) -> bool:
    return _CONSTANTS.fullmatch(shape_of(run)) is not None
