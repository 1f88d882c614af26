"""Methods that give back the object they were called on: what follows in a chain is called on that, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.types.hierarchy import Family
    from reviewlint.syntax.model import Definition

_ARGUMENTS = regex(r"\([^()]+\)")
_LINK = regex(r"\.(\w+)\(\)$")
_ITSELF = regex(r"^(?:\$this|static|this|Self)$")
_GIVEN = regex(r"\breturn\s+(?:\$this|this|self)\s*;?\s*\}?\s*$|\bself\s*\n\s*end\s*$|\n\s*this\s*\}\s*$")
_MOST = 8


def without_fluent(receiver: str, family: Family, code: Code) -> str:
    """A chain without the calls at its end of methods of the family that give back their own object.

    `$this.report` of `$this.report.with($a).by($b)`; the chain itself where its last call is of no such method.
    """
    plain = receiver
    for _ in range(_MOST):
        shorter = _ARGUMENTS.sub("()", plain)
        if shorter == plain:
            break
        plain = shorter
    behind = plain
    while (link := _LINK.search(behind)) is not None and _gives_itself(link[1], family, code):
        behind = behind[: link.start()]
    return behind if behind != plain else receiver


def _gives_itself(method: str, family: Family, code: Code) -> bool:
    """Whether a class of the family, or one above it, has such a method that ends by giving its own object."""
    for one in (family.start, *family.up):
        file = code.file(one.path)
        found = (
            [d for d in file.methods.get(method, ()) if d.name == f"{one.qualified}.{method}"] if file else []
        )
        if found and file is not None:
            return _ends_so(found[-1], file)
    return False


def _ends_so(method: Definition, file: CodeFile) -> bool:
    told = method.returns.strip(" :?")
    return _ITSELF.match(told) is not None or _GIVEN.search(file.text, method.body, method.end) is not None
