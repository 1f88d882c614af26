"""ThinkPHP: routes in annotations, lists that a routes file returns, and actions served by their names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.casing import underscored
from reviewlint.facts.endpoints.nodes import items, line_of, named_children, pairs, string
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.endpoints.readers.php.phpmarks import Class, Mark, Method, classes
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.around import Around
    from reviewlint.facts.endpoints.families import Source

_PLACE = regex(r"^(?:.*/)?(?:app|application)/(?:(\w+)/)?controller/((?:\w+/)*)(\w+)\.php$")
_LIST = regex(r"(?:^|/)(?:application|app|config)/(?:\w+/)?route\.php$|(?:^|/)application/route/\w+\.php$")
_ROUTES = regex(r"(?:^|/)route/[\w/]+\.php$|(?:^|/)route\.php$")
_VERBS = {verb: verb.upper() for verb in ("Get", "Post", "Put", "Patch", "Delete", "Options")}
_RESOURCE = {
    "index": ("GET", ""), "create": ("GET", "create"), "save": ("POST", ""), "read": ("GET", ":id"),
    "edit": ("GET", ":id/edit"), "update": ("PUT", ":id"), "delete": ("DELETE", ":id"),
}  # fmt: skip
_MUST = regex(r"['\"]url_route_must['\"]\s*=>\s*true", re.IGNORECASE)


def wanted(path: str, text: str) -> bool:
    """Whether the file holds a controller of ThinkPHP, or the list of its routes."""
    if _LIST.search(path):
        return bool(re.search(r"^\s*return\s*(\[|array\()", text, re.MULTILINE))
    return _PLACE.match(path) is not None and "function " in text


def read(source: Source) -> Iterator[Endpoint]:
    """The endpoints of the file."""
    if _LIST.search(source.path):
        yield from _listed(source)
        return
    for owner in classes(source.root):
        told = list(_annotated(source, owner))
        yield from told
        yield from _by_name(source, owner, {e.handler for e in told})


def _annotated(source: Source, owner: Class) -> Iterator[Endpoint]:
    group, resource = owner.mark("Group"), owner.mark("Resource")
    prefix = (group.value("name") or "") if group is not None else ""
    names = {m.name: m for m in owner.methods}
    base = resource.value("rule") if resource is not None else None
    for action, (verb, tail) in _RESOURCE.items() if base is not None else ():
        if action in names:
            yield _endpoint(source, verb, join(prefix, base or "", tail), names[action].line, owner, action)
    for method in owner.methods:
        for mark in method.marks:
            for verb, rule in _bound(mark):
                yield _endpoint(source, verb, join(prefix, rule), method.line, owner, method.name)


def _bound(mark: Mark) -> Iterator[tuple[str, str]]:
    """The methods and the rule of one annotation; the attribute `Route` names the method first."""
    if mark.name in _VERBS and (rule := mark.value("rule")) is not None:
        yield _VERBS[mark.name], rule
    elif mark.name == "Route":
        words = re.findall(r"^\s*['\"]([^'\"]*)['\"]\s*,\s*['\"]([^'\"]*)['\"]", mark.text)
        rule = words[0][1] if words else mark.value("rule")
        verbs = re.split(r"[|,]", words[0][0].upper()) if words else mark.methods("method") or ["ANY"]
        for verb in verbs if rule is not None else ():
            yield "ANY" if verb == "*" else verb, rule or ""


def _by_name(source: Source, owner: Class, told: set[str]) -> Iterator[Endpoint]:
    """The public actions of a controller, each at `/module/controller/action`, but those that a route names.

    What else the repository says is asked where it is known; until then every such class counts.
    """
    found, around = _PLACE.match(source.path), source.around
    if found is None or not _is_controller(source, owner, found[3]):
        return
    texts = _said(around, source.path) if around is not None else []
    if any(_MUST.search(text) for text in texts):
        return
    inside = "".join(f"{part}." for part in found[2].strip("/").split("/") if part)
    address = join(found[1] or "", inside + underscored(owner.name.removesuffix("Controller")))
    for method in owner.methods:
        handler = f"{owner.name}.{method.name}"
        if handler not in told and not method.name.startswith("_") and not _named(owner, method, texts):
            yield _endpoint(source, "ANY", join(address, method.name), method.line, owner, method.name)


def _is_controller(source: Source, owner: Class, stem: str) -> bool:
    """Whether requests may name the class: the file's own, of an application of ThinkPHP."""
    if owner.name != stem or re.search(r"\babstract\b", owner.head) or stem in ("Base", "BaseController"):
        return False
    if "think\\" in source.text:
        return True
    return source.around is None or _uses(source.around, source.path)


def _said(around: Around, path: str) -> list[str]:
    """The files that say which addresses there are."""
    routes = [around.text(one) or "" for one in around.paths() if _ROUTES.search(one)]
    top = path.partition("app")[0]
    return routes + [around.text(f"{top}config/{name}.php") or "" for name in ("route", "app")]


def _uses(around: Around, path: str) -> bool:
    """Whether the package that the file stands in depends on the framework."""
    folders = [path.rsplit("/", n)[0] + "/" for n in range(1, path.count("/") + 1)]
    return any('"topthink/' in (around.text(f"{folder}composer.json") or "") for folder in (*folders, ""))


def _named(owner: Class, method: Method, texts: list[str]) -> bool:
    """Whether a route leads to the action: its own name is then served no more."""
    name, action = re.escape(owner.name), re.escape(method.name)
    usual = (
        rf"|resource\(\s*['\"][\w./]+['\"]\s*,\s*['\"\\\w/.]*\b{name}\b" if method.name in _RESOURCE else ""
    )
    wanted = re.compile(rf"\b{name}(?:::class\s*,\s*['\"]|[/@]){action}\b{usual}", re.IGNORECASE)
    return any(wanted.search(text) for text in texts)


def _listed(source: Source) -> Iterator[Endpoint]:
    """The rules of the array that the file returns."""
    for node in find(source.root, {"kind": "return_statement"}):
        for value in named_children(node)[:1]:
            yield from _rules(source, value, "")


def _rules(source: Source, node: SgNode, above: str) -> Iterator[Endpoint]:
    for entry in named_children(node):
        parts = named_children(entry)
        if len(parts) != 2 or (name := string(parts[0], source.text)) is None:
            continue
        value = parts[1]
        if name.startswith("__"):
            continue
        if name.startswith("["):
            yield from _rules(source, value, join(above, name.strip("[]")))
        elif "string" in value.kind() or value.kind() == "array_creation_expression":
            for verb in _methods(value):
                route = join(above, name.rstrip("$"))
                yield Endpoint("http", verb, route, source.path, line_of(value), "thinkphp", "")


def _methods(value: SgNode) -> list[str]:
    options = items(value)[1] if len(items(value)) > 1 else None
    told = pairs(options).get("method") if options is not None else None
    return [v.strip("'\" ").upper() for v in told.text().split("|")] if told is not None else ["ANY"]


def _endpoint(source: Source, verb: str, route: str, line: int, owner: Class, action: str) -> Endpoint:
    return Endpoint("http", verb, route, source.path, line, "thinkphp", f"{owner.name}.{action}")
