"""Switches, matches and the like as questions asked one after the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.units.same.forms import terms
from reviewlint.facts.units.same.forms.functions import DROP
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.units.same.forms.functions import Sink
    from reviewlint.facts.units.same.forms.numbers import Way
    from reviewlint.facts.units.same.forms.terms import Term
    from reviewlint.facts.units.same.forms.ways import Ways

VALUES = frozenset(("switch_rule", "switch_expression_arm", "match_arm", "match_conditional_expression"))
_FALLS = frozenset(
    (
        "switch_case",
        "switch_default",
        "switch_block_statement_group",
        "switch_section",
        "case_statement",
        "default_statement",
    )
)
_ARMS = VALUES | _FALLS | {
    "expression_case", "default_case", "when_entry", "when", "else", "case_clause", "match_default_expression",
}  # fmt: skip
_HOLDERS = frozenset(("switch_body", "switch_block", "match_block", "case_block", "indented_cases"))
_LISTS = frozenset(
    ("expression_list", "match_condition_list", "or_pattern", "alternative_pattern", "switch_label")
)
_BEGIN_BODY = frozenset((":", "->", "=>", "then"))
_GUARDS = frozenset(("guard", "when_clause"))
_ANY = frozenset(("_", "else", "default"))
_BREAK = frozenset(("break_statement", "break_expression"))
_LITERAL = regex(
    r"[\"'`\d:]|-\d|(?:true|false|nil|null|None)\Z|(?:\w+(?:\.|::|\\))*[A-Z][A-Z\d_]*\Z|\w+(?:\.|::)\w+\Z"
)
_NUMERIC = regex(r"['\"][\d.+-]*['\"]\Z")
_OPPOSITE = (("Some(", "None"), ("Ok(", "Err(_)"), ("None", "Some(_)"), ("Err(", "Ok(_)"))


class Arm(Record):
    """What one arm is taken for (none for any), on what further condition, and what it does."""

    taken: tuple[SgNode, ...]
    guard: SgNode | None
    body: tuple[SgNode, ...]
    is_any: bool
    falls: bool


def way_of(ways: Ways, node: SgNode, sink: Sink, rest: Way) -> Way | None:
    """The way through a switch; None for one that cannot be read as questions."""
    if "fallthrough" in node.text() and ways.forms.zeroes:
        return None
    subject, arms = _read(ways, node)
    if not arms:
        return None
    bodies = _bodies(ways, arms, sink, rest)
    asks = sum(len(arm.taken) for arm in arms)
    asked = ways.term(subject) if subject is not None else None
    if asked is not None and asks > 1 and not terms.is_plain(asked):
        asked = ("once", asked)
    default = next((at for at, arm in enumerate(arms) if arm.is_any and arm.guard is None), None)
    chosen = [pair for at, pair in enumerate(zip(arms, bodies, strict=True)) if at != default]
    way = bodies[default] if default is not None else _without(ways, node, sink, rest)
    ends = default is None and len(arms) > 1 and _completes(arms[-2], arms[-1])
    for arm, body in reversed(chosen):
        if ends and arm is arms[-1]:
            way = body
            continue
        way = _taken(ways, asked, arm, body, way)
    return way


def matched(ways: Ways, asked: Term, pattern: SgNode, yes: Way, no: Way) -> Way:
    """The way through the question whether a value looks like a pattern."""
    return ways.numbers.asked(("match", asked, ways.term(pattern)), yes, no)


def declared_or(ways: Ways, node: SgNode, rest: Way) -> Way:
    """`let Some(x) = y else { … }`."""
    pattern, value, other = (node.field(name) for name in ("pattern", "value", "alternative"))
    if pattern is None or value is None or other is None:
        return ways.give(ways.as_it_stands(node), DROP, rest)
    return matched(ways, ways.term(value), pattern, rest, ways.block(other, DROP, rest))


def _read(ways: Ways, node: SgNode) -> tuple[SgNode | None, list[Arm]]:
    subject = node.field("value") or node.field("condition")
    children = ways.named(node)
    holder = next((one for one in children if one.kind() in _HOLDERS), node)
    found = [one for one in ways.named(holder) if one.kind() in _ARMS]
    if subject is None and children and children[0].kind() not in _ARMS | _HOLDERS:
        subject = children[0]
    return subject, [_arm(ways, one) for one in found]


def _arm(ways: Ways, node: SgNode) -> Arm:
    head: list[SgNode] = []
    body: list[SgNode] = []
    guard, is_body, is_any = (
        None,
        False,
        node.kind()
        in ("default_case", "switch_default", "default_statement", "match_default_expression", "else"),
    )
    for one in ways.inner(node):
        text, kind = one.text(), one.kind()
        if is_body:
            body += [one] if one.is_named() and text != "," else []
        elif text in _BEGIN_BODY and not one.is_named():
            is_body = True
        elif kind in ("then", "control_structure_body") or (node.kind() == "else" and one.is_named()):
            body.append(one)
            is_body = True
        elif kind in _GUARDS:
            guard = one
        elif text in _ANY or kind in ("wildcard", "discard"):
            is_any = True
        elif one.is_named():
            labels, further, any_ = _labels(ways, one)
            head, guard, is_any = head + labels, further or guard, is_any or any_
    return Arm(tuple(head), guard, tuple(body), is_any and not head, node.kind() in _FALLS)


def _labels(ways: Ways, node: SgNode) -> tuple[list[SgNode], SgNode | None, bool]:
    """The patterns of a label one by one, a condition after them, and whether any value is meant."""
    if node.text() in _ANY or node.kind() == "wildcard":
        return [], None, True
    if node.kind() == "match_pattern":
        guard = node.field("condition")
        inner = [
            one
            for one in node.children()
            if one.is_named() and one != guard and (guard is None or one.range() != guard.range())
        ]
        if not inner:
            return [], guard, node.text().startswith("_")
        labels, _, any_ = _labels(ways, inner[0])
        return labels, guard, any_
    if node.kind() in _LISTS:
        found: list[SgNode] = []
        any_ = node.text() in ("default",)
        for one in ways.named(node):
            labels, _, other = _labels(ways, one)
            found, any_ = found + labels, any_ or other
        return found, None, any_
    return [node], None, False


def _bodies(ways: Ways, arms: list[Arm], sink: Sink, rest: Way) -> list[Way]:
    """The ways through the arms; one without an end of its own goes on into the next where the language has that."""
    found: list[Way] = []
    after = rest
    falls = any(arm.falls for arm in arms)
    if falls or ways.forms.breaks_switch:
        ways.breaks.append(rest)
    for arm in reversed(arms):
        way = ways.statements(list(arm.body), DROP if arm.falls else sink, after if arm.falls else rest)
        found.append(way)
        after = way
    if falls or ways.forms.breaks_switch:
        ways.breaks.pop()
    return found[::-1]


def _without(ways: Ways, node: SgNode, sink: Sink, rest: Way) -> Way:
    """Where no arm is taken."""
    if sink[0] == "drop" and not ways.forms.matches_all:
        return rest
    return ways.numbers.number("unmatched") if ways.forms.typed or sink[0] != "drop" else rest


def _completes(one: Arm, other: Arm) -> bool:
    """Whether what is not `one` is `other`: `Some(x)` and `None`."""
    if one.guard is not None or other.guard is not None or len(one.taken) != 1 or len(other.taken) != 1:
        return False
    first, last = one.taken[0].text(), other.taken[0].text()
    return any(
        first.startswith(begin) and last == end and re.fullmatch(r"\w+(?:\(\w*\))?", first)
        for begin, end in _OPPOSITE
    )


def _taken(ways: Ways, subject: Term | None, arm: Arm, body: Way, way: Way) -> Way:
    if arm.guard is not None:
        inner = ways.named(arm.guard) if arm.guard.kind() in _GUARDS else [arm.guard]
        body = ways.numbers.asked(ways.term(inner[0]), body, way)
    if not arm.taken:
        return body
    for one in reversed(arm.taken):
        way = ways.numbers.asked(_question(ways, subject, one), body, way)
    return way


def _question(ways: Ways, subject: Term | None, node: SgNode) -> Term:
    term = ways.term(node)
    if subject is None:
        return term
    if ways.forms.matches_all or not _LITERAL.match(node.text()):
        if isinstance(term, tuple) and node.kind() in ("range_test", "type_test"):
            return ("match", subject, term)
        if ways.forms.matches_all:
            return ("match", subject, term)
    if isinstance(term, tuple) and term[:1] == ("not",):
        return term
    while node.kind() == "pattern" and len(inner := ways.named(node)) == 1:
        node = inner[0]
    if ways.forms.sure_cases and node.kind() not in ways.forms.sure_cases:
        return ("match", subject, term)
    if ways.forms.calls_equals and isinstance(term, tuple) and term[:1] == ("text",):
        return ("call", (".", subject, "equals"), term)
    equals = "==" if _is_loose(ways, node) else ways.forms.equals
    return terms.compared(equals, subject, term, typed=ways.forms.typed)


def _is_loose(ways: Ways, node: SgNode) -> bool:
    """Whether a case may hold for a value of another type: `case 1` for a text."""
    around = node.parent()
    is_case = around is not None and around.kind() == "case_statement"
    return is_case and (
        node.kind() in ways.forms.loose_cases
        or (bool(ways.forms.loose_cases) and _NUMERIC.match(node.text()) is not None)
    )
