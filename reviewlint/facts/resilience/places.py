"""The weak places in one syntax tree: calls without a timeout, swallowed errors, endless retries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from reviewlint.data import may_match_in
from reviewlint.facts.endpoints.nodes import (
    is_class,
    is_function,
    line_of,
    name_of,
    named_children,
    qualified,
    read_call,
)
from reviewlint.facts.resilience.callee import full_name, imported
from reviewlint.facts.resilience.model import Weakness, WeaknessKind
from reviewlint.regex import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

Rules = Callable[[str], list[dict[str, Any]]]

_TIMEOUT = r"(?i)timeout|deadline"
_DROPS = regex(
    r"^[{(:]?\s*+(do\b|then\b|=>)?\s*+(pass|continue|break|next|nil|null|undefined|Unit|\(\)|\.\.\.|;|\s)*[})]?;?(end)?$"
)
_GIVES_NOTHING = regex(r"^[{:]?\s*+(then\b)?\s*+return\s*+(null|nil|None|undefined)?\s*+;?\s*+\}?$")
_TRIES = regex(r"(?i)^try(_|(?-i:[A-Z]))|(_or_(none|nil|null)|OrNull|OrUndefined|OrNone)$")
_PARSES = regex(r"(?i)^(?:safe_?)?(?:parse|decode)(?:_|$|(?-i:[A-Z]))")
_ONE_RETURN = regex(r"^try\s*[:{]\s*return\b(?![^;\n]*\bawait\b)[^;\n]*;?\s*(?:\}|\n\s*except\b)")
_AFAR = regex(r"(?i)fetch|http|request|client|session|query|\bopen\(|\bread")
_OR_NOTHING = regex(r"\|\s*(?:null|undefined|None)\b|\b(?:null|undefined|None)\s*\||\bOptional\[|^[:\s]*\?\w")
_TRIED_OUT = regex(  # what can be tested by no other way than by trying
    r"\bnew (?:URL|RegExp|Intl\.\w+)\(|\bdecodeURI(?:Component)?\(|\b(?:urlparse|urlsplit|UUID)\(|\bfromisoformat\("
)
_TELLS_USER = regex(r"^[{:]?\s*((?:\w+\.)*(flash|toast|alert|notify)\w*(\.\w+)?\([^()\n]*\);?\s*)+\}?$")
_LOOKS_BACK = regex(
    r"(?i)sleep|back_?off|delay|(?<!a)wait|timer|ticker|interval|\.after\(|<-|select\s*\{|yield|poll|\binput|stdin|read_?line|prompt"
)
_BOUND = regex(r"(?i)attempt|retries|tries|max_|\bmax[A-Z]|count|limit|deadline|\w\s*[<>]=?\s*\w")
_CHOOSES = regex(r"\b(if|unless|when|switch|case|match)\b|\?")
_AGAIN = r"(?:^|[\n{{;=]|\breturn|\bawait)\s*(?:(?:\$?this|self|cls|static)(?:\.|->|::))?{}\(([\w\s,$]*)\)"
_ENDS = regex(r"\b(return|break|raise|throw)\b")


def weak_places(path: str, text: str, parts: Sequence[SgNode], rules: Rules) -> Iterator[Weakness]:
    """Every weak place in those parts of the file at `path`, in no order."""
    for row in rules("handler"):
        for node in _found(parts, row):
            if _swallows(node, row, text):
                yield _weakness("swallowed", path, _at(node, row), node)
            elif "always" not in row and _calls_again(node, row):
                yield _weakness("unbounded-retry", path, line_of(node), node)
    for row in rules("retry"):
        for node in _found(parts, row):
            yield _weakness("unbounded-retry", path, line_of(node), node)
    for row in rules("loop"):
        for node in _found(parts, row):
            if _endless(node, row):
                yield _weakness("unbounded-retry", path, line_of(node), node)


def _found(parts: Sequence[SgNode], row: dict[str, Any]) -> Iterator[SgNode]:
    may = (part for part in parts if may_match_in(row, part.text().lower()))
    return (node for part in may for node in part.find_all({"rule": row["rule"]}))


def calls(path: str, text: str, root: SgNode, rules: Rules) -> Iterator[tuple[Weakness, bool]]:
    """The outbound calls of the file, each with whether it ends in time."""
    rows = rules("client")
    names = imported(text) if any("called" in row for row in rows) else {}
    for row in rows:
        for node in root.find_all({"rule": row["rule"]}):
            if "called" in row and not regex(row["called"]).search(full_name(node, names)):
                continue
            if "made" in row and not _made(node, row, text):
                continue
            if "not" in row and re.search(row["not"], node.text()):
                continue
            yield _weakness("no-timeout", path, line_of(node), node, row["name"]), _ends(node, row, text)


def _weakness(kind: WeaknessKind, path: str, line: int, node: SgNode, name: str = "") -> Weakness:
    first = next(filter(None, (part.strip() for part in node.text().split("\n"))), "")
    return Weakness(kind, path, line, first[:160], qualified(node), name)


def _at(node: SgNode, row: dict[str, Any]) -> int:
    """The line of the word that drops the error, for a match that starts far above it."""
    before = node.text().rpartition(row["tail"])[0] if "tail" in row else ""
    return line_of(node) + before.count("\n")


# --- timeouts


def _ends(node: SgNode, row: dict[str, Any], text: str) -> bool:
    source = node.text()
    if "never" in row and regex(row["never"]).search(source):
        return False
    sets = regex(row.get("timeout", _TIMEOUT))
    if "default" in row and regex(row["default"]).search(text):
        return True
    if "positional" in row and len(read_call(node).positional) >= row["positional"]:
        return True
    around = _around(node)
    if sets.search(source) or (around is not None and sets.search(around.text())):
        return True
    return any(sets.search(made) for made in _makings(node, text))


def _around(node: SgNode) -> SgNode | None:
    """The outermost function around the call, but no class."""
    found = None
    for ancestor in node.ancestors():
        if is_class(ancestor):
            break
        if is_function(ancestor):
            found = ancestor
            if name_of(ancestor):
                break
    return found


def _made(node: SgNode, row: dict[str, Any], text: str) -> bool:
    wanted = regex(row["made"])
    return any(wanted.search(made.partition("=")[2].strip()) for made in _makings(node, text))


def _makings(node: SgNode, text: str) -> Iterator[str]:
    """The statements that make what the call is made on, or what is passed to it."""
    call = read_call(node)
    names = {call.receiver.text().rpartition(".")[2]} if call.receiver is not None else set()
    names |= {argument.text() for argument in call.positional}
    for name in names:
        if re.fullmatch(r"[A-Za-z_$@][\w$]*", name.lstrip("$@")):
            pattern = (
                rf"(?<![\w])[$@]?{re.escape(name.lstrip('$@'))}\b[^=\n(]{{0,40}}(?::?=)(?!=)[^;]{{0,400}}"
            )
            yield from (found[0] for found in re.finditer(pattern, text))
            opened = re.finditer(rf"\bwith\s([^\n]{{0,200}})\sas\s+{re.escape(name)}\s*[:,]", text)
            yield from (f"{name} = {found[1]}" for found in opened)
            yield from (found[0] for found in re.finditer(rf"\b{re.escape(name)}\.\w*[tT]imeout\w*", text))


# --- errors


def _swallows(node: SgNode, row: dict[str, Any], text: str) -> bool:
    source = node.text()
    if row.get("fallback") and _falls_back(node):
        return False
    if row.get("always"):
        if row.get("guards") and _waited_for(node, text):
            return False
        return not ("unless" in row and regex(row["unless"]).search(source)) and _may_fail(source, row, text)
    body = _body(node, row)
    head = source[: len(source) - len(body.text())] if body is not None else source
    bare = _without_comments(body) if body is not None else ""
    if "expected" in row and regex(row["expected"]).search(head):
        return False
    if "drops" in row:
        return regex(row["drops"]).fullmatch(bare.strip("{} \n\t;")) is not None
    bound = re.search(r"\bas\s+(\w+)|\(\s*(?:[\w\\.|&: ]+\s+)?\$?(\w+)\s*\)|=>\s*(\w+)", head)
    unused = bound is not None and not re.search(rf"\b{next(filter(None, bound.groups()), '')}\b", bare)
    if _GIVES_NOTHING.match(bare.strip()):
        return not _may_give_nothing(node)
    return bool(_DROPS.match(bare.strip())) or (unused and bool(_TELLS_USER.match(bare.strip())))


def _may_give_nothing(node: SgNode) -> bool:
    """Whether the function says by its name, or by its type, that nothing is one of its answers.

    A type says so of input that has to be tried out, not of another system that fails or sends what is no JSON;
    and so does the name of a function that does nothing but read what it is given.
    """
    around = next((ancestor for ancestor in node.ancestors() if is_function(ancestor)), None)
    if around is None:
        return False
    given = around.field("return_type")
    said = given is not None and _OR_NOTHING.search(given.text()) is not None
    tried = node.parent()
    if tried is not None and _PARSES.match(name_of(around)) and _only_reads(tried):
        return True
    return (
        said
        and tried is not None
        and _TRIED_OUT.search(tried.text()) is not None
        and "await" not in tried.text()
    ) or _TRIES.search(name_of(around)) is not None


def _only_reads(tried: SgNode) -> bool:
    """Whether what is tried is to give back one value, out of nothing that is elsewhere."""
    done = _ONE_RETURN.match(tried.text())
    return done is not None and _AFAR.search(done[0]) is None


def _waited_for(node: SgNode, text: str) -> bool:
    """Whether what a handler hangs on, a variable, is waited for by another way: then its error is met there."""
    held = regex(r"^(\w+)\s*\.\s*catch\b").search(node.text())
    if held is None:
        return False
    return (
        re.search(rf"\b(?:await|return)\s+{held[1]}\s*[;)\n]|\[[^\]]*\b{held[1]}\b[^\]]*\]\s*\)", text)
        is not None
    )


def _falls_back(node: SgNode) -> bool:
    """Whether what the body sets was set just before: then a failure leaves that, and is answered."""
    before = node.prev()
    body = _body(node, {"body": "consequence"})
    sets = re.search(r"^\s*([\w.]+)\s*=(?!=)", (body.text() if body is not None else "").strip("{} \n\t"))
    return bool(sets and before and re.match(rf"{re.escape(sets[1])}\s*:?=(?!=)", before.text()))


def _may_fail(source: str, row: dict[str, Any], text: str) -> bool:
    """False where the called function stands in this file and its signature gives no error."""
    called = re.search(r"=\s*(?:[\w.]+\.)?(\w+)\(", source) if "fails" in row else None
    if called is None:
        return True
    signatures = re.findall(rf"\bfunc\s*(?:\([^)]*\)\s*)?{called[1]}\([^{{]*", text)
    return not signatures or any(row["fails"] in signature for signature in signatures)


def _body(node: SgNode, row: dict[str, Any]) -> SgNode | None:
    found = node.field(row.get("body", "body"))
    if found is not None:
        return found
    for child in reversed(named_children(node)):
        if any(word in child.kind() for word in ("block", "body", "then", "statements", "compound")):
            return child
    return None


def _without_comments(body: SgNode) -> str:
    source, start = body.text(), body.range().start.index
    for node in _comments(body, 6):
        span = node.range()
        a, b = span.start.index - start, span.end.index - start
        source = source[:a] + " " * (b - a) + source[b:]
    return source


def _comments(node: SgNode, depth: int) -> Iterator[SgNode]:
    for child in node.children():
        if "comment" in child.kind():
            yield child
        elif depth:
            yield from _comments(child, depth - 1)


# --- retries


def _endless(node: SgNode, row: dict[str, Any]) -> bool:
    """A loop that tries again at once and for ever: an error goes on, success ends it."""
    source = node.text()
    tried = node.find_all({"rule": {"kind": row["tries"]}})
    if not tried or _LOOKS_BACK.search(source) or _BOUND.search(source):
        return False
    if "failed" in row:
        failed = re.search(row["failed"], source)
        return failed is not None and not _ENDS.search(failed[0]) and _ENDS.search(source) is not None
    return any(_tries_again(block) for block in tried)


def _calls_again(node: SgNode, row: dict[str, Any]) -> bool:
    """Whether the handler, whatever went wrong, calls its own function once more with the same arguments."""
    around = next((ancestor for ancestor in node.ancestors() if is_function(ancestor)), None)
    body = _body(node, row)
    name = name_of(around).rpartition(".")[2] if around is not None else ""
    if around is None or body is None or not name or "Interrupt" in node.text():
        return False
    again = re.search(_AGAIN.format(re.escape(name)), body.text())
    if again is None or not _same_arguments(around, again[1]):
        return False
    asks = _CHOOSES.search(body.text()) or _LOOKS_BACK.search(around.text()) or _BOUND.search(around.text())
    return not asks


def _same_arguments(function: SgNode, given: str) -> bool:
    parameters = function.field("parameters")
    listed = parameters.text() if parameters is not None else function.text().partition("(")[2]
    own = [part for part in listed.strip("() ").split(",") if part.strip(" &$") not in ("", "self", "cls")]
    passed = [part.strip() for part in given.split(",") if part.strip()]
    named = all(re.search(rf"(?<!\w){re.escape(one)}\b", listed) for one in passed)
    return named and (len(passed) == len(own) if parameters is not None else len(passed) <= len(own))


def _tries_again(block: SgNode) -> bool:
    body, *handlers = [c for c in named_children(block) if c.kind() not in ("finally_clause", "else_clause")]
    return (
        bool(handlers)
        and re.search(r"\b(return|break)\b", body.text()) is not None
        and not any(_ENDS.search(handler.text()) for handler in handlers)
    )
