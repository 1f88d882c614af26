"""Routes that Scala code writes as patterns or operators: http4s and ZIO HTTP (`GET -> Root / "users" / id`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import line_of, qualified, read_call
from reviewlint.facts.endpoints.packages import nearest
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_VERB = r"(?:Method\.)?(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|QUERY)"
_CASE = regex(rf"^(?:\w+\s*@\s*)?\(?\s*({_VERB}(?:\s*\|\s*{_VERB})*)\s*\)?\s*->\s*(.+)$", re.DOTALL)
_OPERATOR = regex(r"^Method\.([A-Z]+)\s*/\s*(.+)$", re.DOTALL)
_END = regex(r"\s+as\s+\w+\s*$|\s*:\?.*$|\s+if\s.*$", re.DOTALL)


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The routes of a file."""
    for node in find(source.root, {"kind": "case_clause"}):
        pattern = node.field("pattern")
        found = _CASE.match(pattern.text()) if pattern is not None else None
        if found:
            verbs = re.findall(r"[A-Z]{3,}", found[1])
            yield from _served(source, node, verbs, _segments(found[2], source))
    for node in find(source.root, {"kind": "infix_expression"}):
        parts = node.children()
        found = _OPERATOR.match(parts[0].text()) if len(parts) >= 3 and parts[1].text() == "->" else None
        if found:
            yield from _served(source, node, [found[1]], _segments(found[2], source))
    described = {"kind": "call_expression", "has": {"field": "function", "regex": "^Endpoint$"}}
    for node in find(source.root, described):
        argument = next(iter(read_call(node).positional), None)
        found = _OPERATOR.match(argument.text()) if argument is not None else None
        if found:
            yield from _served(source, node, [found[1]], _segments(found[2], source))


def _served(source: Source, node: SgNode, verbs: list[str], segments: list[str]) -> Iterator[Endpoint]:
    for prefix in _prefixes(source, node):
        for verb in verbs:
            route = join(prefix, *segments)
            yield Endpoint("http", verb, route, source.path, line_of(node), "http4s", qualified(node))


def _segments(text: str, source: Source) -> list[str]:
    from reviewlint.facts.endpoints.constants import constant

    found = []
    for part in re.split(r"\s*/:?\s*", _END.sub("", text.strip())):
        literal = re.match(r"\"([^\"]*)\"", part)
        named = re.search(r"\(\s*\"?(\w+)\"?\s*\)", part)
        word = part.strip().rpartition(".")[2]
        if literal:
            found.append(literal[1])
        elif word not in ("Root", "!!", "Empty", "root", "Path", ""):
            found.append(
                constant(word, source.text) or "{" + (named[1] if named else re.sub(r"\W", "", word)) + "}"
            )
    return found


def _prefixes(source: Source, node: SgNode) -> list[str]:
    """The prefixes that a `Router("/api" -> routes)` gives to the value that holds the routes."""
    holder = next(
        (a for a in node.ancestors() if a.kind() in ("val_definition", "function_definition")), None
    )
    target = (holder.field("pattern") or holder.field("name")) if holder is not None else None
    if target is None:
        return [""]
    pattern = re.compile(rf"\"(/[^\"]*)\"\s*->\s*[\w.()]*\b{re.escape(target.text())}\b")
    around = source.around
    paths = nearest(around.mentioning([target.text()], ["Router"]), source.path) if around is not None else []
    for text in (source.text, *((around.text(p) or "") for p in paths if around is not None)):
        found = sorted(set(pattern.findall(text)))
        if found:
            return found
    return [""]
