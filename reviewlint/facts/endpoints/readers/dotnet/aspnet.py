"""Actions of ASP.NET controllers: attribute routes, and the conventional patterns that the application maps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reviewlint.common import shared_folders
from reviewlint.facts.endpoints.nodes import Call, items, line_of, name_of, named_children, read_call
from reviewlint.facts.endpoints.packages import nearest
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.endpoints.readers.dotnet.ownmarks import Mark, own_mark
from reviewlint.facts.model import Endpoint
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_VERB = regex(r"^Http(Get|Post|Put|Patch|Delete|Head|Options)$")
_METHOD = regex(r"\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE|QUERY)\b", re.IGNORECASE)
_ANSWER = regex(r"Result\b|Result>|\bView|Response|\bJson")
_MAPS = (
    "MapControllerRoute",
    "MapRoute",
    "MapAreaControllerRoute",
    "MapDefaultControllerRoute",
    "MapHttpRoute",
)
_PACKAGED = frozenset(
    (
        "AcceptVerbs", "AllowAnonymous", "ApiController", "ApiVersion", "Area", "Authorize", "Consumes", "Controller",
        "EnableCors", "NonAction", "Obsolete", "Produces", "ProducesResponseType", "Route", "RoutePrefix",
        "ValidateAntiForgeryToken",
    )
)  # fmt: skip
_PATTERN = regex(r"\"([^\"]*\{controller\b[^\"]*)\"")
_DEFAULT = "{controller=Home}/{action=Index}/{id?}"
_DEPTH = 4
_FRAMEWORK = frozenset(("Controller", "ControllerBase", "ApiController"))


class _Controller(Record):
    source: Source
    node: SgNode
    name: str
    attributes: tuple[Call, ...]
    bases: tuple[str, ...]


class _Action(Record):
    """A method with its attributes; `place`: the class that declares them, a controller or one above it."""

    place: _Controller
    method: SgNode
    attributes: tuple[Call, ...]


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The actions of the controllers of a C# file."""
    for node in find(source.root, {"any": [{"kind": "class_declaration"}, {"kind": "record_declaration"}]}):
        owner = _controller(source, node)
        if _is_controller(owner):
            yield from _actions(owner, _methods(owner))
        elif "abstract" in _modifiers(node):
            for heir in _heirs(owner, 0):
                yield from _actions(heir, (m for m in _methods(heir) if m.place.source.path == source.path))


def _controller(source: Source, node: SgNode) -> _Controller:
    listed = next((c for c in node.children() if c.kind() == "base_list"), None)
    bases = (
        tuple(re.findall(r"[A-Z]\w*", re.sub(r"<.*>|\(.*\)", "", listed.text())))
        if listed is not None
        else ()
    )
    return _Controller(source, node, name_of(node), _attributes(node), bases)


def _is_controller(owner: _Controller) -> bool:
    if _modifiers(owner.node) & {"abstract", "static"}:
        return False
    named = owner.name.endswith("Controller") or any(base.endswith("Controller") for base in owner.bases)
    return named or any(a.name in ("ApiController", "Controller", "RoutePrefix") for a in owner.attributes)


def _attributes(node: SgNode) -> tuple[Call, ...]:
    found = []
    for part in node.children():
        if part.kind() == "attribute_list":
            found += [read_call(c) for c in named_children(part) if c.kind() == "attribute"]
    return tuple(found)


def _actions(owner: _Controller, methods: Iterable[_Action]) -> Iterator[Endpoint]:
    """What methods of a controller serve."""
    prefixes = _prefixes(owner)
    for action in methods:
        line = line_of(action.method if action.place.source.path == owner.source.path else owner.node)
        for verb, route in _bound(owner, action, prefixes):
            yield Endpoint(
                "http", verb, _named(route, owner, action.method), owner.source.path, line, "aspnet",
                f"{owner.name}.{name_of(action.method)}",
            )  # fmt: skip


