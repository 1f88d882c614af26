"""Which kinds of nodes an outline is read off, and the rule that finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reviewlint.syntax.language import Grammar


def structural(kinds: Grammar) -> list[str]:
    """The kinds that give an outline its definitions."""
    by_calls = kinds.calls if kinds.calls_define else ()
    exports = [kind for kind in kinds.imports if kind == "export_statement"]
    return [
        *kinds.definitions,
        *kinds.containers,
        *kinds.values,
        *kinds.wrappers,
        *by_calls,
        *exports,
        "ERROR",
    ]


def uses(kinds: Grammar) -> list[str]:
    """The kinds of what is used, set or written down in them."""
    return [
        *kinds.assignments, *kinds.calls, *kinds.identifiers, *kinds.strings, *kinds.imports, *kinds.types,
        *kinds.silent,
    ]  # fmt: skip


def query(kinds: list[str]) -> Any:
    """The rule of ast-grep that finds all nodes of these kinds."""
    return {"rule": {"any": [{"kind": kind} for kind in dict.fromkeys(kinds)]}}
