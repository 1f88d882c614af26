"""Requests for the first page of an application, `client.get("/")`: its route has no word to look for."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.users import Use
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.endpoints.around import Around
    from reviewlint.facts.reach.code import Code, CodeFile

_ASKS = regex(
    r"(?<![\w.])(get|post|put|patch|delete)[\s(]+[\"'](?:https?://[\w.:-]+)?/[\"']"
    r"|(?<![\w.])(get|post)[\s(]+root_(?:path|url)\b"
    r"|(?i:\w*(?:client|test|app|mvc|http|rest|this|request|session|browser)\w*(?:\(\))?(?:\.|->)"
    r"(get|post|put|patch|delete)(?:json|async)?\(\s*[\"'](?:https?://[\w.:-]+)?/[\"'])"
)
_PART = regex(r"\bBlueprint\(|\bAPIRouter\(|\bNamespace\(|^app_name\s*=", 8)
_LANGUAGES = frozenset(("python", "ruby", "php", "java", "kotlin", "csharp"))
_WORDS = ("get", "post", "put", "patch", "delete", "GetAsync", "getJson")
_MOST_FILES, _ENOUGH = 200, 20


def is_slash(route: str) -> bool:
    """Whether a route is that of a first page, `/`."""
    return route.strip("^$") in ("", "/")


def is_first(file: CodeFile, around: Around) -> bool:
    """Whether `/` in a file of routes is the first page, and not that of a part whose place nobody tells."""
    return file.path in around.mounted or _PART.search(file.text) is None


def first_page(method: str, language: str, code: Code) -> Iterator[Use]:
    """The requests of tests in `language` for the first page."""
    if language not in _LANGUAGES:
        return
    paths = (p for p in code.tests_mentioning(*_WORDS) if code.index.language(p) == language)
    found = (
        use for path in islice(filter(is_test_path, paths), _MOST_FILES) for use in _in(path, method, code)
    )
    yield from islice(found, _ENOUGH)


def _in(path: str, method: str, code: Code) -> Iterator[Use]:
    file = code.file(path)
    if file is None:
        return
    for literal in file.outline.literals:
        asked = _ASKS.search(file.line(literal.line)) if literal.value[-1:] == "/" else None
        if asked is not None and method in ("ANY", (asked[1] or asked[2] or asked[3]).upper()):
            yield Use(path, literal.scope, literal.line, "call")
    named = ("root_path", "root_url") if file.language == "ruby" else ()
    for one in (one for name in named for one in file.references.get(name, ())):
        if _ASKS.search(file.line(one.line)):
            yield Use(path, one.scope, one.line, "call")
