"""What the variables of a loop stand for in each of its turns, where the list that it goes through is written out."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import is_function, items, named_children, pairs, read_call
from reviewlint.regex import regex
from reviewlint.syntax.language import CODE_SCRIPTS
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.around import Around

_LOOPING = CODE_SCRIPTS | {"python"}
_ROOTS = frozenset(("program", "module"))
_EACH = frozenset(("forEach", "map"))
_LISTS = frozenset(("array", "list", "tuple"))
_TABLES = frozenset(("object", "dictionary"))
_FOR = frozenset(("for_in_statement", "for_statement"))
_CASED = regex(r"(!|\.to(Lower|Upper)Case\(\)|\.(lower|upper)\(\)|\s+as\s+\w+|\))+$")
_MOST = 200  # turns of loops in loops
_LEAST = 3  # letters of a name that is looked for in other files

Turn = dict[str, "SgNode"]


def bare(text: str) -> str:
    """An expression without what only changes its case or its type: `r.method` of `r.method.toLowerCase()`."""
    return _CASED.sub("", text.lstrip("(")).strip()


def turns(node: SgNode, path: str, root: SgNode, around: Around | None, language: str) -> list[Turn]:
    """The variables of the loops around `node`, by how they are written, for each turn; one empty turn without any."""
    if language not in _LOOPING:
        return [{}]
    told: list[list[Turn]] = []
    for pattern, listed in _loops(node):
        values = _values(listed, path, root, around)
        if values and pattern is not None:
            told.append([_bound(pattern, value) for value in values[:_MOST]])
    found = [{k: v for turn in some for k, v in turn.items()} for some in product(*told)] if told else [{}]
    return found if len(found) <= _MOST else [{}]


def literal(node: SgNode | None, path: str, root: SgNode, around: Around | None) -> SgNode | None:
    """The list or table that an expression is, or that the only variable or import of its name is set to."""
    if root.kind() not in _ROOTS:
        return None
    if node is None or node.kind() in _LISTS | _TABLES:
        return node
    if node.kind() in ("as_expression", "satisfies_expression", "parenthesized_expression"):
        return literal(named_children(node)[0], path, root, around)
    if node.kind() != "identifier":
        return None
    own = _set_to(root, node.text())
    told = own if own is None or own.kind() in _LISTS | _TABLES else literal(own, path, root, None)
    if told is not None or around is None or len(node.text()) < _LEAST:
        return told
    return _imported(node.text(), path, around)


def _loops(node: SgNode) -> Iterator[tuple[SgNode | None, SgNode | None]]:
    """The pattern and the list of each loop around `node`."""
    inside = node
    for ancestor in node.ancestors():
        if ancestor.kind() in _FOR and ancestor.field("left") is not None:
            yield ancestor.field("left"), ancestor.field("right")
        elif ancestor.kind() == "call_expression" and is_function(inside):
            call = read_call(ancestor)
            if call.name in _EACH:
                yield _first_parameter(inside), call.receiver
        inside = ancestor if ancestor.kind() != "arguments" else inside


def _first_parameter(function: SgNode) -> SgNode | None:
    told = function.field("parameter") or function.field("parameters")
    if told is None or told.kind() == "identifier":
        return told
    first = next(iter(named_children(told)), None)
    return first.field("pattern") or first if first is not None else None


def _values(listed: SgNode | None, path: str, root: SgNode, around: Around | None) -> list[list[SgNode]]:
    """What a loop goes through: each a value, or the key and the value of a pair."""
    if listed is not None and "call" in listed.kind():
        call = read_call(listed)
        if call.name in ("entries", "items"):
            table = literal(call.argument([0]) or call.receiver, path, root, around)
            return (
                [named_children(p)[:2] for p in named_children(table) if p.kind() == "pair"] if table else []
            )
        return []
    told = literal(listed, path, root, around)
    return [[value] for value in items(told) if value.kind() != "comment"] if told is not None else []


def _bound(pattern: SgNode, values: list[SgNode]) -> Turn:
    """The names in a pattern with what they stand for."""
    kind = pattern.kind()
    if kind in ("array_pattern", "tuple_pattern", "pattern_list"):
        parts = values if len(values) > 1 else items(values[0])
        return {
            k: v
            for one, value in zip(named_children(pattern), parts, strict=False)
            for k, v in _bound(one, [value]).items()
        }
    inside = pairs(values[0])
    if kind == "object_pattern":
        written = (re.split(r"\s*[:=]\s*", c.text()) for c in named_children(pattern))
        return {
            names[-1 if len(names) == 2 else 0]: inside[names[0]] for names in written if names[0] in inside
        }
    name = pattern.text()
    found = {name: values[0]}
    for key, value in inside.items():
        found |= {f"{name}.{key}": value, f"{name}['{key}']": value, f'{name}["{key}"]': value}
    if values[0].kind() in _LISTS:
        found |= {f"{name}[{at}]": value for at, value in enumerate(items(values[0]))}
    return found


def _set_to(root: SgNode, name: str) -> SgNode | None:
    """What the only assignment of `name` in a file sets it to."""
    kind, part = ("assignment", "left") if root.kind() == "module" else ("variable_declarator", "name")
    rule = {"kind": kind, "has": {"field": part, "regex": f"^{re.escape(name)}$"}}
    found = list(find(root, rule))
    value = (found[0].field("value") or found[0].field("right")) if len(found) == 1 else None
    return value if value is None or value.text() != name else None


def _imported(name: str, path: str, around: Around) -> SgNode | None:
    """The list or table that another file gives under `name`."""
    for known in around.imports(path):
        if known.alias != name:
            continue
        for place in around.files_of(known.module, path, around.language(path)):
            other = around.tree(place)
            given = _exported(other, known.name) if other is not None else None
            if given is not None and other is not None:
                return literal(given, place, other, None)
    return None


def _exported(root: SgNode, name: str) -> SgNode | None:
    """What a file gives under a name; "" and "default" are what it gives alone."""
    if name not in ("", "*", "default"):
        own = _set_to(root, name)
        return own if own is not None else _put(root, name)
    rule = {
        "any": [
            {"kind": "assignment_expression", "regex": r"^module\.exports\s*="},
            {"kind": "export_statement", "regex": r"^export\s+default\b"},
        ]
    }
    node = next(iter(find(root, rule)), None)
    return (node.field("right") or node.field("value")) if node is not None else None


def _put(root: SgNode, name: str) -> SgNode | None:
    """What a script sets `exports.name` to."""
    target = {"field": "left", "regex": rf"^(module\.)?exports\.{re.escape(name)}$"}
    node = next(iter(find(root, {"kind": "assignment_expression", "has": target})), None)
    return node.field("right") if node is not None else None
