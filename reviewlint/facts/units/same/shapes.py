"""Two functions that take the same ways though their branches are nested otherwise.

A condition around the rest became a way out before it, or the other way round; an `else` after a way out went; two
conditions with one way out were joined; the value at the end is given out inside of a `try` whose handlers all leave.
Each function is laid out as its ways: what is done, what is asked, and both ways on from there. Where these are equal,
so is what it does.
"""

from __future__ import annotations

from itertools import count, pairwise
from typing import TYPE_CHECKING

from reviewlint.enclosed import closing
from reviewlint.facts.units.literals import is_literal
from reviewlint.facts.units.same.resources import KINDS as WITH_RESOURCES
from reviewlint.facts.units.same.resources import closed_by, made_by
from reviewlint.syntax.tree import span_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ast_grep_py import SgNode

    from reviewlint.facts.units.behaviour import Behaviour, Tokens
    from reviewlint.facts.units.side import Part

_LANGUAGES = frozenset(("java", "csharp", "javascript", "typescript", "tsx", "go", "python", "php"))
_BLOCKS = frozenset(("block", "statement_block", "compound_statement", "statement_list"))
_LOOPS = frozenset(
    ("enhanced_for_statement", "foreach_statement", "for_in_statement", "for_statement", "while_statement")
)
_LEAVES = frozenset(
    ("return_statement", "throw_statement", "raise_statement", "continue_statement", "break_statement")
)
_OTHERWISE = frozenset(("else_clause", "elif_clause", "else_if_clause"))
_HANDLERS = frozenset(("catch_clause", "except_clause"))
_WORDS = frozenset("!=&|{}();:<>") | {
    "if", "else", "elif", "elseif", "return", "continue", "not", "is", "and", "or", "None", "with", "as", "using",
    "try", "finally", "close", "Close", "Dispose", "dispose", ".",
}  # fmt: skip
_FORKS = frozenset(("if", "try", "with", "using"))
_MADE = frozenset(("completedFuture", "CompletedTask", "FromResult", "resolve", "empty", "success", "ok"))
_MOST = 3_000  # tokens
_DEEPEST = 200  # statements in one another

Way = int  # the number of a way: equal ways have one number


def goes_the_same_ways(base: Part, head: Part) -> bool:
    """Whether the two differ in how their branches are nested alone."""
    before, after = base.tokens, head.tokens
    if base.kind not in ("function", "method") or not 0 < max(len(before), len(after)) < _MOST:
        return False
    if (
        not set(before) ^ set(after) <= _WORDS
        or _is_scoped(before)
        or _is_scoped(after)
        or base.signature != head.signature
    ):
        return False
    if not _FORKS & (set(before) | set(after)):
        return False
    ways = _Ways()
    one = ways.of(base)
    return one is not None and one == ways.of(head)


def _is_scoped(tokens: Tokens) -> bool:
    """Whether something ends with the block that it stands in, without one of its own: `using var file = …`."""
    return any(one == "using" and other != "(" for one, other in pairwise(tokens))


