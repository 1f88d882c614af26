"""What a container is asked for by its class: `app()->make(Cart::class)`, `GetRequiredService<Cart>()`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import CodeFile
    from reviewlint.syntax.model import Assignment

_CLASS = r"\\?(?:\w+[\\.])*([A-Z]\w*[a-z]\w*)"
_ASKED = regex(
    r"(?:^|[^\w])(?:make|makeWith|get|resolve|app|inject|getInstance|getBean|getService|GetService|GetRequiredService|Resolve)\s*"
    rf"(?:<\s*{_CLASS}\s*>\s*\([^()]*\)|\(\s*{_CLASS}(?:::class(?:\.java)?|\.class(?:\.java)?|(?=\s*\)))\s*\))\s*[!;]*$"
)
_BY_TEXT = r"{0}\s*=\s*(?:sprintf\(|[\"'][^\"'\n]*[\"']\s*\.|[^;\n]*\.\s*[\"']|[\"'][^\"'\n]*\{{?\$)"


def asked_for(expression: str) -> str:
    """The class of what an expression asks a container for, "" where it asks for nothing by a class."""
    found = _ASKED.search(expression)
    return (found[1] or found[2]) if found else ""


def given(file: CodeFile, assignment: Assignment) -> str:
    """The class of what an assignment gives out of a container; "" for any other."""
    before, equals, value = file.line(assignment.line).partition("=")
    return asked_for(value.strip()) if equals and before else ""


def is_chosen_by_text(receiver: str, scope: int, file: CodeFile) -> bool:
    """Whether a variable of PHP is made of a class whose name a text puts together: nobody knows which one it is."""
    around = file.function_around(scope) if file.language == "php" and receiver[:1] == "$" else -1
    if around < 0:
        return False
    definition = file.outline.definitions[around]
    body = file.text[definition.body : definition.end]
    made = re.search(rf"{re.escape(receiver)}\s*=\s*new\s+(\$\w+)", body)
    return made is not None and re.search(_BY_TEXT.format(re.escape(made[1])), body) is not None
