"""Routes that Go code hands to a function of its own: `reg.Add(http.MethodGet, "/x", s.list)`, `on("GET /x", list)`.

Such a call looks like a client's but for its last argument, which names a function that answers requests.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.joined import elsewhere
from reviewlint.facts.endpoints.nodes import is_function, line_of, read_call
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.model import Endpoint
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source
    from reviewlint.facts.endpoints.nodes import Call

_VERB = regex(r"(?:\"(GET|POST|PUT|PATCH|DELETE)\"|http\.Method(Get|Post|Put|Patch|Delete))")
_BOTH = regex(r"\"(GET|POST|PUT|PATCH|DELETE) (/[^\"\s]*)\"")
_CLIENT = regex(r"NewRequest\w*|Do|Send|Call|On|When|Expect\w*")
_ANSWERS = regex(
    r"http\.ResponseWriter|\*http\.Request\b|\bHandlerFunc\b|http\.Handler\b|RequestCtx\b"
    r"|\b(?!context\.)\w+\.(?:Context|Ctx)\b|\*(?:\w*Context|Ctx)\b"
)
_EXPORTED = regex(r"\{([A-Z]\w+)\}")
_PARAMETER = regex(r"(?<=/):\{(\w+)\}")  # `"/:" + IDKey`, where nobody tells the key
_NAME = regex(r"(?:\w+\.)*(\w+)")
_MOST_NAMES = 6


class _Bound(Record):
    method: str
    path: str
    at: SgNode


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The routes that the calls of a file hand over."""
    answering: dict[str, bool] = {}
    for node in find(source.root, {"kind": "call_expression"}):
        call = read_call(node)
        bound = _bound(call, source) if not _CLIENT.fullmatch(call.name) else None
        if bound is not None and _answers(call.positional[-1], source, answering):
            handler = _NAME.fullmatch(call.positional[-1].text()[:200])
            yield Endpoint(
                "http", bound.method.upper(), join(bound.path), source.path, line_of(bound.at), "own",
                handler[1] if handler else "",
            )  # fmt: skip


def _bound(call: Call, source: Source) -> _Bound | None:
    """The method and the path among the arguments before the last one, side by side or in one text."""
    given = call.positional[:-1]
    for number, argument in enumerate(given):
        both = _BOTH.fullmatch(argument.text()[:200])
        if both is not None:
            return _Bound(both[1], both[2].removesuffix("{$}"), argument)
        verb = _VERB.fullmatch(argument.text()[:40])
        beside = [given[i] for i in (number + 1, number - 1) if verb and 0 <= i < len(given)]
        for other in beside:
            path = _path(other, source)
            if verb is not None and path is not None and path.startswith("/"):
                return _Bound(verb[1] or verb[2], path, other)
    return None


def _path(value: SgNode, source: Source) -> str | None:
    """The path that an argument says, with the constants of other packages in it."""
    told = source.string(value)
    if source.around is not None:
        told = elsewhere(source.around, source.path, source.text, value, told)
    if told is not None and source.around is not None:
        for name in _EXPORTED.findall(told):
            told = told.replace(f"{{{name}}}", source.around.constant(name, source.path) or f"{{{name}}}")
    return _PARAMETER.sub(r"{\1}", told) if told is not None else None


def _answers(value: SgNode, source: Source, known: dict[str, bool]) -> bool:
    """Whether the argument is a function that answers requests, or names one."""
    if is_function(value):
        return _ANSWERS.search(value.text().partition("{")[0]) is not None
    if value.kind() not in ("identifier", "selector_expression", "call_expression"):
        return False
    names = [found[1] for found in _NAME.finditer(value.text()[:300])][:_MOST_NAMES]
    return any(_defined(name, source, known) for name in names)


def _defined(name: str, source: Source, known: dict[str, bool]) -> bool:
    """Whether the nearest definition of a function of that name says that it answers requests."""
    if name not in known:
        wanted = re.compile(rf"^func (?:\([^()]*\) )?{name}\(([^{{\n]*)", re.MULTILINE)
        known[name] = any(
            _ANSWERS.search(found[1]) is not None for found in _definitions(wanted, name, source)
        )
    return known[name]


def _definitions(wanted: re.Pattern[str], name: str, source: Source) -> list[re.Match[str]]:
    """The definitions in this file, else in the nearest other one that has any."""
    each = (list(wanted.finditer(text)) for text in source.texts([name]))
    return next(filter(None, each), [])
