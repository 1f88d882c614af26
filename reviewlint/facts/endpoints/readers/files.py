"""Frameworks that make routes of file paths: what `config/frameworks/files.toml` says, applied to one file."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from reviewlint.data import bundled_toml
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.endpoints.around import Around

_VERB = "GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS"
_COMMENT = regex(r"/\*.*?\*/|(?<![:\"'`\\])//[^\n]*", re.DOTALL)
_VISIBLE = regex(r"[^\n]")
_UNSAID = regex(r"\(.*\)|@\w+")  # a folder that is no part of the route
_UPWARD = regex(r"^\(\.+\)")
_HOLE = regex(r"\[\[?(?:\.\.\.)?([\w-]*)(?:=\w+)?\]?\]")
_EXPORTED = regex(
    rf"^\s*export\s+(?:async\s+)?(?:const|let|var|function\*?)\s+({_VERB}|ALL|all|fallback)\b", re.MULTILINE
)
_DESTRUCTURED = regex(r"^\s*export\s+const\s*\{([^}]*)\}|^\s*export\s*\{([^}]*)\}", re.MULTILINE)
_ALL_OF = regex(r"^\s*export\s*\*\s*from\s*['\"](\.[^'\"]*)['\"]", re.MULTILINE)
_COMPARED = regex(rf"\.method\s*[!=]==?\s*['\"]({_VERB})['\"]")
_SWITCHED = regex(r"switch\s*\(\s*\w+\.method\s*\)\s*\{(.*)", re.DOTALL)
_CASE = regex(rf"case\s+['\"]({_VERB})['\"]")
_SUFFIX = regex(r"\.(get|post|put|patch|delete|head|options|connect|trace)$")
_HANDLERS = regex(
    r"\bexport\s+const\s+handlers?\b[^=]*=|\bdefine\.handlers?\(|\bexport\s+const\s+handlers?\s*="
)
_HANDLER = regex(rf"(?:^|[\s,{{])(?:async\s+)?({_VERB})\s*(?:\(|:|,)")


@cache
def _table() -> tuple[tuple[re.Pattern[str], dict[str, Any]], ...]:
    data = bundled_toml("frameworks/files.toml")
    return tuple((regex(entry["path"]), entry) for entry in data["file"])


def may_route(path: str) -> bool:
    """Whether some framework would make a route of the path."""
    return path.rpartition(".")[2] in _EXTENSIONS and any(p.search(path) for p, _ in _table())


_EXTENSIONS = frozenset(("js", "jsx", "ts", "tsx", "mjs", "svelte", "astro", "md", "mdx", "html"))


def read(path: str, text: str, around: Around | None) -> Iterator[Endpoint]:
    """The routes that the file is by its place. `around` tells which frameworks its package uses."""
    if path.rpartition(".")[2] not in _EXTENSIONS:
        return
    for pattern, entry in _table():
        found = pattern.search(path)
        if found is None or (around is not None and not uses(path, entry, around)):
            continue
        code = _COMMENT.sub(lambda m: _VISIBLE.sub(" ", m[0]), text)
        if "handler" in entry and not regex(entry["handler"]).search(code):
            continue
        route, methods = _route(found[1], entry), list(_methods(code, entry, found[1]))
        if entry["methods"] == "exports":
            methods += _handed_on(code, path, around)
        if route is not None:
            for method, line in methods:
                protocol: Any = "page" if _static(path, entry, around) else entry.get("protocol", "http")
                yield Endpoint(protocol, method, route, path, line, entry["name"], _name(method, methods))
            return


def _name(method: str, methods: list[tuple[str, int]]) -> str:
    return method if len(methods) > 1 and method != "ANY" else ""


def uses(path: str, entry: dict[str, Any], around: Around) -> bool:
    """Whether the nearest package that says anything uses the framework."""
    folder = path
    while folder:
        folder = folder.rpartition("/")[0]
        if any(around.exists(f"{folder}/{name}".lstrip("/")) for name in entry.get("config", ())):
            return True
        for manifest in ("package.json", "deno.json", "deno.jsonc"):
            text = around.text(f"{folder}/{manifest}".lstrip("/"))
            if text is not None:
                if re.search(entry["package"], text):
                    return True
                if "workspaces" not in text and '"dependencies"' in text:
                    return False
    return False


def _static(path: str, entry: dict[str, Any], around: Around | None) -> bool:
    """Whether the framework's own settings say that no server answers."""
    if "static" not in entry or around is None:
        return False
    folder = path
    while folder:
        folder = folder.rpartition("/")[0]
        for name in entry.get("config", ()):
            text = around.text(f"{folder}/{name}".lstrip("/"))
            if text is not None:
                return entry["static"] in text
    return False