def _heirs(base: _Controller, depth: int) -> Iterator[_Controller]:
    """The controllers below an abstract class, of files that the change leaves alone."""
    around = base.source.around
    wanted = re.compile(rf"\bclass\s+\w+[^{{;]*:\s*{re.escape(base.name)}\b")
    for path in around.mentioning([base.name]) if around is not None and depth < _DEPTH else ():
        changed = around is not None and around.is_changed(path)
        place = base.source.at(path, wanted) if not changed else None
        if place is None:
            continue
        for node in find(place.root, {"kind": "class_declaration"}):
            heir = _controller(place, node)
            if heir.bases[:1] == (base.name,):
                yield from [heir] if _is_controller(heir) else _heirs(heir, depth + 1)


def _methods(owner: _Controller) -> Iterator[_Action]:
    """The public methods of a controller, and those that its bases in the repository route."""
    hidden: set[tuple[str, int]] = set()
    line = _line(owner)
    for number, place in enumerate(line):
        own = _declared_by(place)
        for action in own:
            words = _modifiers(action.method)
            if _signature(action) in hidden or "abstract" in words or _has(action, "NonAction"):
                continue
            if "override" in words and not _is_routed(action):
                above = [o for base in line[number + 1 :] for o in _declared_by(base) if _is_routed(o)]
                routed = next((o for o in above if _signature(o) == _signature(action)), None)
                if routed is not None:
                    yield routed._replace(method=action.method)
            elif not number or _is_routed(action):
                yield action
        hidden |= {_signature(action) for action in own}


def _line(owner: _Controller) -> list[_Controller]:
    """The class and the classes above it, as far as the repository declares them."""
    found = [owner]
    while len(found) < _DEPTH and found[-1].bases and found[-1].bases[0] not in _FRAMEWORK:
        above = _declared(found[-1].bases[0], found[-1].source)
        if above is None or any(above.name == known.name for known in found):
            break
        found.append(above)
    return found


def _declared_by(place: _Controller) -> list[_Action]:
    """The public methods that a class declares itself."""
    body = place.node.field("body") or next(
        (c for c in place.node.children() if "declaration_list" in c.kind()), None
    )
    methods = (
        [m for m in named_children(body) if m.kind() == "method_declaration"] if body is not None else []
    )
    return [
        _Action(place, method, _attributes(method))
        for method in methods
        if "public" in _modifiers(method) and "static" not in _modifiers(method)
    ]


def _modifiers(method: SgNode) -> set[str]:
    return {c.text() for c in method.children() if c.kind() == "modifier"}


def _signature(action: _Action) -> tuple[str, int]:
    """The name of a method and how many parameters it takes."""
    taken = action.method.field("parameters")
    return name_of(action.method), len(named_children(taken)) if taken is not None else 0


def _has(action: _Action, name: str) -> bool:
    return any(a.name == name for a in action.attributes)


def _is_routed(action: _Action) -> bool:
    """Whether attributes of the method itself bind it."""
    return any(
        _VERB.match(a.name)
        or a.name in ("AcceptVerbs", "Route")
        or _own_mark(a, action.place.source) is not None
        for a in action.attributes
    )


def _bound(owner: _Controller, action: _Action, prefixes: list[str]) -> Iterator[tuple[str, str]]:
    """(method, route) pairs of an action of a controller."""
    source, attributes = action.place.source, action.attributes
    verbs = [a for a in attributes if _VERB.match(a.name) or a.name == "AcceptVerbs"]
    beside = [source.string(a.argument([0, "template"])) for a in attributes if a.name == "Route"]
    templates: list[str | None] = [template for template in beside if template is not None] or [None]
    bound: list[tuple[str, str | None]] = [
        (verb, route) for a in verbs for verb in _verbs(a) for route in _templates(a, source) or templates
    ]
    own = [] if verbs else [mark for a in attributes if (mark := _own_mark(a, source)) is not None]
    for mark in own:
        given = templates if mark.template is None else [mark.template]
        bound += [(verb, route) for verb in mark.verbs or ("ANY",) for route in given]
    if not verbs and not own:
        bound = [("ANY", route) for route in templates]
    for verb, route in bound:
        if route is None and not prefixes:
            for pattern in _conventional(owner, action.method, bool(verbs or own)):
                yield verb, pattern
        elif route is not None and route.startswith(("/", "~/")):
            yield verb, route.lstrip("~")
        else:
            for prefix in prefixes or [""]:
                yield verb, join(prefix, route or "")


