"""Does a text read as code of a language? Asked of the grammar, for what stands in comments."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reviewlint.facts.leftovers.data import wrappings
from reviewlint.syntax.tree import Unparsable, parse

if TYPE_CHECKING:
    from ast_grep_py import SgNode

_LONGEST = 20_000


def reader(language: str) -> Callable[[str], bool] | None:
    """A function that tells whether a text is code of `language`; None where its comments are not judged."""
    from reviewlint.syntax.language import named

    known = wrappings(language) if language else ()
    return (lambda text: _reads(text, named(language).grammar, known)) if known else None


def _reads(text: str, grammar: str, known: tuple[str, ...]) -> bool:
    return len(text) < _LONGEST and any(_parses(wrap.replace("{}", text), grammar) for wrap in known)


def _parses(text: str, grammar: str) -> bool:
    try:
        root = parse(text + "\n", grammar)
    except Unparsable:
        return False
    return not _broken(root)


def _broken(root: SgNode) -> bool:
    """Whether the parser had to leave something out, or to make something up."""
    from reviewlint.syntax.tree import find

    return bool(find(root, {"kind": "ERROR"})) or any(
        not node.text() and node.is_leaf() and not node.is_named() for node in root.children()
    )
