"""Expressions read as terms, by what the nodes of their grammar stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.units.same.forms import terms
from reviewlint.facts.units.same.forms.idiomatic import in_newest_form, rules_of
from reviewlint.facts.units.same.forms.literal import HOLE_SIGNS, HOLES, QUOTES, literal_parts
from reviewlint.facts.units.same.forms.memberships import spelt_out
from reviewlint.facts.units.same.forms.nodes import Nodes
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable

    from ast_grep_py import SgNode

    from reviewlint.facts.units.same.forms.roles import Forms
    from reviewlint.facts.units.same.forms.terms import Term

_SHOWS = frozenset(("toString", "to_s", "ToString", "str"))
_ARGUMENTS = frozenset(("keyword_argument", "argument", "value_argument"))
_IS_NAME = regex(r"[A-Za-z_$][\w$]*\Z")
_GETTER = regex(r"get([A-Z])(\w*)\Z")


class Expressions(Nodes):
    """Reads the expressions of one side of a file."""

    def __init__(self, forms: Forms, holds: Callable[[int, int], bool]) -> None:
        super().__init__(forms, holds)
        self._readers |= {
            "binary": self._binary,
            "not": self._not,
            "ternary": self._ternary,
            "if": self._ternary,
            "member": self._member,
            "call": self._call,
            "lambda": self._lambda,
            "text": self._text,
            "await": self._await,
            "assign": self._assign,
            "augment": self._augment,
            "update": self._update,
            "pair": self._pair,
            "is": self._is,
            "at": self._at,
            "texts": self._texts,
            "asks": self._asks,
            "borrow": self._borrowed,
            "list": self._list,
            "sure": self._sure,
        }

    def newer(self, term: Term) -> Term:
        """A term in the newest form of the language."""
        if not isinstance(term, tuple) or not self.forms.idioms:
            return term
        rules = rules_of(self.forms, lambda node: Expressions(self.forms, _always).plain(node))
        return spelt_out(in_newest_form(term, rules), self.forms)

    def _await(self, node: SgNode) -> Term:
        return ("await", *(self.term(one) for one in self.named(node)))

    # what is asked

    def _binary(self, node: SgNode) -> Term:
        children = self.inner(node)
        if len(children) > 3 and len(children) % 2:
            return self._chain(children)
        if len(children) == 4:  # `!in` and `!is`, as Kotlin's grammar has them
            sign_ = children[1].text() + children[2].text()
            return self.combined(sign_, self.term(children[0]), self.term(children[3]))
        if len(children) != 3:
            return self.as_it_stands(node)
        left, sign, right = children
        return self.combined(sign.text(), self.term(left), self.term(right))

    def _chain(self, children: list[SgNode]) -> Term:
        """`a < b < c`, as Python reads it."""
        sides = [self.term(one) for one in children[::2]]
        if not all(map(terms.is_plain, sides)):
            return tuple(self.term(one) for one in children)
        parts = [
            self.combined(" ".join(sign.text().split()), one, other)
            for sign, one, other in zip(children[1::2], sides, sides[1:], strict=False)
        ]
        return terms.joined("and", parts)

    def combined(self, sign: str, one: Term, other: Term) -> Term:
        """What a sign makes of its two sides."""
        sign = " ".join(sign.split())
        if sign in ("&&", "and", "||", "or"):
            return terms.joined("and" if sign in ("&&", "and") else "or", [one, other])
        if terms.is_comparison(sign):
            return terms.compared(sign, one, other, typed=self.forms.typed, null=self.forms.null)
        if sign in ("??", "?:"):
            return ("??", one, other)
        if sign in self.forms.texts and (
            sign == "." or _is_text(one) or (_is_text(other) and not _may_add(sign, one))
        ):
            return terms.text_of([*self._shown(one), *self._shown(other)])
        return (sign, one, other)

    def _shown(self, term: Term) -> tuple[Term, ...]:
        """A part of a text without the call that makes a text of it."""
        if terms.is_call(term):
            called = term[1]
            if len(term) == 2 and isinstance(called, tuple) and called[0] == "." and called[2] in _SHOWS:
                return (called[1],)
            if len(term) == 3 and called == "str":
                return (term[2],)
        return (term,)

    def _not(self, node: SgNode) -> Term:
        children = self.inner(node)
        if len(children) == 2 and children[0].text() in ("!", "not"):
            return self._denied(children[1])
        return self.as_it_stands(node)

    def _denied(self, node: SgNode) -> Term:
        """What holds where `node` does not; a value that is denied twice is true or false, not itself."""
        term = self.term(node)
        if not self.forms.typed and isinstance(term, tuple) and term[:1] == ("not",):
            return terms.negated(term) if terms.is_question(term[1]) else ("not", term)
        return terms.negated(term)

    def _ternary(self, node: SgNode) -> Term:
        parts = self.parts_of_if(node)
        if parts is None:
            return self.as_it_stands(node)
        asked, yes, no = parts
        if no is None:
            return self.as_it_stands(node)
        return terms.chosen(self.term(asked), self.term(yes), self.term(no))

    def parts_of_if(self, node: SgNode) -> tuple[SgNode, SgNode, SgNode | None] | None:
        """What is asked, and what both answers lead to."""
        asked, yes = node.field("condition"), node.field("consequence") or node.field("body")
        no = node.field("alternative")
        if asked is None or yes is None:
            inner = self.named(node)
            if len(inner) not in (2, 3):
                return None
            asked, yes, no = inner[0], inner[1], inner[2] if len(inner) == 3 else None
            if self.role(node) == "ternary":  # as Python has it: `yes if asked else no`
                asked, yes = yes, asked
        return asked, yes, no

    # what is named and called

    def _member(self, node: SgNode) -> Term:
        inner = self.inner(node)
        parts = [one for one in inner if one.is_named() and one.kind() != "optional_chain"]
        if len(parts) != 2:
            return self.as_it_stands(node)
        holder, name = self.term(parts[0]), parts[1].text().lstrip("?.")
        asks = any(one.text() in ("?.", "?", "?->") for one in inner) or parts[1].text().startswith("?.")
        if self._is_own(holder, name) and not asks:
            return self._word(name)
        return ("?." if asks else ".", holder, name)

    def _is_own(self, holder: Term, name: str) -> bool:
        """Whether the object itself, before one of its members, may be left out."""
        return holder in self.forms.own and name not in self.given

    def _at(self, node: SgNode) -> Term:
        """`x['name']`, which is `x.name` where a name is one."""
        found = self.as_it_stands(node)
        if (
            self.forms.names_members
            and isinstance(found, tuple)
            and len(found) == 4
            and _is_text(key := found[2])
        ):
            name = key[1][1:] if isinstance(key, tuple) and len(key) == 2 and isinstance(key[1], str) else ""
            if _IS_NAME.match(name):
                return (".", found[0], name)
        return found

    def _asks(self, node: SgNode) -> Term:
        """`x?.Name` as C# has it."""
        inner = self.named(node)
        if len(inner) == 2 and inner[1].kind() == "member_binding_expression":
            return ("?.", self.term(inner[0]), inner[1].text().lstrip("."))
        return self.as_it_stands(node)

    def _borrowed(self, node: SgNode) -> Term:
        """A reference, which the compiler would ask for where it is wanted."""
        inner = self.named(node)
        return self.term(inner[0]) if len(inner) == 1 else self.as_it_stands(node)

    def _is(self, node: SgNode) -> Term:
        """`x is null`, `x is not Type`."""
        inner = self.named(node)
        if len(inner) != 2:
            return self.as_it_stands(node)
        pattern, turned = inner[1], False
        while pattern.kind() == "negated_pattern":
            pattern, turned = self.named(pattern)[0], not turned
        asked, kind = self.term(inner[0]), self.term(pattern)
        found: Term = ("null?", asked) if kind == terms.NULL else ("isa", asked, kind)
        return terms.negated(found) if turned else found

    def _call(self, node: SgNode) -> Term:
        holder = node.field("object") or node.field("receiver")
        name = node.field("name") or node.field("method")
        handed = node.field("arguments")
        function = node.field("function")
        if function is not None:
            called = self.term(function)
            if node.kind() == "function_call_expression":
                called = function.text().lstrip("\\")
            if any(one.text() == "?." for one in node.children()):
                called = ("called if there", called)
        elif name is not None:
            called = self._called(node, holder, name)
        else:
            return self._call_of_suffix(node)
        block = node.field("block")
        if isinstance(called, str) and handed is None and block is None and self._asks_itself(holder, called):
            return self._word(called)
        values = [] if handed is None else self._handed(handed)
        return self._made_call(called, [*values, *([self.term(block)] if block is not None else [])])

    def _called(self, node: SgNode, holder: SgNode | None, name: SgNode) -> Term:
        if holder is None:
            return name.text()
        asks = any(one.text() in ("?.", "?->", "&.") for one in node.children())
        own = self.term(holder)
        if own in self.forms.own and not asks:
            return name.text()
        return ("?." if asks else ".", own, name.text())

    def _asks_itself(self, holder: SgNode | None, name: str) -> bool:
        """Whether `self.items` is `items`, which only a local could hide."""
        return self.forms.gives == "ruby" and holder is not None and name not in self.given

    def _call_of_suffix(self, node: SgNode) -> Term:
        """A call as Kotlin's grammar has it."""
        inner = self.named(node)
        if len(inner) != 2 or inner[1].kind() != "call_suffix":
            return self.as_it_stands(node)
        values: list[Term] = []
        for one in self.named(inner[1]):
            values += self._handed(one) if one.kind() == "value_arguments" else [self.term(one)]
        return self._made_call(self.term(inner[0]), values)

    def _handed(self, node: SgNode) -> list[Term]:
        if node.kind() == "template_string":
            return [("tag", self.term(node))]  # handed in parts
        bare = not any(one.text() == "(" for one in node.children()[:1])
        if self.role(node) or (bare and node.kind() != "argument_list"):
            return [self.term(node)]
        return [self._argument(one) for one in self.named(node)]

    def _argument(self, node: SgNode) -> Term:
        """What is handed over, with the name of its place where it says that: `f(limit=3)`, `f(limit: 3)`."""
        inner = self.inner(node) if node.kind() in _ARGUMENTS else []
        if len(inner) == 3 and inner[1].text() in ("=", ":") and not inner[0].children():
            return ("named", inner[0].text(), self._value(inner[2]))
        return self._value(node)

    def _value(self, node: SgNode) -> Term:
        """An argument."""
        return self.term(node)

    def _made_call(self, called: Term, values: list[Term]) -> Term:
        if called == "isset" and len(values) == 1:
            return ("not", ("null?", values[0]))
        if called == "dict" and self.forms.null == "is" and values and all(map(terms.is_named, values)):
            pairs = (("pair", ("text", f"\x02{one[1]}"), one[2]) for one in values if isinstance(one, tuple))
            return ("{", *pairs, "}")
        if (
            isinstance(called, tuple)
            and called[0] == "."
            and called[2] == "freeze"
            and terms.is_literal(called[1])
        ):
            return called[1]
        if called == "nameof" and len(values) == 1 and isinstance(values[0], str):
            return ("text", "\x02" + values[0])
        if self.forms.getters and not values and isinstance(called, tuple) and len(called) == 3:
            getter = _GETTER.match(str(called[2]))
            if getter is not None:
                return (called[0], called[1], getter[1].lower() + getter[2])
        return ("call", called, *terms.settled(values))

    def _lambda(self, node: SgNode) -> Term:
        raise NotImplementedError

    # texts

    def _text(self, node: SgNode) -> Term:
        return terms.text_of(literal_parts(node, self._hole, lambda one: self.role(one) == "text"))

    def _hole(self, node: SgNode) -> tuple[Term, ...]:
        """What stands in a hole of a text."""
        if not node.children():
            return (self._word(node.text()),)
        if node.kind() not in HOLES:
            return self._shown(self.term(node))
        inner = [one for one in self.inner(node) if one.kind() not in QUOTES and one.text() not in HOLE_SIGNS]
        while len(inner) == 1 and self.role(inner[0]) == "block":
            inner = [one for one in self.inner(inner[0]) if one.text() not in HOLE_SIGNS]
        return self._shown(self.term(inner[0])) if len(inner) == 1 else (tuple(map(self.term, inner)),)

    def _texts(self, node: SgNode) -> Term:
        """`%w[a b]` and `%i[a b]`, as the lists they are."""
        if node.text()[:2] == "%i":
            return ("[", *(":" + one.text() for one in self.named(node)), "]")
        if node.text()[:2] == "%W" and ("#" in node.text() or "\\" in node.text()):
            return ("%W", self.as_it_stands(node))
        return ("[", *(("text", "\x02" + one.text()) for one in self.named(node)), "]")

    def _sure(self, node: SgNode) -> Term:
        """`x!`, which only tells the compiler that something is there."""
        children = self.inner(node)
        return self.term(children[0]) if children[-1].text() == "!" else self.as_it_stands(node)

    def _list(self, node: SgNode) -> Term:
        """`array(1, 2)`, as `[1, 2]`."""
        return ("[", *(self.term(one) for one in self.named(node)), "]")

    # what is set

    def _assign(self, node: SgNode) -> Term:
        left = node.field("left") or node.field("name")
        right = node.field("right") or node.field("value")
        signs = [one.text() for one in node.children() if not one.is_named()]
        if left is None or right is None:
            inner = self.named(node)
            if len(inner) != 2 or not signs:
                return self.as_it_stands(node)
            left, right = inner
        sign = next((one for one in signs if one.endswith("=")), "=")
        return self.set(self.target(left), sign, self.term(right))

    def target(self, node: SgNode) -> Term:
        """What is set; in a language with setters the object itself stands before one."""
        return self.term(node) if self.forms.typed else self._kept(node)

    def _kept(self, node: SgNode) -> Term:
        inner = self.inner(node)
        if "." not in node.text() or not inner or inner[-1].children():
            return self.term(node)
        return (*(self.term(one) for one in inner[:-1]), inner[-1].text())

    def set(self, name: Term, sign: str, value: Term) -> Term:
        """An assignment; one that computes says what is computed."""
        if sign in ("=", ":=") or len(sign) < 2:
            return (":=" if sign == ":=" and self.forms.zeroes else "=", name, value)
        if sign[:-1] in ("||", "&&", "??"):
            return (sign, name, value)
        return ("=", name, self.combined(sign[:-1], name, value))

    def _augment(self, node: SgNode) -> Term:
        left, right = node.field("left"), node.field("right")
        sign = next((one.text() for one in node.children() if one.text().endswith("=")), "")
        if left is None or right is None or not sign:
            return self.as_it_stands(node)
        return self.set(self.target(left), sign, self.term(right))

    def _update(self, node: SgNode) -> Term:
        inner, signs = self.named(node), "".join(one.text() for one in node.children() if not one.is_named())
        if signs == "!" and len(inner) == 1 and node.children()[0].text() == "!":
            return self._denied(inner[0])
        return self.as_it_stands(node)

    def _pair(self, node: SgNode) -> Term:
        inner = self.named(node)
        if not inner:
            return self.as_it_stands(node)
        key: Term = inner[0].text().strip(":")
        if self.role(inner[0]) == "text" or not self.forms.names_keys:
            key = inner[0].text().strip("'\"") if self.forms.names_members else self.term(inner[0])
        value = self.term(inner[1]) if len(inner) > 1 else self._word(inner[0].text().strip(":"))
        return ("pair", key, value)


def _always(start: int, end: int) -> bool:
    return True


def _may_add(sign: str, term: Term) -> bool:
    """Whether a term is a sum, which may be one of numbers."""
    return isinstance(term, tuple) and term[:1] == (sign,)


def _is_text(term: Term) -> bool:
    return isinstance(term, tuple) and term[:1] == ("text",)
