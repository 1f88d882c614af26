"""What a reference to a class says of objects of it: whether one is made, or only the type of one is asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import CodeFile
    from reviewlint.syntax.model import Reference

_NOT_MADE = regex(
    r"is_?instance|is_?subclass|instanceof|\b(except|rescue|catch|is_a\?|kind_of\?)\b"
    r"|^\s*(?:global\s+)?using\s+[\w.]+\s*;|^\s*namespace\s"
)
_FILLED = regex(r"@(InjectMocks|Autowired|Inject|Spy|SpyBean)\b")


def makes(file: CodeFile, reference: Reference) -> bool:
    """Whether a reference to a class makes an object, or gives the class to someone who does.

    Not the bases of another class, nor a test of an object's type.
    """
    if reference.kind in ("call", "new"):
        return True
    if any(first <= reference.line <= last for first, last in file.heirs.get(reference.name, ())):
        return False
    return not _NOT_MADE.search(file.line(reference.line))


def checks(file: CodeFile, reference: Reference) -> bool:
    """Whether the function around a use of classes only asks for the types of objects with them."""
    around = file.function_around(reference.scope)
    if around < 0:
        return bool(_NOT_MADE.search(file.line(reference.line)))
    definition = file.outline.definitions[around]
    return _NOT_MADE.search(file.text, definition.body, definition.end) is not None


def held(file: CodeFile, reference: Reference) -> bool:
    """Whether a type alone makes an object: of a field that a runner of tests fills (`@InjectMocks Cart cart;`), in Go
    of a variable, `var rows Rows`, and of what is made, `make(Rows, 3)`."""
    if file.language == "go":
        made = rf"\b(?:var\s+\w+(?:\s*,\s*\w+)*\s+|(?:make|new)\()(?:\w+\.)?{reference.name}\b"
        return re.search(made, file.line(reference.line)) is not None
    return (
        file.language in ("java", "kotlin")
        and is_test_path(file.path)
        and _FILLED.search(file.line(reference.line - 1) + file.line(reference.line)) is not None
    )
