"""Functions and lambdas as terms that hold the way through their bodies."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reviewlint.facts.units.same.forms import terms
from reviewlint.facts.units.same.forms.expressions import Expressions
from reviewlint.regex import regex
from reviewlint.syntax.tree import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.units.same.forms.numbers import Numbers, Way
    from reviewlint.facts.units.same.forms.roles import Forms
    from reviewlint.facts.units.same.forms.terms import Term

Sink = tuple[str, "Term"]  # what a value is for
DROP: Sink = ("drop", "")
GIVE: Sink = ("return", "")

BODIES = frozenset(
    ("block", "statement_block", "compound_statement", "function_body", "body_statement", "block_body")
)
_RESULTS = ("return_type", "result", "returns", "type")
_GIVEN = frozenset(
    (
        "lambda_parameters",
        "block_parameters",
        "inferred_parameters",
        "formal_parameters",
        "implicit_parameter",
    )
)
_SIMPLE = regex(r"[(|]?\s*(?:\$?\w+\s*(?:,\s*\$?\w+\s*)*)?[|)]?\Z")
_TYPES = regex(r"(?<=[\w?])\s*:\s*[\w<>\[\]., |?]+(?=[,)|])")
_OWN = regex(r"\b(?:this|arguments)\b")
_NAME = regex(r"\$?\w+")
_REACHES = regex(r"[.\[*]")
_MATCHES = regex(r"matches!\(\s*([\w.&*()]+?)\s*,\s*(.+?),?\s*\)\Z", re.DOTALL)
_USES = "anonymous_function_use_clause"
_LATER = frozenset(("then", "catch"))
_OF_TYPE = {
    "int": "int_literal",
    "string": "interpreted_string_literal",
    "bool": "true",
    "float64": "float_literal",
}
_FUNCTIONS = ("arrow_function", "function_expression", "function_declaration")


class Functions(Expressions):
    """Reads functions; what reads statements builds on it."""

    def __init__(self, forms: Forms, holds: Callable[[int, int], bool], numbers: Numbers) -> None:
        super().__init__(forms, holds)
        self.numbers = numbers
        self.breaks: list[Way | None] = []  # where `break` leads, innermost last; None out of a loop
        self.returns: list[Way | None] = []  # where `return` leads where it leaves no function
        self.locals: frozenset[str] = frozenset()
        self.is_async = self.is_tried = False
        self.once: frozenset[str] = frozenset()  # names that are declared in one place of a function
        numbers.names_call = forms.gives in ("ruby", "scala")
        numbers.waits = lambda: self.is_async and not self.is_tried and forms.names_members
        self._readers |= {
            "function": self.function,
            "new": self._made,
            "property": self._property,
            "macro": self._macro,
        }

    def block(self, node: SgNode, sink: Sink, rest: Way) -> Way:
        """The way through a block, and on."""
        raise NotImplementedError

    def flow(self, node: SgNode, sink: Sink, rest: Way) -> Way:
        """The way through a statement, or a value for `sink`, and on."""
        raise NotImplementedError

    def function(self, node: SgNode) -> Term:
        """A function: what stands before its body, and the way through that."""
        body = node.field("body") or next((one for one in self.named(node) if one.kind() in BODIES), None)
        if body is None:
            return self.as_it_stands(node)
        entry = self._entry(node)
        if entry is not None:
            return entry
        outer = self._scopes(node) if self.forms.zeroes else ()
        with self._entered():
            self.locals = frozenset(self._declares(body))
            self.given |= self.locals | frozenset(_NAME.findall(self._before_body(node, body)))
            head, gives = self._head(node, body)
            self.is_async = later = "async" in head or self._only_promises(body)
            head = tuple(one for one in head if one != "async") if later else head
            head, defaults = self._defaults(head)
            way = self.body(body, GIVE if gives else DROP)
            for name, value in reversed(defaults):
                way = self.numbers.asked(
                    ("===", name, "undefined"), self.numbers.then(("=", name, value), way), way
                )
        return ("def", *head, *(("async",) if later else ()), *outer, way)

    @contextmanager
    def _entered(self) -> Iterator[None]:
        """Inside of a function nothing is left, caught or waited for yet; afterwards all is as it was."""
        kept = (self.locals, self.is_async, self.is_tried, self.breaks, self.returns, self.given)
        self.is_tried, self.breaks, self.returns = False, [], []
        yield
        self.locals, self.is_async, self.is_tried, self.breaks, self.returns, self.given = kept

    @contextmanager
    def tried(self) -> Iterator[None]:
        """What is read in here may be caught, or closed, where it fails."""
        kept, self.is_tried = self.is_tried, True
        yield
        self.is_tried = kept

    def _entry(self, node: SgNode) -> Term | None:
        """A method of an object as the entry that it is: `f(x) { … }`, `f: function (x) { … }`; None for any other."""
        parent, name = node.parent(), node.field("name")
        given, body = node.field("parameters"), node.field("body")
        plain = node.kind() == "method_definition" and parent is not None and parent.kind() == "object"
        if (
            not plain
            or name is None
            or given is None
            or body is None
            or node.text().startswith(("get ", "set ", "*"))
        ):
            return None
        names = _names(given)
        return (
            None if names is None else ("pair", name.text().strip("'\""), self.made_lambda(node, names, body))
        )

    @staticmethod
    def _before_body(node: SgNode, body: SgNode) -> str:
        return node.text()[: body.range().start.index - node.range().start.index]

    def _defaults(self, head: tuple[Term, ...]) -> tuple[tuple[Term, ...], list[tuple[Term, Term]]]:
        """What stands before a body, the values of its last parameters apart where a language sets them inside."""
        if not self.forms.names_members or not head or not isinstance(head[-1], tuple) or len(head[-1]) < 3:
            return head, []
        taken = list(head[-1])
        found: list[tuple[Term, Term]] = []
        at = len(taken) - 2
        while (
            at > 0
            and isinstance(one := taken[at], tuple)
            and len(one) == 3
            and one[1] == "="
            and isinstance(one[0], str)
        ):
            found.insert(0, (one[0], one[2]))
            taken[at] = one[0]
            at -= 1
        return (*head[:-1], tuple(taken)), found

    def _head(self, node: SgNode, body: SgNode) -> tuple[tuple[Term, ...], bool]:
        """The terms before a body without the type that is given out, and whether its last value is given out."""
        result = next((one for field in _RESULTS if (one := node.field(field)) is not None), None)
        found: list[Term] = []
        signs = [one.text() for one in (*node.children(), *body.children()[:1])]
        for one in self.inner(node):
            is_result = result is not None and one.range() == result.range()
            if (
                one.range() != body.range()
                and not is_result
                and self.role(one) != "type"
                and one.text() not in _HEAD_SIGNS
            ):
                said = self.term(one)
                found += [said] if said != terms.NOTHING else []
        if body.kind() == "arrow_expression_clause":
            return tuple(found), True
        nothing = result is not None and result.text() in ("Unit", "()")
        gives = {"rust": result is not None, "scala": "=" in signs, "kotlin": "=" in signs, "ruby": True}
        return tuple(found), gives.get(self.forms.gives, False) and not nothing

    def body(self, body: SgNode, sink: Sink) -> Way:
        """The way through a body: a block, or one value."""
        if self.role(body) == "block" or body.kind() in BODIES:
            return self.block(body, sink, self.numbers.end)
        return self.flow(body, GIVE, self.numbers.end)

    def _declares(self, node: SgNode) -> Iterable[str]:
        """The names that stand for something inside of a function alone."""
        roles, assigns = self.forms.roles, not self.forms.typed_locals
        left = [node]
        for one in left:  # grows on the way
            role = roles.get(one.kind())
            if role == "declarator" or (role == "assign" and assigns):
                name = one.field("name") or one.field("left") or one.field("pattern")
                name = name or next(iter(self.named(one)), None)
                if name is not None:
                    inner = self.named(name) if name.kind() == "variable_declaration" else []
                    yield (inner[0] if inner else name).text()
            left += one.children()

    def _scopes(self, node: SgNode) -> tuple[Term, ...]:
        """Notes which names are declared in one place alone; gives those that are set and declared nowhere."""
        declared: list[str] = _NAME.findall(self._before_body(node, node.field("body") or node))
        set_: list[str] = []
        _collect(node, declared, set_)
        self.once = frozenset(name for name in declared if declared.count(name) == 1)
        return tuple(sorted(set(set_) - set(declared)))

    # lambdas

    def _lambda(self, node: SgNode) -> Term:
        given, body = self._parts(node)
        if body is None:
            return ("fn", "0", self.numbers.end) if not self.named(node) else self.as_it_stands(node)
        names = _names(given) if given is not None else []
        if names is None:
            return self.as_it_stands(node)
        if not names and given is None and re.search(r"\bit\b", body.text()):
            names = ["it"]
        return self.made_lambda(node, names, body)

    def _parts(self, node: SgNode) -> tuple[SgNode | None, SgNode | None]:
        """The parameters of a lambda, and its body."""
        given = node.field("parameters") or node.field("parameter")
        children = [one for one in self.named(node) if one.kind() != _USES]
        given = given or next((one for one in children if one.kind() in _GIVEN), None)
        last = children[-1] if children and (given is None or children[-1].range() != given.range()) else None
        return given, node.field("body") or last

    def made_lambda(self, node: SgNode, names: list[str], body: SgNode) -> Term:
        """A lambda with its parameters by their places."""
        depth = len(self._names)
        self._names.append({name: f"%{depth}.{at}" for at, name in enumerate(names)})
        with self._entered():
            self.locals |= frozenset(self._declares(body))
            self.is_async = any(one.text() == "async" for one in node.children()) or self._only_promises(body)
            way = self.body(self._only_value(body), GIVE if self.forms.gives else DROP)
            marks = ["async"] if self.is_async else []
        self._names.pop()
        marks += [one.text() for one in node.children() if one.kind() == _USES and "&" in one.text()]
        if self.forms.names_members and node.kind() != "arrow_function" and _OWN.search(body.text()):
            marks.append("this")  # which is another in an arrow
        return ("fn", str(len(names)), *marks, way)

    def _value(self, node: SgNode) -> Term:
        """An argument; with one place left open, `_.name`, it is a lambda."""
        if (
            self.forms.gives == "scala"
            and self.role(node) != "lambda"
            and _places(node) == 1
            and node.kind() != "wildcard"
        ):
            return self.made_lambda(node, ["_"], node)
        return self.term(node)

    def _only_value(self, body: SgNode) -> SgNode:
        """The value of a block that is one, where what is typed tells whether it is given out."""
        if not self.forms.typed or self.forms.zeroes or self.role(body) != "block":
            return body
        inner = self.named(body)
        return (
            self.named(inner[0])[0] if len(inner) == 1 and inner[0].kind() == "expression_statement" else body
        )

    def _made(self, node: SgNode) -> Term:
        """What is made; a class for it that has one method alone is a lambda."""
        body = next((one for one in self.named(node) if one.kind() == "class_body"), None)
        members = self.named(body) if body is not None else []
        inside = (
            members[0].field("body")
            if len(members) == 1 and members[0].kind() == "method_declaration"
            else None
        )
        if inside is None or _OWN.search(inside.text()):
            return self.as_it_stands(node)
        given = members[0].field("parameters")
        names = (
            [] if given is None else [name.text() for one in self.named(given) if (name := one.field("name"))]
        )
        return self.made_lambda(members[0], names, inside)

    def _property(self, node: SgNode) -> Term:
        """A property that only computes, with an arrow or in a block."""
        value = node.field("value") or next(
            (one for one in self.named(node) if one.kind() == "accessor_list"), None
        )
        if value is None or value.kind() not in ("arrow_expression_clause", "accessor_list"):
            return self.as_it_stands(node)
        body = value
        if value.kind() == "accessor_list":
            accessors = self.named(value)
            inner = self.named(accessors[0])[-1:] if len(accessors) == 1 else []
            if (
                not inner
                or inner[0].kind() not in BODIES | {"arrow_expression_clause"}
                or "get" not in accessors[0].text()[:8]
            ):
                return self.as_it_stands(node)
            body = inner[0]
        kept, self.locals = self.locals, frozenset(self._declares(body))
        way = self.block(body, GIVE if body.kind() == "arrow_expression_clause" else DROP, self.numbers.end)
        self.locals = kept
        head = [
            self.term(one) for one in self.inner(node) if one.range() != value.range() and one.text() != ";"
        ]
        return ("property", *head, way)

    def _macro(self, node: SgNode) -> Term:
        """`matches!(x, A | B)`, which is a match that answers whether."""
        found = _MATCHES.match(node.text())
        if found is None:
            return self.as_it_stands(node)
        written = f"fn f() -> bool {{ match {found[1]} {{ {found[2]} => true, _ => false }} }}"
        kept, self.holds = self.holds, lambda start, end: True
        term = self.term(parse(written, "rust").children()[0])
        self.holds = kept
        way = term[-1] if isinstance(term, tuple) else -1
        return ("chosen", way) if isinstance(way, int) else self.as_it_stands(node)

    # what is done later

    def _only_promises(self, body: SgNode) -> bool:
        """Whether a function gives out nothing but what is done later: `return load().then(…)`."""
        if not self.forms.names_members or (".then(" not in body.text() and "Promise.re" not in body.text()):
            return False
        inner = self.named(body) if self.role(body) == "block" else [body]
        last = inner[-1] if inner else body
        ends = body.text().count("return ") - sum(one.text().count("return ") for one in _functions(body))
        if self.role(last) == "return" and ends == 1:
            return bool(self.named(last)) and self._is_later(self.named(last)[0])
        return last is body and self._is_later(body)

    def _is_later(self, node: SgNode) -> bool:
        called = node.field("function")
        name = called.field("property") if called is not None else None
        return name is not None and name.text() in _LATER


_HEAD_SIGNS = frozenset((":", "->", "=", ";", "=>"))


def _names(given: SgNode) -> list[str] | None:
    """The names of parameters; None where one has more than a name."""
    text = _TYPES.sub("", given.text())
    return _NAME.findall(text) if _SIMPLE.match(text) else None


def says_type(name: str, value: SgNode) -> bool:
    """Whether a value is plainly of that type."""
    return value.text().startswith(name + "{") or value.kind() == _OF_TYPE.get(name)


def _collect(node: SgNode, declared: list[str], set_: list[str]) -> None:
    """Adds the names that are declared below `node`, and those that are only set."""
    kind = node.kind()
    if kind in ("short_var_declaration", "assignment_statement", "range_clause"):
        left = node.field("left")
        names = _NAME.findall(left.text()) if left is not None and not _REACHES.search(left.text()) else []
        (set_ if kind == "assignment_statement" else declared).extend(names)
    elif kind in ("var_spec", "parameter_declaration", "const_spec"):
        declared += _NAME.findall(node.text())
    for one in node.children():
        _collect(one, declared, set_)


def _places(node: SgNode) -> int:
    """How many places an expression leaves open that are none of an argument inside of it."""
    if node.kind() == "wildcard":
        return 1
    inner = [
        one
        for one in node.children()
        if one.kind() not in ("arguments", "lambda_expression", "case_block", "type_arguments")
    ]
    return sum(map(_places, inner))


def _functions(node: SgNode) -> list[SgNode]:
    found: list[SgNode] = []
    for one in node.children():
        found += [one] if one.kind() in _FUNCTIONS else _functions(one)
    return found