def _methods(code: str, entry: dict[str, Any], route: str) -> Iterator[tuple[str, int]]:
    way = entry["methods"]
    if way == "exports":
        yield from _exported(code)
    elif way == "default":
        yield from _default(code)
    elif way == "suffix":
        found = _SUFFIX.search(route)
        yield (found[1].upper() if found else "ANY"), _line(code, code.find("export default"))
    elif way == "remix":
        yield from _remix(code)
    elif way == "handlers":
        yield from _handlers(code)
    else:
        yield way, 1


def _line(code: str, at: int) -> int:
    return code.count("\n", 0, max(at, 0)) + 1


def _exported(code: str) -> Iterator[tuple[str, int]]:
    for found in _EXPORTED.finditer(code):
        yield (found[1] if found[1].isupper() and found[1] != "ALL" else "ANY"), _line(code, found.start(1))
    for found in _DESTRUCTURED.finditer(code):
        for item in (found[1] or found[2] or "").split(","):
            name = re.split(r"\s+as\s+|:", item.strip())[-1].strip()
            if re.fullmatch(_VERB, name):
                yield name, _line(code, found.start())


def _handed_on(code: str, path: str, around: Around | None) -> list[tuple[str, int]]:
    """What `export * from "./other"` exports of another file; ANY where that file is not known."""
    found: list[tuple[str, int]] = []
    for given in _ALL_OF.finditer(code):
        line = _line(code, given.start(1))
        if around is None:
            return [("ANY", line)]
        for other in around.files_of(given[1], path, "typescript")[:1]:
            told = _COMMENT.sub("", around.text(other) or "")
            found += [(method, line) for method, _ in _exported(told)]
    return found


def _default(code: str) -> Iterator[tuple[str, int]]:
    if not re.search(r"\bexport\s+default\b|\bmodule\.exports\b|\bexport\s*\{[^}]*\bdefault\b", code):
        return
    found = {m[1]: m.start() for m in _COMPARED.finditer(code)}
    switch = _SWITCHED.search(code)
    if switch:
        found |= {m[1]: switch.start(1) + m.start() for m in _CASE.finditer(switch[1])}
    for method, at in found.items():
        yield method, _line(code, at)
    if not found:
        yield "ANY", _line(code, code.find("export default"))


def _remix(code: str) -> Iterator[tuple[str, int]]:
    action = re.search(r"^\s*export\s+(?:async\s+)?(?:const|function)\s+action\b", code, re.MULTILINE)
    loader = re.search(
        r"^\s*export\s+(?:async\s+)?(?:const|function)\s+loader\b|^\s*export\s+default\b", code, re.MULTILINE
    )
    if action:
        yield "ANY", _line(code, action.start() + 1)
    elif loader:
        yield "GET", _line(code, loader.start() + 1)


def _handlers(code: str) -> Iterator[tuple[str, int]]:
    found = _HANDLERS.search(code)
    verbs = list(_HANDLER.finditer(code, found.end())) if found else []
    for verb in {m[1]: m for m in reversed(verbs)}.values():
        yield verb[1], _line(code, verb.start(1))
    page = re.search(r"^\s*export\s+default\b", code, re.MULTILINE)
    if found and not verbs:
        yield "ANY", _line(code, found.start())
    elif page and not any(m[1] == "GET" for m in verbs):
        yield "GET", _line(code, page.start() + 1)


def _route(path: str, entry: dict[str, Any]) -> str | None:
    """The route that a path is; None where the path is none."""
    path = _SUFFIX.sub("", path) if entry["methods"] == "suffix" else path
    if entry.get("segments") == "dots":
        return _dotted(path)
    parts = []
    for part in path.strip("/").split("/"):
        if _UNSAID.fullmatch(part) or not part:
            continue
        if part.startswith("_") and entry["name"] in ("nextjs", "fresh", "astro"):
            return None
        part = _UPWARD.sub("", part)
        part = _HOLE.sub(lambda m: "{" + (m[1] or "path") + "}", part)
        parts.append(part)
    if parts and parts[-1] == "index":
        parts.pop()
    return join(*parts)


def _dotted(path: str) -> str | None:
    """A flat file route: dots are slashes, `$` parameters, a leading `_` no segment, `[.]` a dot itself.

    A folder whose name ends in `+` holds routes of its own, as remix-flat-routes writes them.
    """
    path = re.sub(r"/(route|index|_index)$", "", path)
    path = re.sub(r"\[([^\]]*)\]", lambda m: m[1].replace(".", "\0"), path)
    parts = []
    for part in re.split(r"[./]", path):
        if part.startswith("_") or part == "index" or not part:
            continue
        part = part.removesuffix("+").removesuffix("_").strip("()")
        parts.append("{splat}" if part == "$" else re.sub(r"^\$(\w+)", r"{\1}", part))
    return join(*parts).replace("\0", ".")
