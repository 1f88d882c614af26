"""What an error handler does with the error: hands it on, tells of it, answers with a failure, or drops it.

A handler is read alike in all languages. It keeps the error if it raises, logs, counts or reports, hands the caught
error to something other than the user's screen, answers with a failure or notes one. All else drops it: nothing at
all, a value put in its place, a flag reset, another page, a message that only the user sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from reviewlint.facts.endpoints.nodes import is_function, name_of, named_children
from reviewlint.facts.resilience.words import (
    answers_with_failure,
    empty,
    gives_nothing,
    is_answer,
    is_nothing,
    keeps,
    plain,
    skips_absent,
    uses,
    without_screen,
)
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

_TRIES = regex(r"(?i)^try(_|(?-i:[A-Z]))|(_or_(none|nil|null)|OrNull|OrUndefined|OrNone)$")
_PARSES = regex(r"(?i)^(?:safe_?)?(?:parse|decode)(?:_|$|(?-i:[A-Z]))")
_ONE_RETURN = regex(r"^try\s*[:{]\s*return\b(?![^;\n]*\bawait\b)[^;\n]*;?\s*(?:\}|\n\s*except\b)")
_AFAR = regex(r"(?i)fetch|http|request|client|session|query|\bopen\(|\bread|\bawait\b")
_OR_NOTHING = regex(r"\|\s*(?:null|undefined|None)\b|\b(?:null|undefined|None)\s*\||\bOptional\[|^[:\s]*\?\w")
_TRIED_OUT = regex(  # what can be tested by no other way than by trying
    r"\bnew (?:URL|RegExp|Intl\.\w+)\(|\bdecodeURI(?:Component)?\(|\b(?:urlparse|urlsplit|UUID)\(|\bfromisoformat\("
)
_READS = regex(r"\bJSON\.parse\(|\bjson\.loads\(|\b[A-Za-z.]*[pP]arse(?:\w*)\(")
_BOUND = regex(
    r"\bas\s+(\w+)|\(\s*(\w+)\s*:|\(\s*(?:[\w\\.|&*<>?: ]+\s+)?[$&]?(\w+)\s*\)"
    r"|^(?:async\s+)?(\w+)\s*=>|=>\s*(\w+)|^if\b.*?\b(\w+)\s*!=\s*nil\s*$"
)
_ANY = r"(?:Error|Exception|Throwable)\b"
NAMED_RESULT = regex(r"\)\s*\([^()]*\berr\w*\s+error\b[^()]*\)\s*\{")


class Handler(Record):
    """`caught`: the words between the keyword and the body; `error`: the name given to the error."""

    tried: str
    caught: str
    error: str
    body: str


def read_handler(node: SgNode, row: dict[str, Any]) -> Handler:
    """The handler that `node` is: a clause of a `try`, an `if` that asks for an error, or a callback of failure."""
    body = body_of(node, row)
    source = node.text()
    start = body.range().start.index - node.range().start.index if body is not None else len(source)
    clause = node.prev() if node.kind() == "block" else None
    head = source[:start] if clause is None else clause.text()
    text = _without(body, _comments(body, 6)) if body is not None else ""
    if body is not None and is_function(node) and not text.lstrip().startswith("{"):
        text = f"return {text}"
    found = _BOUND.search(head.strip())
    error = next(filter(None, found.groups()), "") if found else ""
    return Handler(_tried(node), head, error, text)


def _tried(node: SgNode) -> str:
    """What may fail: the `try` that the handler belongs to, or what stands before the question about its error."""
    if node.kind() == "if_statement":
        before, first = node.prev(), node.field("initializer")
        return first.text() if first is not None else before.text() if before is not None else ""
    around = node.parent()
    return around.text() if around is not None else ""


def drops(node: SgNode, row: dict[str, Any]) -> bool:
    """Whether the handler drops the error. `expected`: errors that are answers; `flow`: that ask for nothing."""
    handler = read_handler(node, row)
    if "flow" in row and regex(row["flow"]).search(handler.caught):
        return False
    bare = plain(handler.body)
    if empty(bare):
        return not ((is_nothing(bare) and is_answer(handler.caught)) or skips_absent(bare, handler.caught))
    if is_answer(handler.caught) or ("expected" in row and regex(row["expected"]).search(handler.caught)):
        return False
    if gives_nothing(bare):
        return not (_may_give_nothing(node) or _returns_by_name(node, bare))
    bare = plain(_else_done(node, row, handler))
    unseen = without_screen(bare, handler.error)
    if keeps(unseen) or uses(unseen, handler.error) or answers_with_failure(unseen):
        return False
    return bare != unseen or not _only_parses(handler.tried)


def _else_done(node: SgNode, row: dict[str, Any], handler: Handler) -> str:
    """What the body does with the errors that are not of a kind that it asks for."""
    body, error = body_of(node, row), handler.error
    if body is None or not error:
        return handler.body
    asked = rf"^\(?\s*(?:{error}\s+(?:instanceof|is)\s+(?!{_ANY})|isinstance\({error},\s*(?!{_ANY})).*$"
    chosen = [child for child in _statements(body) if _is_choice(child, asked)]
    return _without(body, [*_comments(body, 6), *chosen]) if chosen else handler.body


def _statements(body: SgNode) -> list[SgNode]:
    inner = [child for child in named_children(body) if child.kind() in ("statements", "block")]
    return [statement for part in inner or [body] for statement in named_children(part)]


def _is_choice(node: SgNode, asked: str) -> bool:
    """Whether a statement does something where the error is of some kind, and nothing else."""
    condition = node.field("condition") if node.kind() in ("if_statement", "if_expression") else None
    alone = node.field("alternative") is None
    return alone and condition is not None and re.match(asked, condition.text()) is not None


def _returns_by_name(node: SgNode, bare: str) -> bool:
    """Whether a bare `return` of Go gives back the error, which its result has the name of."""
    around = _function(node)
    return (
        bare.strip("{} \n\t;") == "return"
        and around is not None
        and NAMED_RESULT.search(around.text()[:400]) is not None
    )


def _function(node: SgNode) -> SgNode | None:
    return next((ancestor for ancestor in node.ancestors() if is_function(ancestor)), None)


def _may_give_nothing(node: SgNode) -> bool:
    """Whether the function says by its name, or by its type, that nothing is one of its answers.

    A type says so of input that has to be tried out, not of another system that fails or sends what is no JSON;
    and so does the name of a function that does nothing but read what it is given.
    """
    around = _function(node)
    tried = node.parent()
    if around is None or tried is None:
        return False
    name = name_of(around)
    given = around.field("return_type")
    said = given is not None and _OR_NOTHING.search(given.text()) is not None
    done = _ONE_RETURN.match(tried.text()) if _PARSES.match(name) else None
    if done is not None and _AFAR.search(done[0]) is None:
        return True
    return (said and _only_tries(tried.text())) or _TRIES.search(name) is not None


def _only_tries(tried: str) -> bool:
    return _TRIED_OUT.search(tried) is not None and "await" not in tried


def _only_parses(tried: str) -> bool:
    """Whether what is tried reads a value that is at hand: then another value is an answer."""
    return (_READS.search(tried) or _TRIED_OUT.search(tried)) is not None and _AFAR.search(tried) is None


def body_of(node: SgNode, row: dict[str, Any]) -> SgNode | None:
    """The block of the handler, if there is one; the node itself where it is a block."""
    if node.kind() == "block":
        return node
    found = node.field(row.get("body", "body"))
    if found is not None:
        return found
    for child in reversed(named_children(node)):
        if any(word in child.kind() for word in ("block", "body", "then", "statements", "compound")):
            return child
    return None


def _without(body: SgNode, left_out: Iterable[SgNode]) -> str:
    """The text of a body with blanks for what is left out of it."""
    source, start = body.text(), body.range().start.index
    for node in left_out:
        span = node.range()
        a, b = span.start.index - start, span.end.index - start
        source = source[:a] + re.sub(r"[^\n]", " ", source[a:b]) + source[b:]
    return source


def _comments(node: SgNode, depth: int) -> Iterator[SgNode]:
    for child in node.children():
        if "comment" in child.kind():
            yield child
        elif depth:
            yield from _comments(child, depth - 1)
