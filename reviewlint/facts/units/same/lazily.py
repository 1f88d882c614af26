"""Functions that do nothing but load a module when it is wanted (`() => import("./Page")`, in a table of pages), and
fields that got or lost a mark that they may be empty, which only a compiler reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.units.literals import shape_of
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.side import Part

_MOST = 40  # tokens
_LOADS = regex(
    r"(?:\{ return )?(?:await )?import \( L \) "
    r"(?:\. then \( (?:\( )?(?P<given>\w+) (?:\) )?= > (?:\( \{ default : )?(?P=given) (?:\. \w+ )?(?:\} \) )?\) )?"
    r"[;)} ]*"
)


def only_loads(part: Part) -> bool:
    """Whether a function only loads a module, or a part of one."""
    if part.kind not in ("function", "method") or len(part.inner) > _MOST or "import" not in part.inner[:4]:
        return False
    return _LOADS.fullmatch(shape_of(part.inner)) is not None


def same_but_for_marks(before: Tokens, after: Tokens) -> bool:
    """Whether fields of C# differ in nothing but whether they may be null: `Cart cart;` and `Cart? cart;`."""
    if ("?" in before or "?" in after) and before != after:
        return _unmarked(before) == _unmarked(after)
    return False


def _unmarked(tokens: Tokens) -> Tokens:
    return tuple(token for at, token in enumerate(tokens) if token != "?" or not _marks(tokens, at))


def _marks(tokens: Tokens, at: int) -> bool:
    before, name, after = tokens[at - 1], tokens[at + 1 : at + 2], tokens[at + 2 : at + 3]
    is_type = before in (">", "]") or before.isidentifier()
    return is_type and bool(name) and name[0].isidentifier() and after in (("=",), (";",))
