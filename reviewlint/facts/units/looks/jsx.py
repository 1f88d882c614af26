"""What of JSX only changes how a page looks: elements that only hold others, attributes that style, words, and the
local names whose values go nowhere else."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reviewlint.data import bundled_toml
from reviewlint.facts.units.looks.sheets import KINDS as SHEETS
from reviewlint.facts.units.looks.sheets import sheets
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.syntax.tree import span_of, statement_around
from reviewlint.tables import as_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ast_grep_py import Config, SgNode

Span = tuple[int, int]
Filled = tuple[int, int, str]  # a stretch, and the sign that stands for it

_ROUNDS = 4  # of names that only go into names that only go into styles
_JSX = ("jsx_element", "jsx_self_closing_element", "jsx_fragment")
_KINDS = (
    "jsx_attribute",
    "jsx_opening_element",
    "jsx_closing_element",
    "jsx_self_closing_element",
    "parenthesized_expression",
    "variable_declarator",
    "jsx_expression",
    "function_declaration",
    "pair",
)
_QUERY: Config = {"rule": {"any": [{"kind": kind} for kind in _KINDS]}}
_SHEETS: Config = {"rule": {"any": [{"kind": kind} for kind in SHEETS]}}
_OPENING: Config = {"rule": {"any": [{"kind": "jsx_opening_element"}, {"kind": "jsx_self_closing_element"}]}}
_EXPRESSION: Config = {"rule": {"kind": "jsx_expression"}}
_DRAWS = regex(
    r"\{\s*\(?\s*(\w+)\s*\)?\s*=>\s*\(?\s*<[\w.]+\s+"
    r"\{\s*\.\.\.\1\s*\}[^<>{}]*(?:\{[^<>{}()]*\}[^<>{}]*)*/>\s*\)?\s*\}"
)
_STYLED_ONE = (
    r"(?:return\b\s*)?\(?\s*<[\w.]+\s*\{\s*\.\.\.\s*%s\s*\}"
    r"(?:\s*(?:className|style)=\{[\w.]+\})*\s*/>\s*\)?\s*;?\s*"
)
_PARAMETERS = r"\(?\s*(?P<%s>\w+)\b[^(){}]{0,200}\)?\s*"
_DRAWERS = regex(  # functions that make one element of what they are given, and style it
    r"(?m)^[ \t]*(?P<method>\w+)\s*"
    + (_PARAMETERS % "given")
    + r"\{\s*"
    + (_STYLED_ONE % "(?P=given)")
    + r"\}|\b(?:function\s+|const\s+)(?P<name>\w+)\s*(?:=\s*)?"
    + (_PARAMETERS % "props")
    + r"(?:=>\s*)?\{?\s*"
    + (_STYLED_ONE % "(?P=props)")
)
_SPREAD = regex(r"<[\w.]+\s*\{\s*\.\.\.")
_AROUND = 300  # characters in which such a function stands
_GIVES_DRAWER = regex(r"render\w+=\{\s*(?:this\.)?(\w+)\s*\}")
_FUNCTIONS = (
    "arrow_function",
    "function_expression",
    "function",
    "function_declaration",
    "method_definition",
)
_STYLED = regex(r"\b(?:const|let)\s+(\w+)\s*=\s*styled\b")
_OF_PROPS = regex(r"\bprops\.(\w+)|\(\{([^{}]*)\}\)\s*=>")
_TEMPLATE = regex(r"\{\s*`[^`${}]*\$\{([^{}]*)\}[^`${}]*`\s*\}")
_DRAWN = regex(r"\{\s*<[A-Z]\w*(?:\s+\w+=(?:\"[^\"]*\"|\{[\w.]*\}))*\s*/>\s*\}")
_LITERAL = regex(r"(?:\"[^\"]*\"|'[^']*'|\{\s*(?:true|false|-?\d+)\s*\})?")
_GIVEN = regex(r"\$?\w+")
_SIZES = regex(
    r"(?i)style|class(?:Name)?s?$|^(?:sx|css|c?[xyr]|r[xy]|d|key|points|viewBox|offset|delay|duration)\Z|width|height|size$"
)


class _Table(Record):
    attributes: frozenset[str]
    texts: frozenset[str]
    markup: frozenset[str]
    drawings: frozenset[str]
    translations: re.Pattern[str]
    elements: frozenset[str]
    icons: re.Pattern[str]
    holders: re.Pattern[str]
    deciding: re.Pattern[str]
    families: tuple[re.Pattern[str], ...]
    presents: re.Pattern[str]


@cache
def _table() -> _Table:
    return as_record(_Table, bundled_toml("looks.toml"))


def presents(name: str) -> bool:
    """Whether an element of that name only looks, whatever it is given."""
    table = _table()
    known = name in table.elements or table.icons.search(name) or table.presents.search(name)
    return bool(known or (table.holders.search(name) and not table.deciding.search(name)))


def is_style(name: str) -> bool:
    """Whether an attribute of that name styles, or says how large something is drawn."""
    return name in _table().attributes or _SIZES.search(name) is not None


def styles(root: SgNode) -> list[Filled]:
    """The stretches of a file without JSX that only style."""
    return [(*span, " ") for span in sheets(root.find_all(_SHEETS))]


def looks(root: SgNode, text: str, code: str, inert: frozenset[str]) -> list[Filled]:
    """The stretches of a JSX file that only change how it looks.

    `code` is its text with comments and types blanked; `inert` are attributes known to style anyway.
    """
    nodes: dict[str, list[SgNode]] = {kind: [] for kind in _KINDS}
    for node in root.find_all(_QUERY):
        nodes[node.kind()].append(node)
    styled = _styled(text)
    drawers = _drawers(code)
    found = [
        span_of(node)
        for node in nodes["jsx_attribute"]
        if _only_styles(node, styled, inert) or _gives_drawer(node, drawers)
    ]
    names = _only_for(nodes["variable_declarator"], text, code, found)
    found += [span_of(node) for node in nodes["jsx_closing_element"]]
    holders = (*nodes["jsx_opening_element"], *nodes["jsx_self_closing_element"])
    found += [span_of(node) for node in holders if _only_holds(node, styled, inert)]
    for node in nodes["parenthesized_expression"]:
        if any(child.kind() in _JSX for child in node.children()):
            start, end = span_of(node)
            found += [(start, start + 1), (end - 1, end)]
    found += [span_of(node) for node in nodes["jsx_expression"] if _only_says(node)]
    found += sheets(node for kind in SHEETS for node in nodes[kind])
    swapped = [filled for node in holders for filled in _family(node, styled)]
    return [*((*span, " ") for span in (*found, *names)), *swapped]


def _drawers(code: str) -> set[str]:
    """The functions that only style the one element that they make: they stand around one that things are spread in."""
    near = (code[max(one.start() - _AROUND, 0) : one.end() + _AROUND] for one in _SPREAD.finditer(code))
    found = (one for text in near for one in _DRAWERS.finditer(text))
    return {name for one in found for name in (one["method"], one["name"]) if name}


def _only_says(node: SgNode) -> bool:
    """Whether braces hold nothing, or stand among children and hold a text, or the name of one that is looked up."""
    named = [child for child in node.children() if child.is_named() and "comment" not in child.kind()]
    holder = node.parent()
    among = holder is not None and holder.kind() in _JSX
    if not named or not among:
        return not named
    return all(child.kind() == "string" for child in named) or _is_translated(node.text())


def _family(node: SgNode, styled: dict[str, frozenset[str]]) -> Iterator[Filled]:
    """The name of a control, with the number of its family in its place."""
    name = node.field("name")
    if name is not None:
        for number, family in enumerate(_table().families):
            if family.search(name.text()):
                yield (*span_of(name), str(number))
                return


def _only_styles(node: SgNode, styled: dict[str, frozenset[str]], inert: frozenset[str]) -> bool:
    name, _, value = node.text().partition("=")
    table = _table()
    if name in inert or name in table.attributes or name.endswith(("ClassName", "ClassNames")):
        return True
    if name in table.markup:
        return _LITERAL.fullmatch(value) is not None
    if name.startswith("render") and _DRAWS.fullmatch(value):
        return _draws_given(node, styled, inert)
    if name == "key":
        return _lists(node)
    if name in (table.texts | table.drawings) and value.startswith("{") and _holds_words(node, styled, inert):
        return True
    if name in table.texts:
        return value[:1] in "\"'" or _is_translated(value)
    if name in table.drawings:
        return _DRAWN.fullmatch(value) is not None
    holder = node.parent()
    element = holder.field("name") if holder is not None else None
    return element is not None and name in styled.get(element.text(), ())


def _gives_drawer(node: SgNode, drawers: set[str]) -> bool:
    """Whether an attribute gives a function of the file that only draws what it is given: `renderThumb={thumb}`."""
    found = _GIVES_DRAWER.fullmatch(node.text()) if drawers else None
    return found is not None and found[1] in drawers


def _draws_given(node: SgNode, styled: dict[str, frozenset[str]], inert: frozenset[str]) -> bool:
    """Whether the one element that a `renderInput` makes has nothing but what it is given, styles and words."""
    made = node.find_all({"rule": {"kind": "jsx_attribute"}})
    return all(_only_styles(given, styled, inert) for given in made if given.text() != node.text())


def _lists(node: SgNode) -> bool:
    """Whether the element of a `key` is one of a list, as a function makes it that is handed to a call."""
    maker = next((up for up in node.ancestors() if up.kind() in _FUNCTIONS), None)
    holder = maker.parent() if maker is not None else None
    return holder is not None and holder.kind() == "arguments"


def _holds_words(node: SgNode, styled: dict[str, frozenset[str]], inert: frozenset[str]) -> bool:
    """Whether the value of an attribute is elements that only hold words."""
    given = [child for child in node.children() if child.kind() == "jsx_expression"]
    inner = [child for braces in given for child in braces.children() if child.is_named()]
    if not inner or any(child.kind() not in _JSX for child in inner):
        return False
    return all(
        _only_holds(opening, styled, inert) for child in inner for opening in child.find_all(_OPENING)
    ) and all(
        _only_says(braces) or _is_given(braces) for child in inner for braces in child.find_all(_EXPRESSION)
    )


def _is_given(braces: SgNode) -> bool:
    holder = braces.parent()
    return holder is not None and holder.kind() == "jsx_attribute"


def _is_translated(value: str) -> bool:
    return _table().translations.match(_untemplated(value)) is not None


def _untemplated(value: str) -> str:
    """The one call that a template string holds beside its text: ``{`${t("a")} - ?`}`` as `t("a")`."""
    found = _TEMPLATE.fullmatch(value)
    return found[1] if found else value


def _only_holds(node: SgNode, styled: dict[str, frozenset[str]], inert: frozenset[str]) -> bool:
    name = node.field("name")
    called = name.text() if name is not None else ""
    table = _table()
    known = not called or called in table.elements or called in styled or table.icons.search(called)
    if not known and not _lays_out(node, called):
        return False
    given = [c for c in node.children() if c.kind() in ("jsx_attribute", "jsx_expression")]
    return all(c.kind() == "jsx_attribute" and _only_styles(c, styled, inert) for c in given)


def _lays_out(node: SgNode, called: str) -> bool:
    """Whether an element stands around others, and by its name only lays them out."""
    table = _table()
    around = node.kind() == "jsx_opening_element" and called[:1].isupper()
    return around and bool(table.holders.search(called)) and not table.deciding.search(called)


def _styled(text: str) -> dict[str, frozenset[str]]:
    """The components that the file makes of a style sheet, with the properties that their sheet reads."""
    found = {}
    for made in _STYLED.finditer(text):
        sheet = text[made.end() : made.end() + 4_000].partition("\n`")[0]
        read = _OF_PROPS.findall(sheet)
        found[made[1]] = frozenset(
            word for one, many in read for word in (one, *_GIVEN.findall(many)) if word
        )
    return found


def _only_for(declared: Iterable[SgNode], text: str, code: str, styling: list[Span]) -> list[Span]:
    """The declarations of names that are used nowhere but in `styling`, or in one another."""
    left = [(node.field("name"), node) for node in declared]
    waiting = {
        (name.text(), span_of(statement_around(node)))
        for name, node in left
        if name is not None and name.kind() == "identifier"
    }
    found: list[Span] = []
    newest = styling
    for _ in range(_ROUNDS):
        inside = [*styling, *found]
        spoken = {word for start, end in newest for word in _GIVEN.findall(text, start, end)}
        new = {
            (name, span)
            for name, span in waiting
            if name in spoken
            and _are_in(_uses(name, span, code), inside)
            and _touch(_uses(name, span, text), inside)
        }
        if not new:
            break
        waiting -= new
        newest = [span for _, span in new]
        found += newest
    return found


def _uses(name: str, own: Span, text: str) -> list[int]:
    return [at for at in _places(name, text) if not own[0] <= at < own[1]]


def _are_in(uses: list[int], inside: list[Span]) -> bool:
    return all(any(start <= at < end for start, end in inside) for at in uses)


def _touch(uses: list[int], inside: list[Span]) -> bool:
    return any(start <= at < end for at in uses for start, end in inside)


def _places(name: str, text: str) -> Iterator[int]:
    for found in re.finditer(rf"(?<![\w$.]){re.escape(name)}(?![\w$])", text):
        if not re.match(r"\s*:(?!:)", text[found.end() : found.end() + 4]):
            yield found.start()
