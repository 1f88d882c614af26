"""Does a text read as code of a language? Asked of the grammar, for what stands in comments."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reviewlint.facts.leftovers.data import wrappings
from reviewlint.regex import regex
from reviewlint.syntax.tree import Unparsable, parse

if TYPE_CHECKING:
    from ast_grep_py import SgNode

_LONGEST = 20_000
_WITH_CODE = (".razor", ".cshtml")
_ELEMENT = regex(r"(?s)<[/%]?[=\w].*(?:>|\}\})|\{[{%#].*(?:[}%]\}|>)")
_INDENTED = (".slim", ".haml")
_LINE = regex(
    r"[.#%]\w|==? \w|\w+[.#]\w[\w.#-]*(?:\s|$)|\w+ [\w-]+=[\"']"
)  # that an element or a value starts with
_SHEETS = (".css", ".scss", ".less")
_RULE = regex(r"(?s)(?:\$|--)?[a-z][\w-]*\s*:\s*[^{}]+;|@include\s[^{}]+;|[^{}]+\{.*\}")  # of a sheet
_LINK = regex(r"^(?:\?|&)?\.(?=\w+!?\()")  # of a chain of calls


def reader(language: str, path: str) -> Callable[[str], bool] | None:
    """A function that tells whether a text is code of `language`, or markup; None where comments are not judged."""
    from reviewlint.syntax.comments import is_markup
    from reviewlint.syntax.language import named

    if path.endswith(_INDENTED):
        return lambda text: _LINE.match(text.lstrip()) is not None
    if path.endswith(_SHEETS):
        return lambda text: _RULE.fullmatch(text.strip()) is not None
    known = wrappings(language) if language else ()
    markup = is_markup(path)
    if not known and path.endswith(_WITH_CODE):
        known, language = wrappings("csharp"), "csharp"
    if not known:
        return is_element if markup else None
    grammar = named(language).grammar
    return lambda text: (markup and is_element(text)) or _reads(text, grammar, known)


def is_element(text: str) -> bool:
    """Whether a text is markup from its first to its last character."""
    return _ELEMENT.fullmatch(text.strip()) is not None


def _reads(text: str, grammar: str, known: tuple[str, ...]) -> bool:
    text = _LINK.sub(lambda found: f"_{found[0]}", text.strip().removesuffix("."))
    return len(text) < _LONGEST and any(_parses(wrap.replace("{}", text, 1), grammar) for wrap in known)


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
