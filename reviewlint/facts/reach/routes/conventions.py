"""Routes that a definition answers without being named where they are declared: by its place, or on its class."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.enclosed import indent_of
from reviewlint.facts.casing import dashed
from reviewlint.facts.reach.routes.tables import listed
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reviewlint.facts.model import Endpoint
    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target

    Served = Callable[[str], tuple[Endpoint, ...]]

_EMBER = regex(r"^(.*?(?:^|/)app)/(?:routes|controllers)/(.+)\.\w+$")
_EMBER_ROUTE = regex(r"this\.route\(\s*['\"]([\w/-]+)['\"]")
_PATH_GIVEN = regex(r"\b\w*(?:path|url|route|rule)\s*=[^,=]*?[\"']([^\"']*/[^\"']*)[\"']")
ROUTE_FILES = regex(r"(?i)rout(?:es?|er|ing)[\w.-]*(?:/[\w./-]+)?\.(?:php|exs?)$")
_BOTH_NAMED = regex(r"[\"'](?:[\w/]*/)?(\w+)#(\w+)[\"']")
_CONTROLLER_NAMED = regex(r"\bcontroller(?:[\"']?\s*=>|:)\s*:?[\"']?/?(?:[\w]+/)*(\w+)")
_RESOURCES = regex(
    r"\b(resources?)[\s(]+((?::\w+|[\"'][\w/]+[\"'])(?:\s*,\s*(?::\w+\b(?!\s*=>)|[\"']\w+[\"']))*)"
)
_NAME = regex(r"\w+(?=$|[\s,\"'])")
_ACTION_NAMED = regex(r"\b(?:action|to)(?:[\"']?\s*=>|:)\s*:?[\"']?(\w+)")
_YII = regex(r"(?:(?:^|/)modules/([\w-]+)/(?:\w+/)?|(?:^|/))controllers/((?:\w+/)*\w+)Controller\.php$")
_CAKE = regex(r"(?:^|/)src/Controller/((?:[A-Z]\w*/)*[A-Z]\w*)Controller\.php$")
_MOST_FILES, _MOST_LINES = 20, 4
_ACTIONS = {  # of a resource of Laravel: verbs, and how the route ends
    "index": ("GET", ""),
    "create": ("GET", "create"),
    "store": ("POST", ""),
    "show": ("GET", "{}"),
    "edit": ("GET", "edit"),
    "update": ("PUT PATCH", "{}"),
    "destroy": ("DELETE", "{}"),
}
_NAMING = frozenset(("php", "elixir"))


def by_convention(target: Target, code: Code, served: Served) -> Iterator[tuple[str, str]]:
    """The (method, route) pairs that `target` answers; `served` gives the endpoints of a file."""
    if target.kind == "method" and target.path.endswith("_controller.rb"):
        yield from _rails(target, code, served)
    elif target.kind == "method" and target.language in _NAMING:
        yield from _in_route_files(target, code, served)
        yield from _by_names(target, code)
    elif target.language == "python" and target.kind in ("class", "method"):
        yield from _on_class(target, code)
    elif target.language == "rust" and target.kind == "function":
        yield from listed(target, code)
    elif target.language in SCRIPTS:
        yield from _ember(target, code, served)
        yield from _by_place(target, served)


def names_all(target: Target, path: str) -> bool:
    """Whether the file at `path` says of each route which action it leads to: a symbol there, `:show`, is any one's."""
    return target.path.endswith("_controller.rb") and "config/routes" in path and path.endswith(".rb")


def _rails(target: Target, code: Code, served: Served) -> Iterator[tuple[str, str]]:
    """The routes file names an action by its controller and its own name."""
    for path in _rails_routes(target, code):
        file = code.file(path)
        for endpoint in served(path) if file is not None else ():
            if file is not None and _leads(endpoint, target, _statement(file, endpoint.line)):
                yield endpoint.method, endpoint.route


def _leads(endpoint: Endpoint, target: Target, statement: str) -> bool:
    """Whether a route leads to an action, by what the statement that draws it says, else by its own words."""
    controller = target.path.rpartition("/")[2].removesuffix("_controller.rb")
    if named := _BOTH_NAMED.search(statement):
        return (named[1], named[2]) == (controller, target.name)
    action, told = _ACTION_NAMED.search(statement), _CONTROLLER_NAMED.search(statement)
    answers = action[1] if action else endpoint.handler or endpoint.route.rpartition("/")[2]
    if answers != target.name:
        return False
    names = _RESOURCES.search(statement) if endpoint.handler and not told else None
    if names is not None:
        return controller in _controllers(_NAME.findall(names[2]), endpoint, alone=names[1] == "resource")
    return (
        told[1] == controller if told else controller in endpoint.route.split("/")
    )  # `post :start` of a member