class _Ways:
    """Numbers the ways of functions."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[object, ...], Way] = {}
        self._next = count()

    def of(self, part: Part) -> tuple[Tokens, Way, Tokens] | None:
        """What stands before the body, the ways of the body, and what stands after it; None for a body of no block."""
        side = part.behaviour()
        if side.language.name not in _LANGUAGES or len(part.spans) != 1:
            return None
        start, end = part.spans[0]
        block = _body(side.root, part.body, end)
        if block is None:
            return None
        opened, closed = span_of(block)
        try:
            way = self._block(side, block, self._number("return"), 0)
        except RecursionError:
            return None
        return side.tokens([(start, opened)]), way, side.tokens([(closed, end)])

    def _number(self, *way: object) -> Way:
        if way not in self._numbers:
            self._numbers[way] = next(self._next)
        return self._numbers[way]

    def _block(self, side: Behaviour, node: SgNode | None, rest: Way, depth: int) -> Way:
        """The way through a block, or a statement that stands for one, and on."""
        if depth > _DEEPEST:
            raise RecursionError
        for statement in reversed(_statements(node)):
            rest = self._statement(side, statement, rest, depth + 1)
        return rest

    def _statement(self, side: Behaviour, node: SgNode, rest: Way, depth: int) -> Way:
        kind = node.kind()
        if _leaves(node):
            return self._leaf(side.tokens([span_of(node)]))
        if kind == "if_statement":
            return self._branch(side, node, _alternatives(node), rest, depth)
        if kind in _LOOPS and (body := node.field("body")) is not None and node.field("alternative") is None:
            head = side.tokens([(span_of(node)[0], span_of(body)[0])])
            inside = self._block(side, body, self._number("continue"), depth)
            return self._number("loop", head, inside, rest)
        if kind == "try_statement":
            return self._try(side, node, rest, depth)
        if kind in WITH_RESOURCES:
            return self._with_resource(side, node, rest, depth)
        return self._then(side.tokens([span_of(node)]), rest)

    def _then(self, tokens: Tokens, rest: Way) -> Way:
        """The way on from a statement of no further form."""
        tokens = tokens[:-1] if tokens[-1:] == (";",) else tokens
        name = closed_by(tokens)
        return (
            self._number("close", name, rest)
            if name
            else self._number("then", tokens, rest)
            if tokens
            else rest
        )

    def _with_resource(self, side: Behaviour, node: SgNode, rest: Way, depth: int) -> Way:
        """The way through a block that closes something at its end, and on."""
        body, whole = node.field("body"), side.tokens([span_of(node)])
        alone = not any(child.kind() in _HANDLERS | {"finally_clause"} for child in node.children())
        made = (
            made_by(side.tokens([(span_of(node)[0], span_of(body)[0])]))
            if body is not None and alone
            else None
        )
        if made is None:
            return self._then(whole, rest)
        statement, name = made
        return self._then(statement, self._block(side, body, self._number("close", name, rest), depth))

    def _closed(self, side: Behaviour, node: SgNode) -> str:
        return closed_by(side.tokens([span_of(node)]))

    def _leaf(self, tokens: Tokens) -> Way:
        plain = tuple(token for token in tokens if token != ";")
        if plain == ("return", "None"):
            plain = ("return",)
        return self._number(*plain) if len(plain) == 1 else self._number("leave", plain)

    def _branch(self, side: Behaviour, node: SgNode, others: list[SgNode], rest: Way, depth: int) -> Way:
        condition = node.field("condition")
        first = node.field("initializer")
        if condition is None:
            return self._number("then", side.tokens([span_of(node)]), rest)
        yes = self._block(side, node.field("consequence") or node.field("body"), rest, depth)
        no = rest
        if others:
            last = others[0]
            if last.kind() in ("elif_clause", "else_if_clause"):
                no = self._branch(side, last, others[1:], rest, depth + 1)
            else:
                no = self._block(side, _of_else(last), rest, depth)
        way = self._asked(side.tokens([span_of(condition)]), yes, no)
        return self._number("given", side.tokens([span_of(first)]), way) if first is not None else way

    def _asked(self, condition: Tokens, yes: Way, no: Way) -> Way:
        """The way through a condition, of which each question is asked by itself and to its answer."""
        condition = _bare(condition)
        sides = () if _is_loose(condition) else _sides(condition)
        if len(sides) > 1:
            is_or = len(_parts(condition, ("|", "or"))) > 1
            way = no if is_or else yes
            for one in reversed(sides):
                way = self._asked(one, yes, way) if is_or else self._asked(one, way, no)
            return way
        asked, holds = (condition, True) if not sides else _atom(condition)
        if not holds:
            return self._asked(asked, no, yes)
        return self._number("if", asked, yes, no)

    def _try(self, side: Behaviour, node: SgNode, rest: Way, depth: int) -> Way:
        body, others = node.field("body"), [child for child in node.children() if child.is_named()][1:]
        if body is not None and [one.kind() for one in others] == ["finally_clause"]:
            last = [self._closed(side, one) for one in _statements(_inside(others[0]))]
            if len(last) == 1 and last[0]:
                return self._block(side, body, self._number("close", last[0], rest), depth)
        handlers = [child for child in others if child.kind() in _HANDLERS]
        if body is None or not handlers or len(handlers) < sum("comment" not in one.kind() for one in others):
            return self._number("then", side.tokens([span_of(node)]), rest)
        inside = _statements(body)
        if all(map(_always_leaves, handlers)) and inside and _is_sure(side, inside[-1]):
            rest = self._leaf(side.tokens([span_of(inside.pop())]))
        way = self._number("fall")
        for statement in reversed(inside):
            way = self._statement(side, statement, way, depth + 1)
        caught = tuple(side.tokens([span_of(one)]) for one in handlers)
        return self._number("try", way, caught, rest)


def _body(root: SgNode, start: int, end: int) -> SgNode | None:
    """The first block from `start` to `end`."""
    found = [
        node
        for kind in _BLOCKS - {"statement_list"}
        for node in _all(root, kind)
        if start <= span_of(node)[0] and span_of(node)[1] <= end
    ]
    return min(found, key=lambda node: (span_of(node)[0], -span_of(node)[1]), default=None)


def _all(root: SgNode, kind: str) -> Iterable[SgNode]:
    try:
        return root.find_all({"rule": {"kind": kind}})
    except RuntimeError:  # the language has no such kind
        return ()


def _statements(node: SgNode | None) -> list[SgNode]:
    """The statements of a block, or the one that stands for it."""
    if node is None:
        return []
    if node.kind() not in _BLOCKS:
        return [node]
    children = [child for child in node.children() if child.is_named() and "comment" not in child.kind()]
    if len(children) == 1 and children[0].kind() == "statement_list":
        return _statements(children[0])
    return children


def _alternatives(node: SgNode) -> list[SgNode]:
    """What stands for the other cases, in order."""
    clauses = [child for child in node.children() if child.kind() in _OTHERWISE]
    other = node.field("alternative")
    return clauses or ([other] if other is not None else [])


def _of_else(node: SgNode) -> SgNode:
    """What an else holds."""
    if node.kind() != "else_clause":
        return node
    return node.field("body") or next((child for child in node.children() if child.is_named()), node)


def _leaves(node: SgNode) -> bool:
    if node.kind() == "expression_statement":  # as PHP has it
        return any(child.kind() == "throw_expression" for child in node.children())
    return node.kind() in _LEAVES


def _inside(clause: SgNode) -> SgNode | None:
    """The block of a clause."""
    return next((child for child in clause.children() if child.kind() in _BLOCKS), None)


def _always_leaves(handler: SgNode) -> bool:
    inside = _statements(_inside(handler))
    return bool(inside) and _leaves(inside[-1])


def _is_sure(side: Behaviour, node: SgNode) -> bool:
    """Whether a statement gives something out that cannot fail: nothing, a name, a literal, what holds one."""
    given = tuple(token for token in side.tokens([span_of(node)]) if token not in ";$")
    if given[:1] != ("return",) or len(given) > 7:
        return False
    if len(given) < 3:
        return True
    names = [token for token in given[1:] if token.isidentifier() and not is_literal(token)]
    signs = [token for token in given[1:] if not (token.isidentifier() or is_literal(token))]
    return len(names) == 2 and names[1] in _MADE and "".join(signs) in (".()", ".", "::()")


def _sides(condition: Tokens) -> tuple[Tokens, ...]:
    """The sides of the outermost `or`, or else `and`, of a condition; the whole where it is one question."""
    found = _parts(condition, ("|", "or"))
    return tuple(found if len(found) > 1 else _parts(condition, ("&", "and")))


def _bare(condition: Tokens) -> Tokens:
    """A condition without the brackets around all of it."""
    while condition[:1] == ("(",) and closing(condition, 0) == len(condition) - 1:
        condition = condition[1:-1]
    return condition


def _is_loose(condition: Tokens) -> bool:
    """Whether something stands in a condition, in no bracket of it, that binds less than `or` does."""
    depth = 0
    for at, token in enumerate(condition):
        depth += (token in "([{") - (token in ")]}")
        if not depth and (token in ("?", "if", "lambda") or (token == "=" and _assigns(condition, at))):
            return True
    return False


def _assigns(tokens: Tokens, at: int) -> bool:
    around = (*tokens[max(at - 1, 0) : at], *tokens[at + 1 : at + 2])
    return not any(token in "=!<>" for token in around[:1]) and around[1:] != ("=",)


def _parts(tokens: Tokens, signs: tuple[str, str]) -> list[Tokens]:
    """The parts of a condition between such signs that stand in no bracket."""
    parts: list[Tokens] = []
    depth = start = at = 0
    while at < len(tokens):
        token = tokens[at]
        depth += (token in "([{") - (token in ")]}")
        double = token == signs[0] and tokens[at + 1 : at + 2] == (token,)
        if not depth and (double or token == signs[1]):
            parts.append(tokens[start:at])
            start = at + 1 + double
        at += 1 + double
    return [*parts, tokens[start:]]


def _atom(tokens: Tokens) -> tuple[Tokens, bool]:
    """A question as what has to hold, and whether it has to."""
    if tokens[:1] in (("!",), ("not",)) and _is_one(tokens[1:]):
        return tokens[1:], False
    signs = [at for at, token in enumerate(tokens) if token in "=!" and tokens[at + 1 : at + 2] == ("=",)]
    signs = [at for at in signs if at - 1 not in signs]
    if len(signs) == 1 and tokens[signs[0]] == "!":
        return (*tokens[: signs[0]], "=", *tokens[signs[0] + 1 :]), False
    for words, plain in ((("is", "not"), "is"), (("not", "in"), "in")):
        found = [at for at in range(len(tokens)) if tokens[at : at + 2] == words]
        if len(found) == 1:
            return (*tokens[: found[0]], plain, *tokens[found[0] + 2 :]), False
    return tokens, True


def _is_one(tokens: Tokens) -> bool:
    """Whether tokens are one value, as a name, a call or what stands in brackets, so that a not before is of it all."""
    depth = 0
    for at, token in enumerate(tokens):
        depth += (token in "([{") - (token in ")]}")
        if depth or token in (")", "]", ".", "$", ":"):
            continue
        arrow = (token == "-" and tokens[at + 1 : at + 2] == (">",)) or (
            token == ">" and tokens[at - 1] == "-"
        )
        if not arrow and (not token.isidentifier() or token in ("is", "in", "instanceof", "as")):
            return False
    return bool(tokens)
