"""The prefix that another file gives to a whole file of routes, as Laravel's provider and bootstrap do.

`Route::prefix("/api")->group(base_path("routes/api.php"))`, `withRouting(api: __DIR__."/../routes/api.php")`; the
second stands below `/api` by Laravel's own documentation of routing, unless `apiPrefix` says otherwise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.paths import join
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.endpoints.around import Around

_ROUTES = regex(r"(?:^|/)routes/[\w/.-]+\.php$")
_DEEP = 3
_PREFIX = regex(r"\bprefix\(\s*[\"']([^\"'$]*)[\"']|[\"']prefix[\"']\s*=>\s*[\"']([^\"'$]*)[\"']")
_API_PREFIX = regex(r"\bapiPrefix:\s*[\"']([^\"'$]*)[\"']")


def prefix_of(path: str, around: Around, depth: int = 0) -> str:
    """What the routes of the file at `path` stand below; "" where nothing is said, or several things are."""
    if depth > _DEEP or not _ROUTES.search(path):
        return ""
    name = re.escape(path.rpartition("routes/")[2])
    grouped = re.compile(rf"->\s*group\(\s*(?:base_path\(|__DIR__\s*\.)?\s*[\"'][^\"'\n]*routes/{name}[\"']")
    listed = re.compile(rf"\bapi:\s*(?:__DIR__\s*\.|base_path\()?\s*[\"'][^\"'\n]*routes/{name}[\"']")
    found = set()
    for other in around.mentioning(("base_path", "withRouting", "__DIR__"), ("routes",)):
        text = around.text(other) or "" if other.endswith(".php") and other != path else ""
        given = {_given(text, one.start()) for one in grouped.finditer(text)}
        above = prefix_of(other, around, depth + 1) if given else ""
        found |= {join(above, one) for one in given}
        if listed.search(text):
            said = _API_PREFIX.search(text)
            found.add(said[1] if said else "api")
    return found.pop() if len(found) == 1 else ""


def _given(text: str, at: int) -> str:
    """The prefixes in the chain of calls that ends at `at`."""
    start = max(text.rfind(sign, 0, at) for sign in ";{")
    return join(*(one or other for one, other in _PREFIX.findall(text, start + 1, at)), "")
