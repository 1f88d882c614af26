"""The weak places in one syntax tree: calls without a timeout, swallowed errors, endless retries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
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
from reviewlint.facts.resilience.handlers import NAMED_RESULT, body_of, drops
from reviewlint.facts.resilience.model import Weakness, WeaknessKind
from reviewlint.regex import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

Rules = Callable[[str], list[dict[str, Any]]]

_SETS = ("assignment_statement", "short_var_declaration")
_TIMEOUT = r"(?i)timeout|deadline"
_CONTEXT = 300  # characters of what a handler stands on
_LOOKS_BACK = regex(
    r"(?i)sleep|back_?off|delay|(?<!a)wait|timer|ticker|interval|\.after\(|<-|select\s*\{|yield|poll|\binput|stdin|read_?line|prompt"
)
_BOUND = regex(r"(?i)attempt|retries|tries|max_|\bmax[A-Z]|count|limit|deadline|\w\s*[<>]=?\s*\w")
_CHOOSES = regex(r"\b(if|unless|when|switch|case|match)\b|\?")
_AGAIN = r"(?:^|[\n{{;=]|\breturn|\bawait)\s*(?:(?:\$?this|self|cls|static)(?:\.|->|::))?{}\(([\w\s,$]*)\)"
_ENDS = regex(r"\b(return|break|raise|throw)\b")


def weak_places(
    path: str, text: str, parts: Sequence[SgNode], rules: Rules, span: tuple[int, int]
) -> Iterator[Weakness]:
    """Every weak place with a line in `span`, in those parts of the file at `path`, in no order."""
    for row in rules("handler"):
        for node in _found(parts, row, span):
            if _swallows(node, row, text):
                yield _weakness("swallowed", path, _at(node, row), node)
            elif "always" not in row and _calls_again(node, row):
                yield _weakness("unbounded-retry", path, line_of(node), node)
    for row in rules("retry"):
        for node in _found(parts, row, span):
            yield _weakness("unbounded-retry", path, line_of(node), node)
    for row in rules("loop"):
        for node in _found(parts, row, span):
            if _endless(node, row):
                yield _weakness("unbounded-retry", path, line_of(node), node)


def touches(node: SgNode, span: tuple[int, int]) -> bool:
    """Whether the node has a line in `span`."""
    place = node.range()
    return place.start.line < span[1] and place.end.line + 1 >= span[0]


def _found(parts: Sequence[SgNode], row: dict[str, Any], span: tuple[int, int]) -> Iterator[SgNode]:
    may = (part for part in parts if may_match_in(row, part.text().lower()))
    return (node for part in may for node in part.find_all({"rule": row["rule"]}) if touches(node, span))


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
    around = node.parent() if kind == "swallowed" else None
    context = " ".join((around or node).text()[:_CONTEXT].split())
    return Weakness(kind, path, line, first[:160], qualified(node), name, context)


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
    if row.get("fallback") and _falls_back(node):
        return False
    if row.get("guards") and _waited_for(node, text):
        return False
    if row.get("lost") and not _set_again(node):
        return False
    if row.get("always"):
        unless = "unless" in row and regex(row["unless"]).search(node.text())
        return not unless and _may_fail(node.text(), row, text)
    return drops(node, row)


def _waited_for(node: SgNode, text: str) -> bool:
    """Whether what a handler hangs on, a variable, is waited for by another way: then its error is met there."""
    call = node if not is_function(node) else next(islice(node.ancestors(), 1, None), node)
    held = regex(r"^(\w+)\s*\.\s*catch\b").search(call.text())
    if held is None:
        return False
    return (
        re.search(rf"\b(?:await|return)\s+{held[1]}\s*[;)\n]|\[[^\]]*\b{held[1]}\b[^\]]*\]\s*\)", text)
        is not None
    )


def _set_again(node: SgNode) -> bool:
    """Whether what has the error of this statement later on only sets it anew: nobody has looked at it."""
    name, somewhere = re.escape(_set(node)[0].rpartition(",")[2].strip()), False
    for later in node.next_all():
        found = re.search(rf"\b{name}\b\s*(:?=(?!=))?", later.text())
        if found is None or (later.kind() not in _SETS and found[1] == ":="):
            continue  # another one of that name further in is not this one
        if later.kind() in _SETS:
            left, right = _set(later)
            return re.search(rf"\b{name}$", left) is not None and re.search(rf"\b{name}\b", right) is None
        first = later.field("initializer") if later.kind() == "if_statement" else None
        if found[1] is None:
            return False
        if first is not None and first.kind() in _SETS and re.search(rf"\b{name}\b", first.text()):
            return True
        somewhere = True
    return somewhere and _leaves(node)


def _leaves(node: SgNode) -> bool:
    """Whether the statement stands in a function itself, whose result has no name that would give back an error."""
    block = node.parent()
    around = block.parent() if block is not None else None
    if around is not None and around.kind() == "block":  # a list of statements of its own
        around = around.parent()
    return around is not None and is_function(around) and NAMED_RESULT.search(around.text()[:400]) is None


def _set(node: SgNode) -> tuple[str, str]:
    """(what an assignment sets, what it sets it to)"""
    left, right = node.field("left"), node.field("right")
    return left.text() if left is not None else "", right.text() if right is not None else ""


def _falls_back(node: SgNode) -> bool:
    """Whether what the body sets was set just before: then a failure leaves that, and is answered."""
    before = node.prev()
    body = body_of(node, {"body": "consequence"})
    sets = re.search(r"^\s*([\w.]+)\s*=(?!=)", (body.text() if body is not None else "").strip("{} \n\t"))
    return bool(sets and before and re.match(rf"{re.escape(sets[1])}\s*:?=(?!=)", before.text()))


def _may_fail(source: str, row: dict[str, Any], text: str) -> bool:
    """False where the called function stands in this file and its signature gives no error."""
    called = re.search(r"=\s*(?:[\w.]+\.)?(\w+)\(", source) if "fails" in row else None
    if called is None:
        return True
    signatures = re.findall(rf"\bfunc\s*(?:\([^)]*\)\s*)?{called[1]}\([^{{]*", text)
    return not signatures or any(row["fails"] in signature for signature in signatures)


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
    body = body_of(node, row)
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
