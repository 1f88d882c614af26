"""Where Laravel's files of routes lead to a method of a controller, and the whole name of the route that does.

A group gives its routes their controller and the start of their names (https://laravel.com/docs/routing#route-groups):
`Route::controller(Cart::class)->name("carts.")->group(function () { Route::get("/", "show")->name("show"); })`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.enclosed import open_at
from reviewlint.facts.reach.routes.conventions import ROUTE_FILES
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target

Place = tuple[str, int, str]  # path, line (0: one that leads to others, too), name of the route or nothing
LED = ("php", "method")  # the language and the kind of what it leads to
_MOST_FILES, _LONGEST, _DEPTH = 20, 800, 2
_BEGINS = regex(r"(?:[;{}]|\*/)[ \t\r]*\n|<\?php\s")  # what stands before a statement
_NAMED = regex(
    r"(?:->|::)\s*(?:name|as)\(\s*[\"']([^\"'\n]*)[\"']\s*\)|[\"']as[\"']\s*=>\s*[\"']([^\"'\n]*)[\"']"
)
_CONTROLLER = regex(
    r"(?:->|::)\s*controller\(\s*([\w\\]+)::class|[\"']controller[\"']\s*=>\s*([\w\\]+)::class"
)
_GROUPS = regex(r"(?:->|::)\s*group\s*$")
_ROUTE = regex(r"\bRoute::|\$(?:router|app|api|route)\b")
_RESOURCE = regex(r"(?:->|::)\s*(?:api)?[rR]esource\(\s*[\"']([\w/.-]+)[\"']\s*,\s*$")
_NAMES = regex(r"->\s*names\(\s*[\"']([\w.-]+)[\"']\s*\)")
_NAMESPACE = regex(r"(?m)^\s*namespace\s+([\w\\]+)\s*[;{]")
_USED = r"(?m)^\s*use\s+\\?([\w\\]+\\)?{}\s*(?:;|\bas\s+(\w+))"
_ACTIONS = ("index", "create", "store", "show", "edit", "update", "destroy")
_UNSAID = frozenset(("__invoke", *_ACTIONS))  # what the class of a controller alone leads to


def leading(target: Target, code: Code) -> Iterator[Place]:
    """Where a file of routes leads to `target`, a method of PHP."""
    paths = code.mentioning(target.owner_name)
    if target.name not in _UNSAID:
        paths &= code.mentioning(target.name)
    for path in sorted(p for p in paths if ROUTE_FILES.search(p) and not is_test_path(p))[:_MOST_FILES]:
        file = code.file(path)
        if file is not None and file.language == "php" and _ROUTE.search(file.text):
            bound = [place for name in _called(target, file, code) for place in _bound(target, name, file)]
            before = _before(path, code) if bound else ""
            yield from ((home, line, f"{before}{name}" if name else "") for home, line, name in bound)


def chooses(source: str, target: Target) -> bool:
    """Whether the statement of a route names the methods of the controller that it leads to: `leading` has those."""
    one = rf"(?<!\w){target.owner_name}::class"
    return re.search(rf"{one}\s*,\s*[\"']\w|(?:controller|[rR]esource)\([^;]*?{one}", source) is not None


def _before(path: str, code: Code, depth: int = 0) -> str:
    """The start of the names of all routes of a file, where another loads it in a group; "" where two differ."""
    folder, _, last = path.rpartition("/")
    loads = re.compile(rf"[\"'](?:[^\"'\n]*/)?{re.escape(last)}[\"']")
    others = code.mentioning_all(("Route", *re.findall(r"\w+", last.removesuffix(".php")))) - {path}
    found: set[str] = set()
    for other in sorted(p for p in others if p.endswith(".php") and not is_test_path(p))[:_MOST_FILES]:
        file = code.file(other)
        for one in loads.finditer(file.text) if file is not None else ():
            near = other.rpartition("/")[0] == folder or "/" in one[0]
            above = _before(other, code, depth + 1) if near and depth < _DEPTH else ""
            found |= {f"{above}{_prefix(file.text, one.start())}"} if file is not None and near else set()
    return found.pop() if len(found) == 1 else ""


def _called(target: Target, file: CodeFile, code: Code) -> Iterator[str]:
    """The names that the class of `target` has in `file`; none where another of its name is meant."""
    own = code.file(target.path)
    namespace = _NAMESPACE.search(own.text) if own is not None else None
    used = re.findall(_USED.format(target.owner_name), file.text)
    for home, alias in used:
        if namespace is None or home.rstrip("\\") == namespace[1]:
            yield alias or target.owner_name
    if not used:
        yield target.owner_name


def _bound(target: Target, owner: str, file: CodeFile) -> Iterator[Place]:
    text = file.text
    one = rf"[\w\\]*(?<!\w){owner}"
    action = rf"(?<![\w\\]){one}::class\s*,\s*[\"']{target.name}[\"']|[\"']{one}@{target.name}[\"']"
    for found in re.finditer(action, text):
        yield _place(file, found.start(), _name_at(text, found.start()))
    for found in re.finditer(rf",\s*[\"']{target.name}[\"']\s*\)", text):
        if _group_controller(text, found.start()) == owner:
            yield _place(file, found.start(), _name_at(text, found.start()))
    if target.name in _UNSAID:
        for found in re.finditer(rf"(?<=[,\s]){one}::class\s*[,)]", text):
            yield from _of_class(target, file, found)


def _of_class(target: Target, file: CodeFile, found: re.Match[str]) -> Iterator[Place]:
    """The route that a class alone is given for: of what is called to answer it, or of an action of a resource."""
    text = file.text
    at = found.start()
    resource = _RESOURCE.search(text, max(0, at - _LONGEST), at)
    if resource is None:
        if target.name == "__invoke":
            yield _place(file, at, _name_at(text, at))
        return
    given = _NAMES.search(text, at, _statement(text, at)[1])
    base = given[1] if given else resource[1].strip("/").replace("/", ".")
    if target.name in _ACTIONS:
        yield file.path, 0, f"{_prefix(text, at)}{base}.{target.name}"


def _place(file: CodeFile, at: int, name: str) -> Place:
    return file.path, file.text.count("\n", 0, at) + 1, name


def _name_at(text: str, at: int) -> str:
    """The whole name of the route whose statement stands around `at`; nothing where it has none of its own."""
    start, end = _statement(text, at)
    own = "".join(one or other for one, other in _NAMED.findall(text, start, end))
    return f"{_prefix(text, at)}{own}" if own else ""


def _statement(text: str, at: int) -> tuple[int, int]:
    start = _begin(text, at)
    end = text.find(";", at)
    return start, end if end >= 0 else len(text)


def _begin(text: str, at: int) -> int:
    ends = [found.end() for found in _BEGINS.finditer(text, max(0, at - _LONGEST), at)]
    return ends[-1] if ends else max(0, at - _LONGEST)


def _groups(text: str, at: int) -> Iterator[str]:
    """What says how the groups around `at` are made, the innermost first: the calls before each, what it is given."""
    inner = at
    for opened in open_at(text, at):
        if text[opened] == "(" and _GROUPS.search(text, max(0, opened - 40), opened):
            yield text[_begin(text, opened) : inner]
        inner = opened


def _prefix(text: str, at: int) -> str:
    """The start of the names of the routes of the groups around `at`."""
    found = ["".join(one or other for one, other in _NAMED.findall(head)) for head in _groups(text, at)]
    return "".join(reversed(found))


def _group_controller(text: str, at: int) -> str:
    """The class that the innermost group with a controller gives to the routes in it."""
    for head in _groups(text, at):
        if found := _CONTROLLER.search(head):
            return (found[1] or found[2]).rpartition("\\")[2]
    return ""
