"""Endpoints of Java and Kotlin whose interfaces a build writes from an OpenAPI document of the repository.

The interface is nowhere in the source: what a class answers is told by the document's operation called as the method
that it overrides. `class Users implements UsersApi { @Override … getUser(…) }`
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.common import shared_folders
from reviewlint.facts.endpoints.nodes import line_of
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.endpoints.readers.jvm.jvmtypes import declared, types
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.endpoints.around import Around
    from reviewlint.facts.endpoints.families import Source
    from reviewlint.facts.endpoints.readers.jvm.jvmtypes import Type

GENERATED = regex(r"\w+(?:Api|ApiDelegate|ApiService|Resource)")
_DOCUMENT = regex(
    r"(?i)(?:^|/)(?:[^/]*(?:openapi|swagger|api-docs|api)[^/]*|(?:openapi|swagger)/[^/]+)\.(?:ya?ml|json)$"
)
_ASIDE = regex(r"(?:^|/)(?:tests?|examples?|node_modules|testdata|fixtures)/")
_PATH = regex(r"\s{2,4}['\"]?(/[^'\":\s]*)['\"]?\s*:\s*$")
_VERB = regex(r"\s{4,8}['\"]?(get|post|put|patch|delete)['\"]?\s*:\s*$")
_OPERATION = regex(r"\s{6,12}['\"]?operationId['\"]?\s*:\s*['\"]?([\w.-]+)['\"]?,?\s*$")
_VERBS = ("get", "post", "put", "patch", "delete")
_MOST_DOCUMENTS, _MOST = 12, 3_000_000


def endpoints(source: Source) -> Iterator[Endpoint]:
    """What the classes of a file answer by the document that knows the most of their methods."""
    around = source.around
    if around is None:
        return
    for one in types(source):
        methods = [m for m in one.methods() if _overrides(m.node.text()[:600])]
        if one.kind != "class" or not methods or not _of_generated(one, source):
            continue
        known = max(
            _documents(around, source.path),
            key=lambda operations: sum(m.name in operations for m in methods),
            default={},
        )
        for method in methods:
            if method.name in known:
                verb, path = known[method.name]
                yield Endpoint(
                    "http", verb, join(path), source.path, line_of(method.node), "openapi",
                    f"{one.name}.{method.name}",
                )  # fmt: skip


def _overrides(text: str) -> bool:
    return re.search(r"@Override\b|\boverride\s+(?:suspend\s+)?fun\b", text) is not None


def _of_generated(one: Type, source: Source) -> bool:
    """Whether the type implements what is called as a generated interface and declared in no file."""
    return any(GENERATED.fullmatch(base) and declared(base, source) is None for base in one.bases)


def _documents(around: Around, here: str) -> list[dict[str, tuple[str, str]]]:
    """The operations of the documents of the repository, those of the nearest document first."""
    paths = around.called(_DOCUMENT)
    nearest = sorted(
        (path for path in paths if not _ASIDE.search(path)),
        key=lambda path: (-shared_folders(path, here), path),
    )[:_MOST_DOCUMENTS]
    return [found for path in nearest if (found := _operations(around, path))]


def _operations(around: Around, path: str) -> dict[str, tuple[str, str]]:
    """By its name each operation's method and path; those of a document are looked for once."""
    if path not in around.specified:
        text = around.text(path) or ""
        plain = (
            len(text) < _MOST and re.search(r"[\"']?(?:openapi|swagger)[\"']?\s*:", text[:2000]) is not None
        )
        around.specified[path] = dict(_read(text)) if plain else {}
    return around.specified[path]


def _read(text: str) -> Iterator[tuple[str, tuple[str, str]]]:
    if not text.lstrip().startswith("{"):
        yield from _of_yaml(text)
        return
    import json

    try:
        paths = json.loads(text).get("paths", {})
    except ValueError:
        return
    for path, item in paths.items() if isinstance(paths, dict) else ():
        for verb in _VERBS if isinstance(item, dict) else ():
            told = item.get(verb)
            if isinstance(told, dict) and isinstance(told.get("operationId"), str):
                yield told["operationId"], (verb.upper(), path)


def _of_yaml(text: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """By lines: documents of thousands of them are common, and a parser takes seconds for one."""
    path = verb = ""
    for line in text.split("\n"):
        if found := _PATH.match(line):
            path, verb = found[1], ""
        elif found := _VERB.match(line):
            verb = found[1]
        elif path and verb and (found := _OPERATION.match(line)):
            yield found[1], (verb.upper(), path)
