"""What Java says of the types of arguments, and which of several parameters such an argument is nearest to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import CodeFile
    from reviewlint.syntax.model import Reference

ANYTHING = "?"  # the type of a parameter that a type variable is
_WIDER = {  # what a primitive can be handed over as, nearest first
    "byte": ("byte", "short", "int", "long", "float", "double", "Byte"),
    "short": ("short", "int", "long", "float", "double", "Short"),
    "char": ("char", "int", "long", "float", "double", "Character"),
    "int": ("int", "long", "float", "double", "Integer"),
    "long": ("long", "float", "double", "Long"),
    "float": ("float", "double", "Float"),
    "double": ("double", "Double"),
    "boolean": ("boolean", "Boolean"),
}
_BOXED = {names[-1]: primitive for primitive, names in _WIDER.items()}
_TEXT = (
    "String",
    "CharSequence",
    "Comparable",
    "Serializable",
    "Constable",
    "ConstantDesc",
    "Object",
    ANYTHING,
)
_ABOVE = ("Number", "Comparable", "Serializable", "Constable", "ConstantDesc", "Object", ANYTHING)
_ANY_ARRAY = ("Object", "Cloneable", "Serializable", ANYTHING)
_NULL = "null"

_MARK = regex(r"@[\w.]+(?:\s*\([^()]*\))?\s*|\bfinal\s+")
_NESTED = regex(r"<[^<>]*>")
_WORDS = regex(r"^([\w.?]+)((?:\s*\[\s*\])*)\s*(\.\.\.)?\s*(\w+)((?:\s*\[\s*\])*)$")
_ARGUMENT = (  # the looks of an argument and its type; group 1, where there is one, is that
    (regex(r'^"(?:\s*\+.*)?$'), "String"),
    (regex(r"^'$"), "char"),
    (regex(r"^(?:true|false)$"), "boolean"),
    (regex(r"^null$"), _NULL),
    (regex(r"^-?\s*(?:0[xXbB][\da-fA-F_]+|\d[\d_]*)$"), "int"),
    (regex(r"^-?\s*(?:0[xXbB][\da-fA-F_]+|\d[\d_]*)[lL]$"), "long"),
    (regex(r"^-?\s*[\d_]*\.?[\d_]+(?:[eE][-+]?\d+)?[fF]$"), "float"),
    (regex(r"^-?\s*(?:\d[\d_]*\.\d*|\.\d+|\d+(?=[eEdD]))(?:[eE][-+]?\d+)?[dD]?$"), "double"),
    (regex(r"^new\s+(?:\w+\.)*(\w+)\s*\([^()]*\)$"), ""),
    (regex(r"^\(\s*((?:\w+\.)*\w+)\s*\)\s*[\w.]+(?:\([^()]*\))?$"), ""),
)
_NAME = regex(r"^(?:this\s*\.\s*)?([A-Za-z_]\w*)$")
_VARIABLE = regex(r"^[A-Z]\d?$")  # what type variables are mostly called
_UNNAMED = regex(r"\bnew\s+[\w.]+\s*(?:<[^<>]*>\s*)?\([^()]*(?:\([^()]*\)[^()]*)*\)\s*\{")
_NO_TYPE = frozenset(
    ("return", "new", "throw", "else", "case", "var", "yield", "assert", "package", "import")
)


def parameter_type(text: str, variables: frozenset[str]) -> str:
    """The type of a parameter, its last name alone; ANYTHING for one of `variables`, "" where it is not told."""
    text, before = _MARK.sub("", text), ""
    while text != before:
        text, before = _NESTED.sub("", text), text
    found = _WORDS.match(text.strip())
    if found is None:
        return ""
    name = found[1].rpartition(".")[2]
    arrays = f"{found[2]}{found[5]}".count("[") + bool(found[3])
    return ANYTHING if name in variables and not arrays else name + "[]" * arrays


def type_of(argument: str, reference: Reference, file: CodeFile) -> str:
    """The type of what a call in `file` hands over, "" where it is not told."""
    for looks, type_ in _ARGUMENT:
        if (found := looks.match(argument)) is not None:
            return type_ or found[1].rpartition(".")[2]
    if argument == "this":
        return _enclosing(reference, file)
    name = _NAME.match(argument)
    return _declared(name[1], reference, file) if name is not None else ""


def _enclosing(reference: Reference, file: CodeFile) -> str:
    """The class that `this` is of, if no class without a name may stand in between."""
    around = file.inside(reference.scope)
    definition = file.outline.definitions[around[0]] if around else None
    if definition is None or _UNNAMED.search(file.text, definition.start, definition.end):
        return ""
    return file.class_around(reference.scope).rpartition(".")[2]


def _declared(name: str, reference: Reference, file: CodeFile) -> str:
    """The one type that the function around declares a name with, else the class of it."""
    around = file.function_around(reference.scope)
    first, last = (0, 0)
    if around >= 0:
        definition = file.outline.definitions[around]
        first, last = definition.line, definition.end_line
    text = "\n".join(file.lines[first - 1 : last]) if first else ""
    if re.search(rf"\b{name}\s*(?:,\s*\w+\s*)*\)?\s*->", text):
        return ""
    found = set(_declarations(name, text))
    if not found:
        fields = (a.line for a in file.assignments.get(name, ()) if a.scope >= 0 and _is_field(a.scope, file))
        found = {one for line in fields for one in _declarations(name, file.line(line))}
    return found.pop() if len(found) == 1 else ""


def _is_field(scope: int, file: CodeFile) -> bool:
    return file.function_around(scope) < 0


def _declarations(name: str, text: str) -> list[str]:
    """The types that `name` is declared with in some source; "" for one that is not told."""
    way = re.compile(rf"([\w.]+)(\s*<[^;(){{}}=]*>)?((?:\s*\[\s*\])*)(\s*\.\.\.)?\s+{name}\s*(?=[=;:,)\[])")
    found = list[str]()
    for match in way.finditer(text):
        if match[1] not in _NO_TYPE or match[1] == "var":
            type_ = "" if match[1] == "var" else match[1].rpartition(".")[2]
            found.append(type_ and type_ + "[]" * (match[3].count("[") + bool(match[4])))
    return found


def rank(argument: str, parameter: str) -> int | None:
    """How far a type is from that of a parameter; None where it cannot be handed over. Higher is further."""
    if argument == parameter:
        return 0
    if not argument or not parameter:
        return 1
    if argument in _WIDER:
        order = (*_WIDER[argument], *_ABOVE)
        return order.index(parameter) if parameter in order else None
    if argument == "String":
        return _TEXT.index(parameter) if parameter in _TEXT else None
    if parameter in _WIDER:
        unboxed = parameter in _WIDER.get(_BOXED.get(argument, ""), ())
        return 1 if unboxed or _VARIABLE.match(argument) else None
    if argument == _NULL:
        return 1
    if argument.endswith("[]") and not parameter.endswith("[]"):
        return 1 if parameter in _ANY_ARRAY else None
    if parameter.endswith("[]") and not argument.endswith("[]"):
        return 1 if _VARIABLE.match(argument) else None
    return 1
