"""What catches errors, closes resources, or is done later, as ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.units.same.forms import terms
from reviewlint.facts.units.same.forms.functions import DROP
from reviewlint.facts.units.same.resources import made_by
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable

    from ast_grep_py import SgNode

    from reviewlint.facts.units.same.forms.functions import Sink
    from reviewlint.facts.units.same.forms.numbers import Way
    from reviewlint.facts.units.same.forms.terms import Term
    from reviewlint.facts.units.same.forms.ways import Ways

RUBY = frozenset(("rescue", "ensure"))
_HANDLERS = frozenset(("catch_clause", "except_clause", "rescue"))
_LAST = frozenset(("finally_clause", "ensure", "finally_block"))
_BLOCKS = frozenset(("block", "statement_block", "compound_statement", "then"))
_WAY_OUT = regex(r"\b(?:return|break|continue)\b")
_TOKEN = regex(r"\w+|[^\w\s]")
_CALLED = regex(r"\w+(?:\.|::)(\w+)\((?:null|None|true|false|\d*)\)")
_MADE = frozenset(("completedFuture", "CompletedTask", "FromResult", "resolve", "empty", "success", "ok"))


def way_of(ways: Ways, node: SgNode, sink: Sink, rest: Way) -> Way:
    """The way through a `try`, and on."""
    if node.kind() == "begin":
        return of_parts(ways, node, sink, rest)
    body = node.field("body")
    others = [one for one in ways.named(node) if body is not None and one.range() != body.range()]
    if body is None:
        return ways.give(ways.as_it_stands(node), DROP, rest)
    if node.kind() == "try_with_resources_statement":
        return _with_resource(ways, node, body, others, rest)
    return _tried(ways, body, others, sink, rest, node)


def of_parts(ways: Ways, node: SgNode, sink: Sink, rest: Way) -> Way:
    """The way through a block of Ruby that has its handlers at its end."""
    inner = ways.named(node)
    others = [one for one in inner if one.kind() in _HANDLERS | _LAST | {"else"}]
    body = [one for one in inner if one not in others and one.kind() not in _HANDLERS | _LAST | {"else"}]
    if not others:
        return ways.statements(body, sink, rest)
    if any(one.kind() not in _HANDLERS for one in others):
        return ways.give(ways.as_it_stands(node), DROP, rest)
    with ways.tried():
        way = ways.statements(body, sink, ways.numbers.fall)
    return ways.numbers.number("try", way, _caught(ways, others, sink), rest)


def _tried(ways: Ways, body: SgNode, others: list[SgNode], sink: Sink, rest: Way, node: SgNode) -> Way:
    if [one.kind() in _LAST for one in others] == [True]:
        last = _statements(ways, others[0])
        closes = [ways.numbers.then(ways.term(one), -1) for one in last]
        close = ways.numbers.what(closes[0]) if len(closes) == 1 else ()
        if close[:1] == ("close",):
            return _held(ways, str(close[1]), body, rest)
    handlers = [one for one in others if one.kind() in _HANDLERS]
    if not handlers or len(handlers) < len(others):
        return ways.give(ways.as_it_stands(node), DROP, rest)
    inside = ways.named(body)
    if inside and _is_sure(inside[-1]) and all(_leaves(ways, one) for one in handlers):
        rest = ways.flow(inside.pop(), DROP, rest)
    with ways.tried():
        way = ways.statements(inside, DROP, ways.numbers.fall)
    return ways.numbers.number("try", way, _caught(ways, handlers, DROP), rest)


def _caught(ways: Ways, handlers: list[SgNode], sink: Sink) -> Term:
    """The handlers: what each catches, one kind of error at a time, and the way from there."""
    found: list[Term] = []
    for handler in handlers:
        block = next((one for one in handler.children() if one.kind() in _BLOCKS), None)
        way = (
            ways.block(block, sink, ways.numbers.fall)
            if block is not None
            else ways.give(terms.NULL, sink, ways.numbers.fall)
        )
        head = [one for one in ways.inner(handler) if block is None or one.range() != block.range()]
        kinds, others = _kinds(ways, head)
        used = block is not None and any(isinstance(one, str) and one in block.text() for one in others)
        found += [(kind, *(others if used else ()), way) for kind in kinds or ("",)]
    return tuple(found)


def _kinds(ways: Ways, head: list[SgNode]) -> tuple[list[Term], list[Term]]:
    """The errors that a handler catches, and what else stands in its head."""
    named = [one for one in head if one.is_named()]
    while len(named) == 1 and named[0].kind() in (
        "catch_formal_parameter",
        "catch_declaration",
        "as_pattern",
    ):
        named = ways.named(named[0])
    if len(named) == 1 and any(one.text() == "(" for one in head) and ways.forms.names_members:
        return [], [named[0].text()]  # as JavaScript has it
    kinds: list[Term] = []
    for one in named[:1]:
        several = one.kind() in ("catch_type", "tuple", "type_list", "exceptions")
        kinds += sorted({one_.text() for one_ in ways.named(one)}) if several else [one.text()]
    renamed = {"IOError": "OSError", "EnvironmentError": "OSError"}
    kinds = list(dict.fromkeys(renamed.get(str(kind), kind) for kind in kinds))
    return kinds, [one.text().strip("=> ") for one in named[1:]]


def _statements(ways: Ways, clause: SgNode) -> list[SgNode]:
    block = next((one for one in clause.children() if one.kind() in _BLOCKS), None)
    return ways.named(block) if block is not None else []


def _leaves(ways: Ways, handler: SgNode) -> bool:
    inside = _statements(ways, handler)
    return bool(inside) and (
        ways.role(inside[-1]) in ("return", "leave") or inside[-1].text().startswith("throw")
    )


def _is_sure(node: SgNode) -> bool:
    """Whether a statement gives something out that cannot fail: nothing, a name, a literal, what holds one."""
    text = node.text().rstrip(";").split(None, 1)
    if text[0] != "return":
        return False
    value = text[1].strip() if len(text) > 1 else ""
    called = _CALLED.fullmatch(value)
    return (
        (called is not None and called[1] in _MADE)
        or value.lstrip("$").isalnum()
        or not value
        or value[:1] in "\"'"
    )


def _with_resource(ways: Ways, node: SgNode, body: SgNode, others: list[SgNode], rest: Way) -> Way:
    held = [one for one in others if one.kind() == "resource_specification"]
    made = (
        resource(ways, ways.named(held[0])[0])
        if len(held) == len(others) == 1 and len(ways.named(held[0])) == 1
        else None
    )
    if made is None:
        return ways.give(ways.as_it_stands(node), DROP, rest)
    return ways.numbers.then(made[0], _held(ways, made[1], body, rest))


def _held(ways: Ways, closer: str, body: SgNode, rest: Way) -> Way:
    return held(ways, closer, [body], rest, lambda closed: ways.block(body, DROP, closed))


def held(ways: Ways, closer: str, nodes: list[SgNode], rest: Way, inside: Callable[[Way], Way]) -> Way:
    """The way through what is closed at its end, also where `nodes` are left before it."""
    with ways.tried():
        way = inside(ways.numbers.number("close", closer, rest))
    leaves = any(_WAY_OUT.search(one.text()) for one in nodes)
    return ways.numbers.number("held", closer, way) if leaves else way


def resource(ways: Ways, node: SgNode) -> tuple[Term, str] | None:
    """The statement that makes a resource, and how it is closed: `var file = open()`."""
    held = node
    while held.field("value") is None and held.kind() != "variable_declarator":
        inner = [
            one for one in ways.named(held) if one.kind() in ("variable_declaration", "variable_declarator")
        ]
        if len(inner) != 1:
            return None
        held = inner[0]
    name, value = held.field("name"), held.field("value")
    parts = ways.named(held)
    name, value = name or parts[0], value or parts[-1]
    if name.range() == value.range():
        return None
    closes = "Dispose" if ways.forms.own & {"this"} and held.kind() == "variable_declarator" else "close"
    return ("=", name.text(), ways.term(value)), f"{name.text()}.{closes}"


def with_of(ways: Ways, node: SgNode, sink: Sink, rest: Way) -> Way:
    """The way through a block that ends something at its end."""
    body = node.field("body")
    made = resource(ways, node) if body is not None and node.kind() == "using_statement" else None
    if body is None or (made is None and node.kind() == "using_statement"):
        return ways.give(ways.as_it_stands(node), DROP, rest)
    if made is not None:
        return ways.numbers.then(made[0], _held(ways, made[1], body, rest))
    clause = next((one for one in ways.named(node) if one.kind() == "with_clause"), None)
    if clause is None:
        return ways.give(ways.as_it_stands(node), DROP, rest)
    return _items(ways, ways.named(clause), body, rest)


def _items(ways: Ways, items: list[SgNode], body: SgNode, rest: Way) -> Way:
    """The way through what is held one inside of the other: `with a, b:` is `with a: with b:`."""
    if not items:
        return ways.block(body, DROP, rest)
    first, *others = items
    given = ways.term(first)
    if terms.is_call(given) and given[1] in ("suppress", (".", "contextlib", "suppress")):
        way = _items(ways, others, body, ways.numbers.fall)
        return ways.numbers.number("try", way, tuple((one, ways.numbers.fall) for one in given[2:]), rest)
    pattern = next((one for one in (first, *ways.named(first)) if one.kind() == "as_pattern"), None)
    if pattern is not None and made_by(tuple(_tokens(f"with {first.text()}:"))) is not None:
        value, name = ways.named(pattern)[:2]
        closer = f"{name.text()}.close"
        closed = held(ways, closer, [body], rest, lambda end: _items(ways, others, body, end))
        return ways.numbers.then(("=", name.text(), ways.term(value)), closed)
    return ways.numbers.number("with", given, _items(ways, others, body, ways.numbers.fall), rest)


def _tokens(text: str) -> list[str]:
    found: list[str] = _TOKEN.findall(text)
    return found


# what is done later


def later(ways: Ways, node: SgNode, sink: Sink, rest: Way) -> Way | None:
    """`return load().then((found) => …)` as a function that waits does it; None for anything else."""
    if sink[0] != "return" or not ways.is_async or ways.returns:
        return None
    called, handed = node.field("function"), node.field("arguments")
    name = called.field("property") if called is not None else None
    holder = called.field("object") if called is not None else None
    given = ways.named(handed) if handed is not None else []
    if name is None or holder is None or len(given) != 1 or ways.role(given[0]) != "lambda":
        return None
    if name.text() == "then":
        body = given[0].field("body")
        taken = given[0].field("parameters") or given[0].field("parameter")
        names = (
            ways.named(taken)
            if taken is not None and taken.kind() == "formal_parameters"
            else [taken]
            if taken is not None
            else []
        )
        if body is None or len(names) > 1:
            return None
        way = ways.body(body, DROP if ways.role(body) == "block" else sink)
        value: Term = ("await", ways.term(holder))
        return ways.numbers.then(("=", names[0].text(), value) if names else value, way, ways.locals)
    if name.text() != "catch":
        return None
    body, taken = given[0].field("body"), given[0].field("parameters") or given[0].field("parameter")
    if body is None:
        return None
    with ways.tried():
        tried = ways.flow(holder, sink, ways.numbers.fall)
    caught = ways.block(body, DROP if ways.role(body) == "block" else sink, ways.numbers.fall)
    named = taken.text().strip("()") if taken is not None else ""
    used = bool(named) and named in body.text()
    return ways.numbers.number("try", tried, (("", *((named,) if used else ()), caught),), rest)
