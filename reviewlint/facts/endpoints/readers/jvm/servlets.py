"""Servlets that Java code registers: `context.addServlet("x", X.class).addMapping("/x")`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.classes import family, methods_in
from reviewlint.facts.endpoints.nodes import line_of, read_call, string
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_MADE = regex(
    r"\bnew\s+(?:\w+\.)*((?!ServletHolder\b)[A-Z]\w*)|\b([A-Z]\w*)\.class\b|\"(?:\w+\.)+([A-Z]\w*)\""
)
_CONTEXT = regex(r"\.setContextPath\(\s*\"(/[^\"]+)\"")


def wanted(path: str, text: str) -> bool:
    """Whether the file registers servlets."""
    return bool(re.search(r"\.addServlet\(|\.addMapping\(", text))


def read(source: Source) -> Iterator[Endpoint]:
    """The methods of each servlet at each of its addresses."""
    context = _CONTEXT.search(source.text)
    for node in find(source.root, {"kind": "method_invocation"}):
        for servlet, route in _registered(node, source):
            for method in _answered(servlet, source):
                full = join(context[1] if context else "", route)
                yield Endpoint("http", method, full, source.path, line_of(node), "servlet", servlet)


def _registered(node: SgNode, source: Source) -> Iterator[tuple[str, str]]:
    """The class of a servlet and the addresses that a call gives it."""
    call = read_call(node)
    told = [string(a, source.text) for a in call.positional]
    if call.name == "addServlet" and len(told) == 2 and (told[1] or "").startswith("/"):
        yield from ((name, told[1] or "") for name in _class_of(call.positional[0]))
    elif call.name == "addMapping" and call.receiver is not None:
        for name in _class_of(_adding(call.receiver, source.text)):
            yield from ((name, route) for route in told if route is not None and route.startswith(("/", "*")))


def _adding(on: SgNode, text: str) -> str:
    """The call that adds the servlet: what a mapping is called on, or what set the variable that it is called on."""
    if on.kind() != "identifier":
        return on.text()
    found = re.search(rf"\b{on.text()}\s*=\s*([^;]*\.addServlet\([^;]*);", text)
    return found[1] if found else ""


def _class_of(value: SgNode | str) -> list[str]:
    found = _MADE.search(value if isinstance(value, str) else value.text())
    return [next(g for g in found.groups() if g)] if found else []


def _answered(servlet: str, source: Source) -> list[str]:
    """The methods that a servlet answers, itself or by what it inherits; ANY where it is not known."""
    nodes = [node for _, node in family(servlet, source.path, source.root, source.around)]
    names = {name for node in nodes for name in methods_in(node)}
    return sorted({name[2:].upper() for name in names if re.fullmatch(r"do[A-Z][a-z]+", name)}) or ["ANY"]