def _controllers(names: list[str], endpoint: Endpoint, *, alone: bool) -> Iterator[str]:
    """The controllers of the resources that one statement draws, of several that whose name the route ends with."""
    parts = [part for part in endpoint.route.split("/") if part[:1] != ":"]
    for name in names:
        if len(names) == 1 or name in parts[-2:]:
            yield name
            yield from (f"{name}s", f"{name[:-1]}ies") if alone else ()


def _statement(file: CodeFile, line: int) -> str:
    """The line and those that what stands on it goes on: `resources :carts,` ends with a comma."""
    last = line
    while file.line(last).rstrip().endswith(",") and last < line + _MOST_LINES:
        last += 1
    return "\n".join(file.line(number) for number in range(line, last + 1))


def _rails_routes(target: Target, code: Code) -> Iterator[str]:
    """The files of routes of the application, and of the engine that the controller is a part of."""
    engine, app, _ = target.path.partition("/app/")
    around = {"", f"{engine}/"} if app else {""}
    for path in code.index.paths:
        before, found, _ = path.rpartition("config/routes")
        if found and path.endswith(".rb") and before in around:
            yield path


def _in_route_files(target: Target, code: Code, served: Served) -> Iterator[tuple[str, str]]:
    """A file of routes names a handler by its class and a text: `[OrderController::class, 'show']`."""
    wanted = (f"{target.owner_name}.{target.name}", f"{target.owner_name}.")
    for path in sorted(filter(ROUTE_FILES.search, code.mentioning(target.owner_name)))[:_MOST_FILES]:
        for endpoint in served(path):
            handler = endpoint.handler.rpartition("\\")[2]
            alone = handler == target.owner_name
            if handler in wanted or (alone and (target.name == "__invoke" or is_action(target, endpoint))):
                yield endpoint.method, endpoint.route


def _by_names(target: Target, code: Code) -> Iterator[tuple[str, str]]:
    """Yii and CakePHP find a handler by the names of its module, its class and itself: `/admin/setting/basic`."""
    yii, cake = _YII.search(target.path), _CAKE.search(target.path)
    if yii is not None and re.match(r"action[A-Z]", target.name):
        parts, action = (yii[1] or "", *yii[2].split("/")), target.name.removeprefix("action")
    elif cake is not None and "AppController" in (code.index.text(target.path) or ""):
        parts, action = tuple(cake[1].split("/")), target.name
    else:
        return
    home = "/".join(map(dashed, filter(None, parts)))
    yield "ANY", f"/{home}/{dashed(action)}"
    if action.lower() == "index":
        yield "ANY", f"/{home}"


def is_action(target: Target, endpoint: Endpoint) -> bool:
    """Whether a route of a resource, for which only the class of its controller is named, leads to a method of it."""
    verbs, end = _ACTIONS.get(target.name, ("", "")) if target.language == "php" else ("", "")
    if endpoint.method not in verbs.split():
        return False
    last = endpoint.route.rpartition("/")[2]
    if end in ("create", "edit") or last in ("create", "edit"):
        return last == end
    return (last[:1] == "{") == (end == "{}")


def _on_class(target: Target, code: Code) -> Iterator[tuple[str, str]]:
    """The paths that the decorators of a view class give it, as Cornice's resources have them."""
    file, name = code.file(target.path), target.owner or target.qualified
    for definition in file.classes.get(name.rpartition(".")[2], ()) if file is not None else ():
        for mark in definition.decorators if definition.name == name else ():
            for path in _PATH_GIVEN.findall(mark):
                yield "ANY", path.replace("{{", "{").replace("}}", "}")


def _ember(target: Target, code: Code, served: Served) -> Iterator[tuple[str, str]]:
    """Ember finds routes and controllers by the names that its router gives, one folder for each around it."""
    placed = _EMBER.match(target.path)
    for ending in ("js", "ts") if placed else ():
        path = f"{placed[1]}/router.{ending}" if placed else ""
        file = code.file(path)
        for endpoint in served(path) if file is not None else ():
            if file and placed and _ember_name(file, endpoint.line) == placed[2]:
                yield "ANY", endpoint.route


def _ember_name(file: CodeFile, line: int) -> str:
    """The names from the outermost route to the one at `line`, by their indentation."""
    names: list[str] = []
    indent = 1_000
    for number in range(line, 0, -1):
        text = file.line(number)
        found, width = _EMBER_ROUTE.search(text), indent_of(text)
        if found and width < indent:
            names.insert(0, found[1])
            indent = width
    return "/".join(names)


def _by_place(target: Target, served: Served) -> Iterator[tuple[str, str]]:
    """What a file of pages defines is run for the path that its place gives it."""
    from reviewlint.facts.endpoints.readers.files import may_route

    if may_route(target.path):
        yield from (("ANY", e.route) for e in served(target.path) if e.protocol == "page" or not e.handler)
