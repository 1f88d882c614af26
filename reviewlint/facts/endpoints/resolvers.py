"""What data cannot say: URL configurations and route languages, one small reader each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import items, last_name, line_of, named_children, read_call, string
from reviewlint.facts.endpoints.routers import join
from reviewlint.facts.model import Endpoint
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.nodes import Call

_DJANGO = re.compile(r"\b(urlpatterns|path\(|re_path\(|url\()")
_RESOURCE = re.compile(r"\.add_\w*resource\(")
_VERBS = frozenset(["get", "post", "put", "patch", "delete"])
_CRUD = {
    "index": ("GET", "", "collection"),
    "create": ("POST", "", "collection"),
    "new": ("GET", "/new", "collection"),
    "edit": ("GET", "/edit", "member"),
    "show": ("GET", "", "member"),
    "update": ("PUT", "", "member"),
    "destroy": ("DELETE", "", "member"),
}


def wanted(path: str, text: str, language: str) -> bool:
    """Whether one of the readers here has something to read in the file."""
    if language == "python":
        return bool(_DJANGO.search(text) or _RESOURCE.search(text))
    return language == "ruby" and (path.endswith("routes.rb") or "/routes/" in path or "routes.draw" in text)


def resolve(path: str, text: str, root: SgNode | None, language: str) -> Iterator[Endpoint]:
    """The endpoints that the readers of this module find in one file."""
    if root is None or not wanted(path, text, language):
        return
    if language == "ruby":
        yield from _rails(path, text, root, "", "")
    else:
        yield from _resources(path, text, root)
        yield from _django(path, text, root)


def _resources(path: str, text: str, root: SgNode) -> Iterator[Endpoint]:
    rule = {"kind": "call", "has": {"field": "function", "regex": r"\.add_\w*resource$"}}
    for node in find(root, rule):
        call = read_call(node)
        name = last_name(call.positional[0]) if call.positional else ""
        for argument in call.positional[1:]:
            route = string(argument, text)
            for method in _resource_methods(name, root) if route else ():
                yield Endpoint("http", method, join(route or ""), path, line_of(node), "flask-restful", name)


def _resource_methods(name: str, root: SgNode) -> list[str]:
    rule = {"kind": "class_definition", "has": {"field": "name", "regex": f"^{re.escape(name)}$"}}
    found = next(iter(find(root, rule)), None)
    body = found.field("body") if found is not None else None
    if body is None:
        return ["ANY"]
    functions = [n.field("name") for n in body.find_all(kind="function_definition")]
    return [f.text().upper() for f in functions if f is not None and f.text() in _VERBS] or ["ANY"]


def _django(path: str, text: str, root: SgNode) -> Iterator[Endpoint]:
    if "urlpatterns" not in text:
        return
    rule = {"kind": "call", "has": {"field": "function", "regex": r"^(path|re_path|url)$"}}
    for node in find(root, rule):
        call = read_call(node)
        route = string(call.argument([0, "route", "regex"]), text)
        view = call.argument([1, "view"])
        if route is None or view is None or view.text().startswith("include("):
            continue
        prefix = "".join(reversed([_include(a, text) for a in node.ancestors() if a.kind() == "call"]))
        yield Endpoint(
            "http", "ANY", join(_regex(prefix + route)), path, line_of(node), "django", _view(view)
        )


def _include(node: SgNode, text: str) -> str:
    call = read_call(node)
    return (string(call.argument([0]), text) or "") if call.name in ("path", "re_path", "url") else ""


def _regex(route: str) -> str:
    """A Django regex route as a path; groups become parameters."""
    route = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)\??", r"<\1>", route)
    return re.sub(r"[\^$]|\\Z", "", route).replace("/?", "/").replace("\\", "")


def _view(view: SgNode) -> str:
    text = view.text()
    return re.sub(r"\.as_view\(.*", "", text, flags=re.DOTALL).rpartition(".")[2] if len(text) < 300 else ""


def _rails(path: str, text: str, node: SgNode, prefix: str, member: str) -> Iterator[Endpoint]:
    for child in named_children(node):
        if child.kind() == "call":
            yield from _rails_call(path, text, child, prefix, member)
        else:
            yield from _rails(path, text, child, prefix, member)


def _rails_call(path: str, text: str, node: SgNode, prefix: str, member: str) -> Iterator[Endpoint]:
    call = read_call(node)
    block, name = call.block, call.name
    here, inner = prefix, member
    if name in ("namespace", "scope"):
        own = call.argument(["path", 0])
        here = join(prefix, string(own, text) or "") if own is not None else prefix
    elif name in ("resources", "resource"):
        for symbol in call.positional:
            base = join(prefix, string(call.named.get("path"), text) or string(symbol, text) or "")
            inner = join(base, _key(call, text)) if name == "resources" else base
            yield from _crud(path, call, base, inner, name, text)
            here = base
        if block is not None:
            nested = join(here, f":{_singular(here)}_id") if name == "resources" else here
            yield from _members(path, text, block, here, inner, nested)
        return
    elif name in (*_VERBS, "match", "root", "mount"):
        yield from _verb(path, text, call, prefix)
        return
    if block is not None:
        yield from _rails(path, text, block, here, inner)


def _members(path: str, text: str, block: SgNode, base: str, member: str, nested: str) -> Iterator[Endpoint]:
    for child in named_children(block):
        if child.kind() == "body_statement":
            yield from _members(path, text, child, base, member, nested)
        elif child.kind() == "call":
            call = read_call(child)
            on = (string(call.named.get("on"), text) or "") if "on" in call.named else ""
            where = {"member": member, "collection": base}.get(on or call.name, nested)
            inside = call.block if call.name in ("member", "collection") else None
            if inside is not None:
                yield from _rails(path, text, inside, where, member)
            else:
                yield from _rails_call(path, text, child, where, member)


def _verb(path: str, text: str, call: Call, prefix: str) -> Iterator[Endpoint]:
    if call.name == "root":
        yield Endpoint("http", "GET", prefix or "/", path, line_of(call.node), "rails")
        return
    arrows = [n for n in call.node.find_all(kind="pair") if "=>" in n.text() and n.parent() != call.block]
    routes = [string(p, text) for p in call.positional if p.kind() != "pair"]
    if not routes and arrows:
        routes = [string(named_children(arrows[0])[0], text)]
    via = call.named.get("via")
    methods = [(string(i, text) or "any").upper() for i in items(via)] if via is not None else ["ANY"]
    for route in (r for r in routes if r):
        clean = re.sub(r"\(\.:?\w+\)", "", route)
        for method in methods if call.name in ("match", "mount") else [call.name.upper()]:
            yield Endpoint(
                "http",
                method if method != "ALL" else "ANY",
                join(prefix, clean),
                path,
                line_of(call.node),
                "rails",
            )


def _crud(path: str, call: Call, base: str, member: str, kind: str, text: str) -> Iterator[Endpoint]:
    only, without = call.named.get("only"), call.named.get("except")
    kept = {string(i, text) for i in items(only)} if only is not None else set(_CRUD)
    kept -= {string(i, text) for i in items(without)} if without is not None else set()
    for action, (method, tail, place) in _CRUD.items():
        if action not in kept or (kind == "resource" and action == "index"):
            continue
        route = join(member if place == "member" else base, tail)
        for verb in ("PATCH", "PUT") if action == "update" else (method,):
            yield Endpoint("http", verb, route, path, line_of(call.node), "rails", action)


def _key(call: Call, text: str) -> str:
    return ":" + (string(call.named.get("param"), text) or "id")


def _singular(route: str) -> str:
    word = route.rsplit("/", 1)[-1]
    return word[:-3] + "y" if word.endswith("ies") else word.rstrip("s")
