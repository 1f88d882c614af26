"""Routes that Spring Cloud Gateway's builder takes: `route("a", r -> r.method(GET).and().path("/x").uri(…))`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import line_of, qualified, read_call
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.endpoints.readers.jvm.chains import calls, function_of, handed_by, whole
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.endpoints.families import Source
    from reviewlint.facts.endpoints.nodes import Call

_METHOD = regex(r"\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE)\b")
_PREDICATE = regex(r"\b(?:PredicateSpec|BooleanSpec|BuilderSpec)\b")
_BODY = regex(r"\{|=(?![=>])")


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The routes whose paths the predicates of a file tell."""
    for node in calls(source.root, source.language):
        call = read_call(node)
        if call.name != "path" or not call.positional:
            continue
        chain = whole(call)
        if handed_by(chain[-1]) == "route" or _is_predicate(chain[-1]):
            yield from _routes(call, chain, source)


def _routes(call: Call, chain: list[Call], source: Source) -> Iterator[Endpoint]:
    told = [a.text() for link in chain if link.name == "method" for a in link.positional]
    methods = sorted(set(_METHOD.findall(" ".join(told)))) or ["ANY"]
    for argument in call.positional:
        path = source.string(argument)
        if path is not None and path.startswith(("/", "{")):
            for method in methods:
                yield Endpoint(
                    "http", method, join(path), source.path, line_of(argument), "spring-cloud-gateway",
                    qualified(call.node),
                )  # fmt: skip


def _is_predicate(first: Call) -> bool:
    """Whether a chain starts at the predicate that a function gets: its parameter, or what it extends."""
    function = function_of(first)
    head = _BODY.split(function.text(), maxsplit=1)[0] if function is not None else ""
    if not _PREDICATE.search(head):
        return False
    start = first.receiver.text() if first.receiver is not None else "this"
    extends = re.search(r"\bfun\s+\w+\.\w+", head)
    return bool(extends) if start == "this" else re.search(rf"\b{re.escape(start)}\b", head) is not None
