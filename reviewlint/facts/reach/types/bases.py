"""What stands among the bases of a class, and what is an interface."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.facts.reach.code import CodeFile
    from reviewlint.syntax.model import Definition

_MODULE = regex(r"(?:[(,.]|^)\s*([A-Za-z_]\w*)(?=\.\w)")
_VARIABLE = regex(r"\b(?:TypeVar|TypeVarTuple|ParamSpec)$")


def bases_of(file: CodeFile, definition: Definition) -> tuple[str, ...]:
    """The bases of a class without its own name, and in Python without modules: `shop.Base`.

    The module stays where the base is called as the class is: `class Wrapper(textwrap.Wrapper)`.
    """
    head = file.text[definition.start : definition.body] if file.language == "python" else ""
    named = [(found[1], found.end()) for found in _MODULE.finditer(head)]
    modules = {module for module, end in named if not head[end:].lstrip(".").startswith(definition.name)}
    own = (base for base in definition.bases if base != definition.name and base not in modules)
    return tuple(dict.fromkeys(own))


def stands_for_a_type(base: str, file: CodeFile) -> bool:
    """Whether a base is only what a generic one is given: `Generic[Item]` of `Item = TypeVar("Item")`."""
    return any(_VARIABLE.search(assignment.value) for assignment in file.assignments.get(base, ()))


def is_taken_in(base: str, owners: Iterable[Definition], file: CodeFile) -> bool:
    """Whether a base is a trait of PHP, which stands in the body of the class, not in its head."""
    heads = [file.text[one.start : one.body] for one in owners] if file.language == "php" else []
    return bool(heads) and not any(re.search(rf"\b{re.escape(base)}\b", head) for head in heads)


def is_interface(file: CodeFile, name: str) -> bool:
    """Whether a file declares an interface of that name."""
    return any(
        d.kind in ("interface", "type") and "interface" in file.text[d.start : d.start + 120]
        for d in file.classes.get(name, ())
    )