def _verbs(attribute: Call) -> list[str]:
    found = _VERB.match(attribute.name)
    if found:
        return [found[1].upper()]
    return [m.upper() for a in attribute.positional for m in _METHOD.findall(a.text())] or ["ANY"]


def _own_mark(attribute: Call, source: Source) -> Mark | None:
    """What an attribute of the repository's own binds; None for one of a package."""
    if attribute.name in _PACKAGED or _VERB.match(attribute.name):
        return None
    return own_mark(attribute.name, [source.string(value) for value in attribute.positional], source)


def _templates(attribute: Call, source: Source) -> list[str | None]:
    places: list[int | str] = ["Route"] if attribute.name == "AcceptVerbs" else [0, "template"]
    value = attribute.argument(places)
    return [source.string(item) for item in items(value)] if value is not None else []


def _prefixes(owner: _Controller) -> list[str]:
    """The routes of the class, or of the nearest class above it that has any."""
    return next((found for place in _line(owner) if (found := _told(place))), [])


def _told(place: _Controller) -> list[str]:
    """The routes that the attributes of a class give its actions."""
    own = [a for a in place.attributes if a.name in ("Route", "RoutePrefix")]
    found = [t for a in own if (t := place.source.string(a.argument([0, "template", "prefix"]))) is not None]
    marks = [] if found else [m for a in place.attributes if (m := _own_mark(a, place.source)) is not None]
    return found + [mark.template for mark in marks if mark.template is not None]


def _declared(name: str, source: Source) -> _Controller | None:
    around = source.around
    places = (around.named(f"{name}.cs") or around.mentioning([name])) if around is not None else []
    wanted = re.compile(rf"\bclass\s+{re.escape(name)}\b")
    for path in dict.fromkeys((source.path, *nearest(places, source.path))):
        place = source.at(path, wanted)
        for node in find(place.root, {"kind": "class_declaration"}) if place is not None else ():
            if place is not None and name_of(node) == name:
                return _controller(place, node)
    return None


def _conventional(owner: _Controller, method: SgNode, told: bool) -> list[str]:
    """The routes of an action without a template of its own, by the patterns that the application maps."""
    returned = method.field("returns") or method.field("type")
    if not told and not _ANSWER.search(returned.text() if returned is not None else ""):
        return []
    area = next((owner.source.string(a.argument([0])) for a in owner.attributes if a.name == "Area"), None)
    takes_id = re.search(r"\bid\b\s*[,)=]", getattr(method.field("parameters"), "text", str)()) is not None
    found = []
    for pattern in _patterns(owner.source):
        route = re.sub(r"\{controller\b[^{}]*\}", "[controller]", pattern)
        route = re.sub(r"\{action\b[^{}]*\}", "[action]", route)
        route = re.sub(r"\{area\b[^{}]*\}", area or "", route)
        route = re.sub(r"/?\{id\b[^{}]*\}", "/{id}" if takes_id else "", route)
        if "[action]" in route:
            found.append(route if area is None or "{area" in pattern else f"{area}/{route}")
    return found


def _patterns(source: Source) -> list[str]:
    """The conventional patterns of the nearest application."""
    around = source.around
    if around is None:
        return ["{controller}/{action}"]
    found: list[tuple[int, str]] = []
    for path in nearest(around.mentioning(_MAPS), source.path):
        text = around.text(path) or ""
        default = [_DEFAULT] if "MapDefaultControllerRoute" in text else []
        found += [
            (shared_folders(path, source.path), pattern) for pattern in [*_PATTERN.findall(text), *default]
        ]
    near = max((depth for depth, _ in found), default=0)
    return list(dict.fromkeys(p for depth, p in found if depth == near)) or ["{controller}/{action}"]


def _named(route: str, owner: _Controller, method: SgNode) -> str:
    controller = owner.name.removesuffix("Controller")
    action = name_of(method).removesuffix("Async") or name_of(method)
    route = re.sub(r"\[controller\]", controller, route, flags=re.IGNORECASE)
    route = re.sub(r"\[action\]", action, route, flags=re.IGNORECASE)
    area = next((owner.source.string(a.argument([0])) for a in owner.attributes if a.name == "Area"), None)
    return join(re.sub(r"\[area\]", area or "", route, flags=re.IGNORECASE))
