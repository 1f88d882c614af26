"""Which module a call of Elixir names: `Cart.total(3)` is of a module called so, or of one with that alias."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import CodeFile
    from reviewlint.facts.reach.types.hierarchy import Family
    from reviewlint.syntax.model import Reference


def names_module(module: str, file: CodeFile, family: Family) -> bool | None:
    """Whether what stands before the dot is a module of the family; None where it is no name of a module."""
    last = module.rpartition(".")[2]
    if not last[:1].isupper():
        return None
    if "." in module:
        return last in family.names
    known = [entry.module.rpartition(".")[2] for entry in file.imports.get(last, ())]
    return last in family.names if not known else any(_is_called(one, family) for one in known)


def bare(reference: Reference, file: CodeFile, family: Family) -> Literal["", "yes", "no"]:
    """What a name without a module says: a variable is no call, and a file may import the module's functions."""
    handed = re.search(rf"&{re.escape(reference.name)}/\d", file.line(reference.line))  # `&rounded/1`
    if reference.kind != "call" and handed is None:
        return "no"
    imported = (entry.module.rpartition(".")[2] for entry in file.wildcards)
    return "yes" if any(_is_called(one, family) for one in imported) else ""


def _is_called(snake: str, family: Family) -> bool:
    """Whether the last part of a module, as an import has it, is the name of one of the family."""
    plain = snake.replace("_", "")
    return any(name.replace("_", "").lower() == plain for name in family.names)
