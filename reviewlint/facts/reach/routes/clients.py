"""Requests by clients that tests make for one resource: `tags = ResourceClient(api, "tags")`, then `tags.post(..)`.

The path stands where the client is made, or its resource's type does: `new ClientBase<TagResource>(api)` asks for what
the controller answers whose file says that type and whose route ends with its name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.casing import humps
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code

Place = tuple[str, int, int]  # path, scope, line
_MOST_FILES, _MOST_NAMES = 60, 6
_LITERAL = regex(r"[\"'`]/?([\w./-]+?)/?[\"'`]")
_PARAMETER = regex(r"\{[^{}]*\}|:\w+|<[^<>]*>")
_FRONT = regex(r"(?i)^(?:\w*api\w*|rest|v?\d+(?:\.\d+)?|v\d\w*)$")
_GENERIC = ("csharp", "java", "kotlin")


class Clients:
    """Finds such requests over one repository."""

    def __init__(self, code: Code) -> None:
        self._code = code
        self._found: dict[tuple[str, str], tuple[str, ...]] = {}
        self._in_file: dict[str, list[re.Match[str]]] = {}

    def asking(self, method: str, route: str, home: str) -> Iterator[Place]:
        """Where tests ask by a client for the `route` that the file at `home` answers."""
        parts = tuple(part for part in route.strip("/").split("/") if part)
        while parts and _PARAMETER.search(parts[-1]):
            parts = parts[:-1]
        fixed = [number for number, part in enumerate(parts) if not _FRONT.match(part)]
        if not fixed or any(map(_PARAMETER.search, parts)):
            return
        tail = "/".join(parts[fixed[0] :])
        if (tail, home) not in self._found:
            self._found[tail, home] = tuple(
                dict.fromkeys((*self._by_path(tail), *self._by_type(parts[-1], home)))
            )[:_MOST_NAMES]
        for name in self._found[tail, home]:
            yield from self._calls(name, method)

    def _by_path(self, tail: str) -> Iterator[str]:
        """The names of the clients that are made for a path."""
        paths = self._code.mentioning_all(re.findall(r"[A-Za-z_]\w+", tail))
        for path in sorted(filter(is_test_path, paths))[:_MOST_FILES]:
            for made in self._made_in(path):
                if any(literal.lower() == tail.lower() for literal in _LITERAL.findall(made["given"])):
                    yield made["name"]

    def _by_type(self, part: str, home: str) -> Iterator[str]:
        """The names of the clients that are made for a type in the file at `home` named like the route's end."""
        file = self._code.file(home) if self._code.index.language(home) in _GENERIC else None
        stem = re.escape(part.removesuffix("s"))
        named = rf"(?i)\b{stem}s?(?:Resource|Dto|Model|ViewModel|Entity|Request|Response)?\b"
        types = (
            dict.fromkeys(one for one in re.findall(named, file.text) if one[:1].isupper()) if file else {}
        )
        for name in list(types)[:_MOST_NAMES]:
            heirs = re.compile(rf"\bclass\s+(\w+)[^{{:]*(?:\bextends|:)\s*\w+<\s*{name}\s*>")
            for path in self._code.tests_mentioning(name)[:_MOST_FILES]:
                made = self._made_in(path)
                yield from (one["name"] for one in made if (one["type"] or "").strip() == name)
                for heir in heirs.findall(self._code.index.text(path) or ""):
                    yield from self._made(heir)

    def _made_in(self, path: str) -> list[re.Match[str]]:
        """What may make a client, in one file of the tests."""
        if path not in self._in_file:
            text = self._code.index.text(path) or ""
            self._in_file[path] = list(words().clients["made"].finditer(text))
        return self._in_file[path]

    def _made(self, client: str) -> Iterator[str]:
        for path in self._code.tests_mentioning(client)[:_MOST_FILES]:
            for made in self._made_in(path):
                if made["class"].rpartition(".")[2] == client:
                    yield made["name"]

    def _calls(self, name: str, method: str) -> Iterator[Place]:
        for path in self._code.tests_mentioning(name)[:_MOST_FILES]:
            file = self._code.file(path)
            for reference in file.outline.references if file is not None else ():
                last = reference.receiver.rpartition(".")[2]
                if last.lstrip("@$_") == name.lstrip("@$_") and _asks(reference.name, method):
                    yield path, reference.scope, reference.line


def _asks(called: str, method: str) -> bool:
    """Whether a method of a client sends a request by that method: `InvalidPut`, `find_all`."""
    said = set(humps(called))
    verbs = words().client_verbs
    return not said.isdisjoint(
        verbs.get(method, ()) if method != "ANY" else {w for one in verbs.values() for w in one}
    )
