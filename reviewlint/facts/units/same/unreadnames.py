"""Names that a function binds and never reads, as those who tidy up take them away: a local, what is caught, what is
taken out of an object, what a callback is given. What is done to give them a value stays done.

The kinds of nodes that bind are in `config/unread_names.toml`.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

from reviewlint.data import of_grammar
from reviewlint.facts.units.indents import GONE
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.syntax.tree import find, node_at, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.units.behaviour import Behaviour, Tokens
    from reviewlint.facts.units.side import Part

_MOST = 3_000  # tokens
_NAME = regex(r"\$?[A-Za-z_]\w*\Z")
# none of a member, `cart.rows`, but what is spread, `...rows`
_WORD = regex(r"(?<![\w>])(?<!(?<!\.\.)\.)[A-Za-z_]\w*")
_PLAIN = frozenset(("identifier", "required_parameter", "shorthand_property_identifier_pattern"))
_RUNS = regex(
    r"call|invocation|new_|creation|await|yield|assign|update|import|jsx|throw|match|include|require|subscript"
)
_LATER = regex(r"(?:arrow_function|function_expression|lambda|lambda_expression|anonymous_function\w*)\Z")
_FIXED = 4  # parameters, by whose number a handler of errors is told

Edit = tuple[int, int, str]


class Binds(Record):
    """What `config/unread_names.toml` says of a grammar."""

    functions: frozenset[str]
    statements: frozenset[str]
    declares: dict[str, list[str]]
    caught: frozenset[str]
    parameters: frozenset[str]
    patterns: frozenset[str]
    told: frozenset[str]
    loops: dict[str, str]
    reads: str


def binds_the_same(base: Part, head: Part) -> bool:
    """Whether the two differ in names alone that nothing reads, and `head` has no more of them.

    Who adds such a name tidies nothing up: something that was to read it is missing.
    """
    if max(len(base.tokens), len(head.tokens)) > _MOST or not (base.spans and head.spans):
        return False
    before, after = _unread(base), _unread(head)
    if not before or len(after) > len(before):
        return False
    old, new = _without(base, before), _without(head, after)
    return old == new or base.behaviour().reworded(old) == head.behaviour().reworded(new)


def _without(part: Part, edits: tuple[Edit, ...]) -> Tokens:
    return part.behaviour().with_edits(part.spans, edits) if edits else part.tokens


def _unread(part: Part) -> tuple[Edit, ...]:
    """What takes the names out of a part that nothing reads."""
    known = _known(part.behaviour().language.name)
    return tuple(_edits(part.behaviour(), part, known)) if known is not None else ()


def _edits(side: Behaviour, part: Part, known: Binds) -> Iterator[Edit]:
    wanted = (known.statements, known.caught, known.parameters, known.loops)
    rule: Any = {"any": [{"kind": kind} for kinds in wanted for kind in sorted(kinds)]}
    words = cache(lambda start, end: Counter(_WORD.findall(part.text[start:end])))
    hides = cache(lambda start, end: regex(known.reads).search(part.text[start:end]) is not None)
    around = node_at(side.root, part.spans[0][0], part.spans[-1][1])
    for node in find(around, rule):
        start, end = span_of(node)
        if not any(first <= start and end <= last for first, last in part.spans):
            continue
        scope = node if node.kind() in known.caught else _scope(node, known)
        if scope is None or (known.reads and hides(*span_of(scope))):
            continue
        counted = words(*span_of(scope))
        yield from _of(node, known, counted)


def _of(node: SgNode, known: Binds, counted: Counter[str]) -> Iterator[Edit]:
    kind = node.kind()
    if kind in known.caught:
        yield from _of_caught(node, counted)
    elif kind in known.parameters:
        yield from _of_parameters(node, known, counted)
    elif kind in known.loops:
        name = node.field(known.loops[kind])
        if name is not None and _is_unread(name, counted) and name.text() != "_":
            yield (*span_of(name), "_")
    else:
        yield from _of_statement(node, known, counted)


def _scope(node: SgNode, known: Binds) -> SgNode | None:
    return next((up for up in node.ancestors() if up.kind() in known.functions), None)


def _is_unread(node: SgNode, counted: Counter[str]) -> bool:
    name = node.text()
    return _NAME.match(name) is not None and counted[name.lstrip("$")] == 1


def _of_caught(node: SgNode, counted: Counter[str]) -> Iterator[Edit]:
    """What names that which is caught: `(e)`, `as e`, `$e` behind a type."""
    for child in node.children():
        if child.kind() == "as_pattern":
            given = child.children()
            if len(given) == 3 and _is_unread(given[2], counted):
                yield span_of(given[0])[1], span_of(given[2])[1], ""
        elif child.kind() == "variable_name" and _is_unread(child, counted):
            yield (*span_of(child), "")
        elif child.kind() == "identifier" and _is_unread(child, counted):
            opened, closed = child.prev(), child.next()
            if opened is not None and closed is not None and (opened.text(), closed.text()) == ("(", ")"):
                yield span_of(opened)[0], span_of(closed)[1], ""


def _of_parameters(node: SgNode, known: Binds, counted: Counter[str]) -> Iterator[Edit]:
    """The last parameters, as far as nothing reads them, and what is taken out of those that are objects."""
    holder = node.parent()
    name = holder.field("name") if holder is not None else None
    if name is not None and name.text() == "constructor":
        return
    given = [child for child in node.children() if child.is_named()]
    for one in given:
        pattern = one if one.kind() in known.patterns else one.field("pattern")
        if pattern is not None and pattern.kind() in known.patterns:
            yield from _of_pattern(pattern, counted)
    while len(given) != _FIXED and given and _is_asked_for_by_nobody(given[-1], known, counted):
        before = given[-2] if len(given) > 1 else None
        start = span_of(before)[1] if before is not None else span_of(given[-1])[0]
        yield start, span_of(given[-1])[1], ""
        given.pop()


def _is_asked_for_by_nobody(node: SgNode, known: Binds, counted: Counter[str]) -> bool:
    named = node.field("pattern") or node
    plain = named.kind() == "identifier" and node.field("value") is None and node.kind() in _PLAIN
    bare = all(
        child.kind() not in ("accessibility_modifier", "decorator", "readonly") for child in node.children()
    )
    return plain and bare and named.text() not in known.told and _is_unread(named, counted)


def _of_pattern(node: SgNode, counted: Counter[str]) -> Iterator[Edit]:
    """Names that are taken out of an object, or that end a list; none where what is left is asked for."""
    inside = [child for child in node.children() if child.is_named()]
    if any(child.kind() == "rest_pattern" for child in inside):
        return
    if node.kind() == "array_pattern":
        while inside and inside[-1].kind() == "identifier" and _is_unread(inside[-1], counted):
            yield _with_comma(inside.pop())
        return
    for child in inside:
        if child.kind() in _PLAIN and _is_unread(child, counted):
            yield _with_comma(child)


def _with_comma(node: SgNode) -> Edit:
    start, end = span_of(node)
    before, after = node.prev(), node.next()
    if after is not None and after.text() == ",":
        return start, span_of(after)[1], ""
    return (span_of(before)[0] if before is not None and before.text() == "," else start), end, ""


def _of_statement(node: SgNode, known: Binds, counted: Counter[str]) -> Iterator[Edit]:
    """A declaration of one name: all of it where its value does nothing, else what stands before the value."""
    declared = [child for child in node.children() if child.kind() in known.declares]
    if len(declared) != 1:
        return
    fields = known.declares[declared[0].kind()]
    name, value = (declared[0].field(field) for field in fields)
    if name is None or value is None:
        return
    if name.kind() in known.patterns:
        yield from _of_pattern(name, counted)
    elif _is_unread(name, counted):
        start, end = span_of(node)
        yield (start, end, "") if _does_nothing(value) else (start, span_of(value)[0], GONE)


def _does_nothing(node: SgNode) -> bool:
    """Whether nothing is run for a value, as none is for names, members, literals and functions that are not called."""
    if _LATER.match(node.kind()):
        return True
    return not _RUNS.search(node.kind()) and all(map(_does_nothing, node.children()))


@cache
def _known(language: str) -> Binds | None:
    table = of_grammar("unread_names.toml", language)
    if table is None:
        return None
    sets = ("functions", "statements", "caught", "parameters", "patterns", "told")
    plain: dict[str, Any] = {name: frozenset(table.get(name, ())) for name in sets}
    return Binds(
        **plain, declares=table["declares"], loops=table.get("loops", {}), reads=table.get("reads", "")
    )
