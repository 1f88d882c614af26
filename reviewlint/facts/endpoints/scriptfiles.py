"""The prefix that an application gives to files of routes which it does not name: NestJS's, Slim's, Fastify's folders.

`app.setGlobalPrefix("api")` stands before every controller but those that it excludes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.common import shared_folders
from reviewlint.facts.endpoints.autoload import loaded
from reviewlint.facts.endpoints.nestmodules import prefix_of_module
from reviewlint.facts.endpoints.paths import join
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.endpoints.around import Around

_GLOBAL = regex(r"\.setGlobalPrefix\(\s*['\"`]([^'\"`$]*)['\"`]\s*(?:,\s*\{([^}]*)\})?")
_BASE = regex(r"->setBasePath\(\s*['\"](/[^'\"$]*)['\"]\s*\)")


def prefix_of_script(path: str, framework: str, around: Around) -> str:
    """What the routes of the file at `path` stand below; "" where nothing is said, or several things are."""
    if framework == "nestjs":
        told = [(other, found[1]) for other, found in _globals(around)]
        return join(_nearest(path, told), prefix_of_module(path, around))
    if framework == "slim":
        files = around.mentioning(["setBasePath"])
        return _nearest(
            path, [(other, m[1]) for other in files for m in _BASE.finditer(around.text(other) or "")]
        )
    if framework == "express":
        return _nearest(path, list(loaded(path, around)))
    return ""


def is_excluded(route: str, around: Around) -> bool:
    """Whether NestJS is told to leave the route without the prefix of all others."""
    told = [
        word
        for _, found in _globals(around)
        for word in re.findall(r"['\"`]([^'\"`]+)['\"`]", found[2] or "")
    ]
    return any(join(word) == route for word in told)


def _globals(around: Around) -> Iterator[tuple[str, re.Match[str]]]:
    for path in around.mentioning(["setGlobalPrefix"]):
        if not re.search(r"(^|/)(tests?|e2e)/|[.-](spec|test)\.", path):
            yield from ((path, found) for found in _GLOBAL.finditer(around.text(path) or ""))


def _nearest(path: str, told: list[tuple[str, str]]) -> str:
    """What the files nearest to `path` say, if they agree."""
    near = max((shared_folders(path, other) for other, _ in told), default=0)
    values = {value for other, value in told if shared_folders(path, other) == near}
    return values.pop() if len(values) == 1 else ""
