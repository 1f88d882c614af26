"""The ways through a function: what is done, what is asked, and both ways on from there.

Statements are read from the last to the first, each with the way on from it. What a value is for goes with it: it is
dropped, given out, or set (`Sink`); so `x = a ? b : c` and an `if` that sets `x` in both branches are the same ways.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from reviewlint.facts.units.same.forms import arms, terms, tries
from reviewlint.facts.units.same.forms.functions import BODIES, DROP, GIVE, Functions, Sink, says_type
from reviewlint.facts.units.same.forms.loops import each_of, loop_of, over, shortened, taking

if TYPE_CHECKING:
    from collections.abc import Callable

    from ast_grep_py import SgNode

    from reviewlint.facts.units.same.forms.iterators import Each
    from reviewlint.facts.units.same.forms.numbers import Numbers, Way
    from reviewlint.facts.units.same.forms.roles import Forms
    from reviewlint.facts.units.same.forms.terms import Term

_DEEPEST = 150  # statements in one another
_JUMPS = ("return", "leave")
_LISTS = frozenset(("expression_list", "argument_list"))
_CLAUSES = frozenset(("else_clause", "elif_clause", "else_if_clause"))
_TYPED = frozenset(("implicit_type", "integral_type", "type_identifier", "generic_type", "predefined_type"))


class Ways(Functions):
    """Reads the functions of one side of a file as ways."""

    def __init__(self, forms: Forms, holds: Callable[[int, int], bool], numbers: Numbers) -> None:
        super().__init__(forms, holds, numbers)
        self._depth = 0
        self.overs: dict[
            int, Each
        ] = {}  # what loops go over that ask an iterator made before, by their beginnings
        self._readers["switch"] = self._chosen_arm
        self._flows: dict[str, Callable[[SgNode, Sink, Way], Way]] = {
            "block": self.block, "bare": self._wrapped, "if": self._branch, "ternary": self._branch,
            "unless": self._unless, "switch": self._switch, "foreach": self._loop, "try": self._try, "with": self._with,
            "return": self._return, "leave": self._leave, "yield": self._yield, "declarations": self._declarations,
            "declarator": self._declared, "assign": self._set, "augment": self._set_by, "binary": self._binary_flow,
            "call": self._called_flow,
        }  # fmt: skip

    # statements

    def flow(self, node: SgNode, sink: Sink, rest: Way) -> Way:
        """The way through a statement, or a value for `sink`, and on."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise RecursionError
        read = self._flows.get(self.role(node)) if node.is_named() else None
        way = read(node, sink, rest) if read is not None else self.give(self.term(node), sink, rest)
        self._depth -= 1
        return way

    def give(self, term: Term, sink: Sink, rest: Way) -> Way:
        """The way on from a value."""
        kind, name = sink
        if kind == "return":
            return self._given(term)
        if kind == "drop":
            if isinstance(term, tuple) and term[:1] == ("and",):
                return self.numbers.asked(
                    terms.joined("and", [*term[1:-1]]), self.numbers.then(term[-1], rest), rest
                )
            return self.numbers.then(term, rest, self.locals)
        return self.numbers.then((kind, name, term), rest, self.locals)

    def _given(self, term: Term) -> Way:
        """The way out with a value: of a function that is waited for, what the value is of a promise."""
        if self.returns and self.returns[-1] is not None:
            return self.numbers.then(term, self.returns[-1])
        if self.is_async and isinstance(term, tuple):
            if term[:2] == ("call", (".", "Promise", "resolve")) and len(term) == 3:
                term = term[2]
            elif term[:2] == ("call", (".", "Promise", "reject")) and len(term) == 3:
                return self.numbers.number("leave", ("throw", term[2]))
        return self.numbers.given(term)

    def block(self, node: SgNode, sink: Sink, rest: Way) -> Way:
        """The way through a block: its last value is for `sink`."""
        if self.role(node) != "block" and node.kind() not in BODIES:
            return self.flow(node, sink, rest)
        if any(one.kind() in tries.RUBY for one in node.children()):
            return tries.of_parts(self, node, sink, rest)
        return self.statements(self.named(node), sink, rest)

    def statements(self, nodes: list[SgNode], sink: Sink, rest: Way) -> Way:
        """The way through statements, of which the last has a value for `sink`."""
        nodes = over(self, self._done(nodes))
        for at, node in enumerate(nodes):
            if self.role(node) == "declarations" and node.children()[0].text() == "using":
                made = tries.resource(self, node)
                if made is not None:  # what it holds is closed where the block ends
                    left = nodes[at + 1 :]
                    inside = tries.held(self, made[1], left, rest, partial(self.statements, left, sink))
                    return self._before(nodes[:at], self.numbers.then(made[0], inside))
        if sink == DROP:
            return self._before(nodes, rest)
        if not nodes:
            return self.give(terms.NULL, sink, rest)
        return self._before(nodes[:-1], self.flow(nodes[-1], sink, rest))

    def _done(self, nodes: list[SgNode]) -> list[SgNode]:
        """The statements without those after a way out, of which only what is declared is known before."""
        for at, node in enumerate(nodes[:-1]):
            if self.role(node) in _JUMPS and "@" not in node.text().split(" ")[0]:
                declared = [one for one in nodes[at + 1 :] if one.kind().endswith("_declaration")]
                return [*nodes[:at], *declared, node]
        return nodes

    def _before(self, nodes: list[SgNode], rest: Way) -> Way:
        for node in reversed(nodes):
            rest = self._scope(node, rest) if self._ends_locals(node) else self.flow(node, DROP, rest)
        return rest

    def _ends_locals(self, node: SgNode) -> bool:
        """Whether a block of its own ends what it holds, as Rust has it."""
        inner = self.named(node)[0] if node.kind() == "expression_statement" and self.named(node) else node
        return self.forms.gives == "rust" and inner.kind() == "block" and "let " in inner.text()

    def _scope(self, node: SgNode, rest: Way) -> Way:
        return self.numbers.number("scope", self.flow(node, DROP, self.numbers.fall), rest)

    def _wrapped(self, node: SgNode, sink: Sink, rest: Way) -> Way:
        inner = self.named(node)
        if len(inner) != 1:
            return self.give(self.as_it_stands(node), sink, rest)
        ends = node.kind() == "expression_statement" and (
            not self.forms.gives or any(one.text() == ";" for one in node.children())
        )
        if ends and self.role(inner[0]) == "switch" and sink[0] != "drop":
            ends = False
        return self.flow(inner[0], DROP if ends and not self._is_arm(node) else sink, rest)

    def _is_arm(self, node: SgNode) -> bool:
        parent = node.parent()
        return parent is not None and parent.kind() in arms.VALUES

    def _branch(self, node: SgNode, sink: Sink, rest: Way) -> Way:
        return self.branch(node, self._alternatives(node), sink, rest)

    def _alternatives(self, node: SgNode) -> list[SgNode]:
        clauses = [one for one in node.children() if one.kind() in _CLAUSES]
        other = node.field("alternative")
        return clauses or ([other] if other is not None else [])

    def branch(self, node: SgNode, others: list[SgNode], sink: Sink, rest: Way) -> Way:
        """The way through a branch, whose other cases are `others`."""
        parts = self.parts_of_if(node)
        if parts is None:
            return self.give(self.as_it_stands(node), sink, rest)
        asked, yes, no = parts
        others = others or ([no] if no is not None else [])
        one = self.flow(yes, sink, rest)
        if not others:
            other = self.give(terms.NULL, sink, rest) if sink != DROP else rest
        elif others[0].kind() in ("elif_clause", "else_if_clause"):
            other = self.branch(others[0], others[1:], sink, rest)
        else:
            other = self.flow(others[0], sink, rest)
        way = self.ask(asked, one, other)
        first = node.field("initializer")
        return self._given_before(first, way, rest) if first is not None else way

    def ask(self, node: SgNode, yes: Way, no: Way) -> Way:
        """The way through a question."""
        pattern = node.field("pattern") if node.kind() == "let_condition" else None
        value = node.field("value") if pattern is not None else None
        if pattern is not None and value is not None:
            return arms.matched(self, self.term(value), pattern, yes, no)
        return self.numbers.asked(self.term(node), yes, no)

    def _given_before(self, node: SgNode, way: Way, rest: Way) -> Way:
        """A statement before a question whose names stand for something in its branches alone."""
        name = node.field("left")
        if name is not None and all(self.numbers.reads(rest, one) for one in re.findall(r"\w+", name.text())):
            return self.numbers.number("given", self.term(node), way)
        around = node.parent()
        return self.numbers.then(self._as_first(self.term(node), around), way)

    def _as_first(self, term: Term, node: SgNode | None) -> Term:
        """A declaration that stands directly in a function, or is the one of its names, as what sets them."""
        if isinstance(term, tuple) and term[:1] == (":=",):
            named = term[1] if isinstance(term[1], tuple) else (term[1],)
            if all(one in self.once or one == "_" for one in named):
                return ("=", *term[1:])
        holder = node.parent() if node is not None else None
        holder = holder.parent() if holder is not None and holder.kind() == "statement_list" else holder
        around = holder.parent() if holder is not None else None
        is_first = around is not None and self.role(around) in ("function", "lambda")
        return ("=", *term[1:]) if is_first and isinstance(term, tuple) and term[:1] == (":=",) else term

    def _unless(self, node: SgNode, sink: Sink, rest: Way) -> Way:
        parts = self.parts_of_if(node)
        if parts is None:
            return self.give(self.as_it_stands(node), sink, rest)
        asked, no, yes = parts
        skipped = self.give(terms.NULL, sink, rest) if sink != DROP else rest
        return self.ask(
            asked, skipped if yes is None else self.flow(yes, sink, rest), self.flow(no, sink, rest)
        )

    def _switch(self, node: SgNode, sink: Sink, rest: Way) -> Way:
        way = arms.way_of(self, node, sink, rest)
        return self.give(self.as_it_stands(node), sink, rest) if way is None else way

    def _chosen_arm(self, node: SgNode) -> Term:
        """A switch somewhere inside of an expression."""
        way = arms.way_of(self, node, GIVE, self.numbers.end)
        return self.as_it_stands(node) if way is None else ("chosen", way)

    def _loop(self, node: SgNode, sink: Sink, rest: Way) -> Way:
        found = loop_of(self, node)
        if found is None:
            return self.give(self.as_it_stands(node), sink, rest)
        head, body = found
        rest = self.give(terms.NULL, sink, rest) if sink != DROP else rest
        return self.looped(head, body, rest)

    def looped(self, head: Term, body: SgNode, rest: Way) -> Way:
        """The way through a loop, and on."""
        self.breaks.append(None)
        with taking(self, head) as head:
            inside = self.block(body, DROP, self.numbers.next)
        self.breaks.pop()
        short = shortened(head, self.numbers.what(inside), self.numbers.next)
        return (
            self.numbers.then(short, rest)
            if short is not None
            else self.numbers.number("loop", head, inside, rest)
        )

    def _try(self, node: SgNode, sink: Sink, rest: Way) -> Way:
        return tries.way_of(self, node, sink, rest)

    def _with(self, node: SgNode, sink: Sink, rest: Way) -> Way:
        return tries.with_of(self, node, sink, rest)

    def _return(self, node: SgNode, sink: Sink, rest: Way) -> Way:
        inner = self.named(node)
        if len(inner) == 1 and inner[0].kind() in _LISTS and inner[0].text()[-1:] != ",":
            inner = self.named(inner[0])
        if len(inner) == 1:
            return self.flow(inner[0], GIVE, rest)
        return self.give(tuple(self.term(one) for one in inner) or terms.NULL, GIVE, rest)

    def _leave(self, node: SgNode, sink: Sink, rest: Way) -> Way:
        first, *further = node.text().split(None, 1)
        word = first.rstrip(";")
        if word == "return":
            return self._return(node, sink, rest)
        after = self.breaks[-1] if self.breaks else None
        if word == "break" and not further and after is not None:
            return after
        if word in ("continue", "next") and not further:
            return self.numbers.next
        return self.numbers.number("leave", self._leaf(node))

    def _yield(self, node: SgNode, sink: Sink, rest: Way) -> Way:
        inner = self.named(node)
        return (
            self.flow(inner[0], sink, rest)
            if len(inner) == 1
            else self.give(self.as_it_stands(node), sink, rest)
        )

    # what is set

    def _declarations(self, node: SgNode, sink: Sink, rest: Way) -> Way:
        for one in reversed(self.named(node)):
            if self.role(one) in ("declarator", "declarations"):
                rest = self.flow(one, DROP, rest)
            elif one.kind() not in _TYPED and self.role(one) != "type" and node.field("type") != one:
                rest = self.give(self.term(one), DROP, rest) if "type" not in one.kind() else rest
        return rest

    def _declared(self, node: SgNode, sink: Sink, rest: Way) -> Way:
        name, value = node.field("name") or node.field("pattern"), node.field("value")
        inner = [one for one in self.named(node) if self.role(one) != "type"]
        if name is None and inner:
            name = inner[0]
        if value is None and any(one.text() == "=" for one in node.children()):
            value = inner[-1]
        if name is None or node.field("alternative") is not None:
            return arms.declared_or(self, node, rest)
        typed = self._type_of(node)
        if value is None:
            return self.numbers.then(("typed", typed, name.text()), rest) if typed else rest
        if value.kind() == "expression_list" and len(self.named(value)) == 1:
            value = self.named(value)[0]
        if typed and not says_type(typed, value):
            return self.numbers.then(("typed", typed, name.text()), self._set_to(name, value, rest))
        return self._set_to(name, value, rest)

    def _type_of(self, node: SgNode) -> str:
        """The type of what is declared, if that makes another value of it; "" for any other."""
        holder = node.parent() if node.kind() == "variable_declarator" else node
        given = holder.field("type") if holder is not None else None
        if given is None:
            inner = [
                one
                for part in (node, *self.named(node)[:1])
                for one in self.named(part)
                if self.role(one) == "type"
            ]
            given = inner[0] if inner else None
        text = given.text() if given is not None else ""
        return (
            text
            if text and (text in self.forms.numbers or self.forms.zeroes or "*" in self.forms.numbers)
            else ""
        )

    def _set_to(self, name: SgNode, value: SgNode, rest: Way) -> Way:
        if name.kind() == "object_pattern" and terms.is_plain(held := self.term(value)):
            taken = self.named(name)
            if all(one.kind() == "shorthand_property_identifier_pattern" for one in taken):
                for one in reversed(taken):
                    rest = self.numbers.then(("=", one.text(), (".", held, one.text())), rest, self.locals)
                return rest
        target = self.named(name)[0].text() if name.kind() == "variable_declaration" else self.target(name)
        sign = ":=" if isinstance(target, str) and _is_hidden(name, target) else "="
        return self.flow(value, (sign, target), rest)

    def _set(self, node: SgNode, sink: Sink, rest: Way) -> Way:
        left, right = node.field("left"), node.field("right")
        inner = self.named(node)
        if (left is None or right is None) and len(inner) == 2:
            left, right = inner
        signs = [one.text() for one in node.children() if not one.is_named() and one.text().endswith("=")]
        if left is None or right is None or signs != ["="] or sink != DROP:
            return self.give(self._as_first(self.term(node), node), sink, rest)
        return self.flow(right, ("=", self.target(left)), rest)

    def _set_by(self, node: SgNode, sink: Sink, rest: Way) -> Way:
        term = self.term(node)
        if sink == DROP and isinstance(term, tuple) and term[0] in ("??=", "||="):
            done = self.numbers.then(("=", *term[1:]), rest)
            return (
                self.numbers.asked(("null?", term[1]), done, rest)
                if term[0] == "??="
                else self.numbers.asked(term[1], rest, done)
            )
        return self.give(term, sink, rest)

    def _binary_flow(self, node: SgNode, sink: Sink, rest: Way) -> Way:
        children = self.inner(node)
        if len(children) == 3 and children[1].text() in ("?:", "??") and self.role(children[2]) in _JUMPS:
            value = self.term(children[0])
            if terms.is_plain(value):
                return self.numbers.asked(
                    ("null?", value), self.flow(children[2], DROP, rest), self.give(value, sink, rest)
                )
        return self.give(self.term(node), sink, rest)

    def _called_flow(self, node: SgNode, sink: Sink, rest: Way) -> Way:
        found = each_of(self, node, sink, rest) or tries.later(self, node, sink, rest)
        return self.give(self.term(node), sink, rest) if found is None else found


def _declares(text: str, name: str) -> bool:
    return (
        text.startswith(("let", "var", "val"))
        and re.match(rf"(?:let|var|val)\s+(?:mut\s+)?{re.escape(name)}\b", text) is not None
    )


def _is_hidden(node: SgNode, name: str) -> bool:
    """Whether a block further out declares a local of that name before, which stays as it is."""
    inner = True
    for above in node.ancestors():
        if above.kind() in BODIES or above.kind() == "statements":
            before = (one for one in above.children() if one.range().end.index <= node.range().start.index)
            if not inner and any(_declares(one.text(), name) for one in before):
                return True
            inner = False
        elif "function" in above.kind():
            return False
    return False
