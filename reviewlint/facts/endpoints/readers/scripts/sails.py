"""Sails: the addresses of `routes` objects, and the blueprint routes that models and controllers get by their place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import is_function, line_of, pairs
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.endpoints.readers.files import uses
from reviewlint.facts.model import Endpoint
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_ADDRESS = regex(r"(?:(get|post|put|patch|delete|head|options|all)\s+)?(/(?!\^).*)", re.IGNORECASE)
_ROUTES = regex(r"(^|/)(config/(.*/)?\w[\w.-]*|api/hooks/.+)\.[jt]s$")
_MAIN = regex(r"(^|/)config/routes\.[jt]s$")
_MODEL = regex(r"(^|/)api/models/(\w+)\.[jt]s$")
_CONTROLLER = regex(r"(^|/)api/controllers/(?:(.*)/)?(\w+?)Controller\.[jt]s$")
_ACTION = regex(r"(^|/)api/controllers/((?:.*/)?[a-z][\w-]*)\.[jt]s$")
_COMMENT = regex(r"/\*.*?\*/|(?<![:'\"`])//[^\n]*", re.DOTALL)
_PACKAGE = {"package": r'"sails"\s*:', "config": [".sailsrc", "config/blueprints.js"]}
_UNBOUND = regex(r"\b_config\s*:\s*\{[^}]*\bactions\s*:\s*false")
_VERSION = regex(r'"sails"\s*:\s*"[~^]?(\d+)\.')


class _Blueprints(Record):
    """What the application says of its blueprint routes. `old`: it uses Sails 0.x, where an update is a PUT."""

    actions: bool = False
    rest: bool = True
    shortcuts: bool = False
    prefix: str = ""
    rest_prefix: str = ""
    plural: bool = False
    old: bool = False


def wanted(path: str, text: str) -> bool:
    """Whether the file may be one of those of which Sails makes routes."""
    if _ROUTES.search(path):
        return "routes" in text
    if _MODEL.search(path):
        return "attributes" in text
    return bool(_CONTROLLER.search(path) or (_ACTION.search(path) and re.search(r"\bfn\b|\breq\b", text)))


def read(source: Source) -> Iterator[Endpoint]:
    """The routes of the file."""
    if _ROUTES.search(source.path):
        yield from _addresses(source)
        return
    settings = _settings(source)
    if settings is not None:
        yield from (
            _of_model(source, settings) if _MODEL.search(source.path) else _of_actions(source, settings)
        )


def _addresses(source: Source) -> Iterator[Endpoint]:
    main = _MAIN.search(source.path) is not None
    if not main and source.around is not None and not uses(source.path, _PACKAGE, source.around):
        return
    for node in find(source.root, {"kind": "pair", "has": {"field": "key", "kind": "string"}}):
        key = node.field("key")
        found = _ADDRESS.fullmatch(key.text().strip("'\"")) if key is not None else None
        if found is not None and key is not None and _under_routes(node, main):
            method = (found[1] or "all").upper().replace("ALL", "ANY")
            yield Endpoint("http", method, found[2], source.path, line_of(key), "sails")


def _under_routes(node: SgNode, main: bool) -> bool:
    """Whether the pair stands in an object called `routes`, or in one of `before` and `after` there.

    `main`: the file is the routes module, whose export need not be called so.
    """
    for ancestor in node.ancestors():
        name = ancestor.field("left") or ancestor.field("name") or ancestor.field("key")
        last = re.split(r"\W", name.text().strip("'\""))[-1].lower() if name is not None else ""
        if last and last not in ("before", "after"):
            return last.endswith("routes") or (main and last == "exports")
    return main


def _settings(source: Source) -> _Blueprints | None:
    """The blueprint settings of the application around the file, None where it is none of Sails."""
    around, path = source.around, source.path
    if around is None:
        return _Blueprints(actions=True)
    if not uses(path, _PACKAGE, around):
        return None
    root = path[: path.find("api/")] if path.startswith("api/") else path[: path.find("/api/") + 1]
    told = _COMMENT.sub("", around.text(f"{root}config/blueprints.js") or "")
    version = _VERSION.search(around.text(f"{root}package.json") or "")
    old = version is not None and version[1] == "0"
    return _Blueprints(
        _flag(told, "actions", version is None or old),
        _flag(told, "rest", True), _flag(told, "shortcuts", False),
        _word(told, "prefix"), _word(told, "restPrefix"), _flag(told, "pluralize", False), old,
    )  # fmt: skip


def _flag(text: str, name: str, usual: bool) -> bool:
    found = re.search(rf"\b{name}\s*:\s*(true|false)\b", text)
    return found[1] == "true" if found else usual


def _word(text: str, name: str) -> str:
    found = re.search(rf"\b{name}\s*:\s*['\"`]([^'\"`]*)", text)
    return found[1] if found else ""


def _of_model(source: Source, settings: _Blueprints) -> Iterator[Endpoint]:
    """The routes over the records of a model, and over those that it is associated with."""
    found = _MODEL.search(source.path)
    name = found[2].lower() if found else ""
    name = name + "s" if settings.plural and not name.endswith("s") else name
    rest, short = join(settings.prefix, settings.rest_prefix, name), join(settings.prefix, name)
    update = "PUT" if settings.old else "PATCH"
    one = f"{rest}/:id"
    routes = [("GET", rest), ("GET", one), ("POST", rest), (update, one), ("DELETE", one)]
    for kind, field in _associations(source.root):
        routes.append(("GET", f"{one}/{field}"))
        if kind == "collection":
            routes += [("PUT", f"{one}/{field}")]
            routes += [(method, f"{one}/{field}/:childid") for method in ("PUT", "DELETE")]
    routes = routes if settings.rest else []
    if settings.shortcuts:
        tails = ("/find", "/find/:id", "/create", "/update/:id", "/destroy/:id")
        routes += [("GET", f"{short}{tail}") for tail in tails]
        held = [field for kind, field in _associations(source.root) if kind == "collection"]
        deeds = ("add/:childid", "remove/:childid", *(() if settings.old else ("replace",)))
        routes += [("GET", f"{short}/:id/{field}/{deed}") for field in held for deed in deeds]
    for method, route in routes:
        yield Endpoint("http", method, route, source.path, 1, "sails")


def _associations(root: SgNode) -> Iterator[tuple[str, str]]:
    """The attributes of a model that hold one or several of another, by kind and name."""
    for node in find(root, {"kind": "pair", "has": {"field": "key", "regex": "^['\"]?attributes['\"]?$"}}):
        value = node.field("value")
        for name, told in pairs(value).items() if value is not None else ():
            kinds = [k for k in ("collection", "model") if told.kind() == "object" and k in pairs(told)]
            if kinds:
                yield kinds[0], name


def _of_actions(source: Source, settings: _Blueprints) -> Iterator[Endpoint]:
    """The routes that each action gets by the names of its controller and itself."""
    controller = _CONTROLLER.search(source.path)
    own = _exported(source.root)
    if not settings.actions or own is None or (settings.old and _UNBOUND.search(source.text)):
        return
    if controller is None:
        found = _ACTION.search(source.path)
        if found is not None:
            yield Endpoint("http", "ANY", join(settings.prefix, found[2]), source.path, 1, "sails")
        return
    base = join(settings.prefix, controller[2] or "", controller[3].lower())
    for name, value in own.items():
        answers = is_function(value) or (value.kind() == "object" and "fn" in pairs(value))
        if answers:
            tail = "" if name == "index" else name
            handler = f"{controller[3]}Controller.{name}"
            yield Endpoint("http", "ANY", join(base, tail), source.path, line_of(value), "sails", handler)


def _exported(root: SgNode) -> dict[str, SgNode] | None:
    """The members of the object that the file exports, None without one."""
    rule = {
        "any": [
            {"kind": "assignment_expression", "regex": r"^module\.exports\s*="},
            {"kind": "export_statement"},
        ]
    }
    for node in find(root, rule):
        value = node.field("right") or node.field("value")
        if value is not None and value.kind() == "object":
            return pairs(value)
    return None
