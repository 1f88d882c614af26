"""Procedures that tests call on a client by their own names: generated clients of an interface, JSON-RPC, XML-RPC."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code
    from reviewlint.facts.reach.target import Target

Place = tuple[str, int, int]  # path, scope, line
_MOST_FILES = 60
_PACKAGES = ("JsonRPC", "JsonRpc", "jsonrpc", "json_rpc", "XMLRPC", "XmlRpc", "xmlrpc", "ServerProxy")


class Remote:
    """Finds such calls over one repository."""

    def __init__(self, code: Code) -> None:
        self._code = code
        self._kinds: dict[tuple[str, str], str] = {}

    def calling(self, target: Target, answers: bool) -> Iterator[Place]:
        """Where tests call `target` through a client; `answers`: it is known to answer a route."""
        if target.kind != "method" or target.name in words().common or not (answers or self._has_rpc):
            return
        registered: bool | None = None
        for path in self._code.tests_mentioning(target.name)[:_MOST_FILES]:
            file = self._code.file(path)
            for reference in file.references.get(target.name, ()) if file is not None else ():
                receiver = re.split(r"\.|->|::", reference.receiver)[-1].lstrip("$@_")
                if reference.kind != "call" or not receiver.isidentifier():
                    continue
                kind = self._kind(receiver, path)
                if kind == "rpc" and registered is None:
                    registered = self._is_registered(target)
                if (kind == "generated" and answers) or (kind == "rpc" and registered):
                    yield path, reference.scope, reference.line

    @cached_property
    def _has_rpc(self) -> bool:
        return any(map(is_test_path, self._code.mentioning(*_PACKAGES)))

    def _kind(self, name: str, path: str) -> str:
        """What a test calls by that name: a client that is "generated" or of "rpc", "" for anything else."""
        key = (name, path.rpartition("/")[0])
        if key not in self._kinds:
            near = sorted(
                filter(is_test_path, self._code.mentioning(name)), key=lambda one: (one != path, one)
            )
            texts = (self._code.index.text(one) or "" for one in near[:_MOST_FILES])
            self._kinds[key] = next(filter(None, (_kind_in(text, name) for text in texts)), "")
        return self._kinds[key]

    def _is_registered(self, target: Target) -> bool:
        """Whether the code hands objects of the method's class to a server that calls them for who asks."""
        way = re.compile(words().remote["registers"].pattern + rf"\b{re.escape(target.owner_name)}\b")
        others = sorted(path for path in self._code.mentioning(target.owner_name) if not is_test_path(path))
        return any(way.search(self._code.index.text(path) or "") for path in others[:_MOST_FILES])


def _kind_in(text: str, name: str) -> str:
    declared = re.findall(
        rf"\b([A-Z][\w.]*)(?:<[^<>]*>)?\s+{name}\s*[;=)]|\b{name}\s*(?::\s*[\w.]+\s*)?=\s*(?:new\s+)?([\w.\\]*[A-Z]\w*)\(",
        text,
    )
    for one in {(first or second).rpartition(".")[2].rpartition("\\")[2] for first, second in declared}:
        for kind in ("rpc", "generated"):
            for found in words().remote[kind].finditer(text):
                if re.search(rf"\b{one}\b", found[0]):
                    return kind
    return ""
