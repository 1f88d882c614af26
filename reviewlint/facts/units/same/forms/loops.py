"""Loops over the entries of something, whatever the language writes for them."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reviewlint.facts.units.same.forms import terms
from reviewlint.facts.units.same.forms.iterators import each_of_body, name_in, waited
from reviewlint.regex import regex
from reviewlint.syntax.tree import span_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.units.same.forms.functions import Sink
    from reviewlint.facts.units.same.forms.numbers import Way
    from reviewlint.facts.units.same.forms.terms import Term
    from reviewlint.facts.units.same.forms.ways import Ways

_PAIRS = (("left", "right"), ("name", "value"), ("pattern", "value"))
_UNNAMED = regex(r",\s*_\Z")  # what a loop takes and does not name
_TAKEN = regex(r"\w+|[\w$.]+(?:\[\w+\]|\.get\(\w+\)|\.next\(\))")  # an entry by its name, or as it is taken
_EACH = frozenset(("forEach", "each"))
_ASKS_ANY = frozenset(("some", "any", "any?", "anyMatch", "Any", "exists"))
_ASKS = _ASKS_ANY | {"every", "all", "all?", "allMatch", "All", "forall"}
_ONLY = frozenset(("statements", "lambda_body", "body_statement", "block_body", "indented_block"))
_KINDS = frozenset(
    (
        "for_in_statement",
        "enhanced_for_statement",
        "foreach_statement",
        "for_statement",
        "for_expression",
        "for",
    )
)


def loop_of(ways: Ways, node: SgNode) -> tuple[Term, SgNode] | None:
    """What a loop goes over, and its body; None for one that cannot be read."""
    body = node.field("body") or next(
        (one for one in reversed(ways.named(node)) if ways.role(one) == "block"), None
    )
    if body is None or node.field("alternative") is not None:
        return None
    if node.kind() in _KINDS:
        for names in _PAIRS:
            one, other = (node.field(name) for name in names)
            if one is not None and other is not None and _goes_over(node, body):
                return ("each", _entry(one) + _outer(ways, node), ways.term(other)), body
    over = _over(ways, node, body)
    if over is not None:
        return over
    head: Term = tuple(
        ways.term(one) for one in ways.inner(node) if one.range() != body.range() and one.text() not in "():"
    )
    return _without_blank(head), body


def _without_blank(head: Term) -> Term:
    """`for i, _ := range xs` without what stands for nothing."""
    if isinstance(head, tuple) and len(head) == 2 and isinstance(head[1], tuple):
        named = head[1][0] if head[1] else ""
        if isinstance(named, tuple) and len(named) == 2 and named[1] == "_" and "range" in head[1]:
            return (head[0], (named[0], *head[1][1:]))
    return head


def _over(ways: Ways, node: SgNode, body: SgNode) -> tuple[Term, SgNode] | None:
    """A loop that counts, or asks an iterator, as one over each."""
    each = ways.overs.get(span_of(node)[0]) or each_of_body(node, body)
    if each is None:
        return None
    inner = ways.named(body)
    name = name_in(inner[0] if inner else None, each, body)
    if name:
        ways.passed.add(span_of(inner[0])[0])
    elif not ways.forms.typed_locals:
        return None
    return ("each", name or each.takes, ways.term(each.of)), body


def _goes_over(node: SgNode, body: SgNode) -> bool:
    """Whether a loop goes over the entries of something one after the other, not over its keys."""
    head = node.text()[: body.range().start.index - node.range().start.index]
    sign = node.field("operator")
    return "await" not in head and "async" not in head and (sign is None or sign.text() != "in")


def over(ways: Ways, nodes: list[SgNode]) -> list[SgNode]:
    """The statements without those that make an iterator for one loop after them."""
    for at in range(1, len(nodes)):
        found = waited(nodes, at)
        if found is not None:
            ways.overs[span_of(nodes[at])[0]] = found[1]
            return over(ways, [*nodes[: found[0]], *nodes[found[0] + 1 :]])
    return nodes


@contextmanager
def taking(ways: Ways, head: Term) -> Iterator[Term]:
    """Inside of a loop over each the entry has the name of its depth, where it has one in there alone."""
    each = head if isinstance(head, tuple) and len(head) == 3 and head[0] == "each" else ("", "", "")
    taken = each[1]
    if not ways.forms.typed_locals or not isinstance(taken, str) or not _TAKEN.fullmatch(taken):
        yield head
        return
    kept = ways.entries
    with ways.called({taken}) as names:
        ways.entries = kept if taken.isidentifier() else kept | names
        yield ("each", names[taken], each[2])
    ways.entries = kept


def _outer(ways: Ways, node: SgNode) -> str:
    """A mark after a name that stands for something outside of the loop as well: `for (x of xs)`."""
    plain = ways.forms.names_members and node.field("kind") is None
    return "=" if plain else ""


def _entry(node: SgNode) -> str:
    return _UNNAMED.sub("", " ".join(node.text().split()))


def each_of(ways: Ways, node: SgNode, sink: Sink, rest: Way) -> Way | None:
    """`xs.forEach((x) => { … })` as a loop, and `any(… for x in xs)` as the one it stands for."""
    term = node.field("function")
    handed = node.field("arguments")
    if sink[0] == "return" and term is not None and term.text() in ("any", "all") and handed is not None:
        return _any_of(ways, term.text() == "any", handed)
    holder = node.field("object") or node.field("receiver")
    name = node.field("name") or node.field("method")
    if term is not None:
        holder, name = term.field("object"), term.field("property")
    given = node.field("block") or (
        handed.children()[1]
        if handed is not None and len(ways.named(handed)) == 1 and len(handed.children()) > 1
        else None
    )
    if holder is None or name is None or given is None or ways.role(given) != "lambda":
        return None
    taken, body = _lambda(ways, given)
    if body is None or not re.fullmatch(r"\w+", taken) or "await" in body.text():
        return None
    if sink[0] == "return" and name.text() in _ASKS:
        return _asked_each(ways, name.text() in _ASKS_ANY, ("each", taken, _whole(ways.term(holder))), body)
    if sink[0] != "drop" or name.text() not in _EACH:
        return None
    ways.returns.append(None if ways.forms.gives else ways.numbers.next)
    way = ways.looped(("each", taken, ways.term(holder)), body, rest)
    ways.returns.pop()
    return way


def _lambda(ways: Ways, given: SgNode) -> tuple[str, SgNode | None]:
    """What a lambda calls the entry that it is given, and its body."""
    taken = (
        given.field("parameters")
        or given.field("parameter")
        or next((one for one in given.children() if one.kind() == "block_parameters"), None)
    )
    body = given.field("body") or next((one for one in reversed(ways.named(given)) if one != taken), None)
    text = re.sub(r":\s*[\w<>\[\]]+", "", taken.text().strip("(|) ")) if taken is not None else ""
    return text, body


def _whole(term: Term) -> Term:
    """What a stream goes over."""
    if (
        isinstance(term, tuple)
        and len(term) == 2
        and isinstance(term[1], tuple)
        and term[1][::2] == (".", "stream")
    ):
        return term[1][1]
    return term


def _asked_each(ways: Ways, is_any: bool, head: Term, body: SgNode) -> Way | None:
    """`xs.some((x) => f(x))` as the loop that gives out what it says."""
    inner = [body]
    while len(inner) == 1 and (ways.role(inner[0]) in ("block", "bare") or inner[0].kind() in _ONLY):
        inner = ways.named(inner[0])
    if len(inner) != 1 or ways.role(inner[0]) in ("return", "declarations"):
        return None
    with taking(ways, head) as head:
        other, inside = _answers(ways, is_any, ways.term(inner[0]))
    return ways.numbers.number("loop", head, inside, other)


def _answers(ways: Ways, is_any: bool, term: Term) -> tuple[Way, Way]:
    """The way out of a loop that asks each entry something and finds none, and the way inside."""
    numbers = ways.numbers
    found, other = (numbers.given(terms.TRUE if one else terms.FALSE) for one in (is_any, not is_any))
    inside = numbers.asked(term, found, numbers.next) if is_any else numbers.asked(term, numbers.next, found)
    return other, inside


def _any_of(ways: Ways, is_any: bool, handed: SgNode) -> Way | None:
    if handed.kind() != "generator_expression":
        return None
    inner = ways.named(handed)
    clauses = [one for one in inner if one.kind() == "for_in_clause"]
    if len(clauses) != 1 or len(inner) - len([one for one in inner if one.kind() == "if_clause"]) != 2:
        return None
    left, right = clauses[0].field("left"), clauses[0].field("right")
    if left is None or right is None:
        return None
    numbers = ways.numbers
    other, inside = _answers(ways, is_any, ways.term(inner[0]))
    for clause in reversed([one for one in inner if one.kind() == "if_clause"]):
        inside = numbers.asked(ways.term(ways.named(clause)[0]), inside, numbers.next)
    return numbers.number("loop", ("each", _entry(left), ways.term(right)), inside, other)


def shortened(head: Term, inside: tuple[Term, ...], next_: Way) -> Term | None:
    """A loop that does one thing with each entry for which the language has a word."""
    if not isinstance(head, tuple) or len(inside) != 3 or inside[0] != "then" or inside[2] != next_:
        return None
    done = inside[1]
    if head[0] == "each" and done == ("yield", head[1]):
        return ("yield", "from", head[2])
    over = head[1] if head[0] == "for" and len(head) == 2 else ()
    if (
        not isinstance(over, tuple)
        or len(over) != 4
        or over[1:3] != (":=", "range")
        or not isinstance(over[0], tuple)
    ):
        return None
    if (
        over[0][:1] == ("_",)
        and isinstance(done, tuple)
        and done[0] == "="
        and done[2] == ("call", "append", done[1], over[0][1])
    ):
        return ("=", done[1], ("call", "append", done[1], (over[3], "...")))
    return None
