"""What stands around a route: the calls chained behind it, the methods in them, the class it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reviewlint.facts.endpoints.nodes import (
    Call,
    is_class,
    is_function,
    name_of,
    named_children,
    pairs,
    read_call,
)
from reviewlint.facts.endpoints.places import parameters_of
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Callable

    from ast_grep_py import SgNode

METHOD = regex(r"(?:\b|Method|Http)(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE|QUERY)\b", re.IGNORECASE)
_NESTED = regex(r"\{(\w+)[:|][^{}]*\{[^{}]*\}[^{}]*\}")  # a parameter whose pattern has braces of its own
OBJECTS = frozenset(("object", "dictionary", "array_creation_expression", "table_constructor"))
_ANSWERING = regex(r"\b(get|post|put|patch|delete|head|options|any)\(\s*([A-Za-z_][\w:]*)\s*\)")
_VERB_NAMES = frozenset(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "QUERY"])


_TOLD = regex(rf"(?:\b|::)({'|'.join(sorted(_VERB_NAMES))})\b")


def chained_methods(value: SgNode | None) -> list[str]:
    """The methods of `get(list).post(create)`; ANY when none is told."""
    found: list[str] = []
    while value is not None and value.kind() == "call_expression":
        call = read_call(value)
        verb = re.sub(r"_(with|service|service_with\w*|docs)$", "", call.name).upper()
        if verb in _VERB_NAMES:
            found.append(verb)
        elif call.name in ("on", "method", "guard") and call.positional:
            found += _TOLD.findall(call.positional[0].text().upper())
        value = call.receiver
    return found[::-1] or ["ANY"]


def continued(call: Call, read: Callable[[SgNode], str | None]) -> list[str]:
    """The path of the route before in the chain, of a call that has handlers alone: `get("/x", a).post(b)`."""
    if not call.positional or read(inner_path(call.positional[0])) is not None:
        return []
    on = call.receiver
    before = read_call(on) if on is not None and on.kind() == "call_expression" else None
    if before is None or before.name.upper() not in {*_VERB_NAMES, "ALL"} or not before.positional:
        return []
    told = read(before.positional[0])
    return [told] if told is not None and told.startswith("/") else continued(before, read)


def chained_handlers(value: SgNode | None) -> dict[str, str]:
    """The handlers of `get(list).post(create)` by their methods, those that are plain names."""
    return (
        {method.upper(): name for method, name in _ANSWERING.findall(value.text())}
        if value is not None
        else {}
    )


def told_after(call: Call, names: str) -> list[str]:
    """The methods that later calls of the chain give: `.HandleFunc("/x", h).Methods("GET")`."""
    found: list[str] = []
    for ancestor in list(call.node.ancestors())[:8]:
        if "call" in ancestor.kind() or "invocation" in ancestor.kind():
            later = read_call(ancestor)
            if later.receiver is None or later.receiver.range().start.index != call.node.range().start.index:
                break
            found += _methods_among(later) if re.search(names, later.name) else []
    return found


def told_before(call: Call, names: str, variables: bool) -> list[str]:
    """The methods that an earlier call of the chain gives; with `variables`, of the chain that made a Go variable."""
    receiver = call.receiver
    if variables and receiver is not None and receiver.kind() == "identifier":
        receiver = _made_of(receiver)
    while receiver is not None and ("call" in receiver.kind() or "invocation" in receiver.kind()):
        earlier = read_call(receiver)
        if re.search(names, earlier.name):
            return _methods_among(earlier)
        receiver = earlier.receiver
    return []


def start_of(receiver: SgNode) -> SgNode:
    """What a chain of calls starts on: `router` of `router.get("/x", a).post("/y", b)`."""
    while "call" in receiver.kind() and (inner := read_call(receiver).receiver) is not None:
        receiver = inner
    return receiver


def _methods_among(call: Call) -> list[str]:
    return sorted({m.upper() for m in METHOD.findall(" ".join(a.text() for a in call.positional))})


def _made_of(name: SgNode) -> SgNode | None:
    """The value that the function around sets the name to, once."""
    function = next((a for a in name.ancestors() if is_function(a)), None)
    rule = {"kind": "short_var_declaration", "has": {"field": "left", "regex": f"^{re.escape(name.text())}$"}}
    found = list(find(function, rule)) if function is not None else []
    value = found[0].field("right") if len(found) == 1 else None
    return next(iter(named_children(value)), None) if value is not None else None


def told_methods(known: str | None, value: SgNode | None) -> list[str]:
    """The methods that an argument names: an expression, a text, or Beego's `get,post:Save;*:Show`."""
    if known is not None and ":" in known:
        told = [m.strip() for part in known.split(";") for m in part.partition(":")[0].split(",")]
        return sorted({"ANY" if m == "*" else m.upper() for m in told if m})
    if known is not None and known.startswith("/"):
        return []
    found = [m.upper() for m in METHOD.findall(f"{value.text()} {known or ''}")] if value is not None else []
    if found or not known:
        return sorted(set(found))
    if known.lower() in ("*", "any", "all"):
        return ["ANY"]
    return [known] if known.isupper() else []  # any other word is no method


def is_bare(how: object, value: SgNode) -> bool:
    """Whether the first argument is the handler already, not the path: any expression, or what can be nothing else."""
    if how == "reference":
        return "::" in value.text() or is_function(value)
    return how == "handler" and "string" not in value.kind()


def is_parameter(value: SgNode) -> bool:
    """Whether an argument is the parameter of the method around."""
    method = next((a for a in value.ancestors() if is_function(a)), None)
    return value.kind() == "identifier" and method is not None and value.text() in parameters_of(method)


def is_made(value: SgNode | None, by: str, text: str) -> bool:
    """Whether a Go variable is made by (or said to be) what `by` matches: in the function around, else in the file."""
    if value is None or value.kind() != "identifier":
        return False
    name = re.escape(value.text())
    function = next((a.text() for a in reversed(list(value.ancestors())) if is_function(a)), "")
    own = re.search(rf"\b{name}\s*:?=[^=]|[(,]\s*{name}\s+[\w*\[]", function)
    made = rf"\b{name}\b(?:\s*:?=\s*|\s+)[&*]?(?:{by})"
    return re.search(made, function if own else text) is not None


def sibling_methods(owner: SgNode, words: list[str]) -> list[str]:
    """Of `words`, the annotations that stand on the definition too; ANY without one."""
    head = owner.text()[:2000]
    return [w for w in words if re.search(rf"@{w}\b", head)] or ["ANY"]


def inner_path(node: SgNode) -> SgNode:
    """The argument of a call that only decorates a path: `scoped("/x")`, `this.at("x", false)`."""
    if node.kind() in ("call", "call_expression"):
        call = read_call(node)
        written = call.receiver is not None and "string" in call.receiver.kind()  # `"/x/{}".format(key)`
        if written or call.name == "Regex":
            return node
        switches = all(argument.text() in ("true", "false") for argument in call.positional[1:])
        if call.positional and switches and not call.named and call.block is None:
            return call.positional[0]
    return node


def chained_arguments(call: Call) -> dict[str, SgNode]:
    """The named arguments of a call, those in a literal, and the first of each call chained behind it."""
    found = dict(call.named)
    for argument in call.positional[1:]:
        found |= pairs(argument) if argument.kind() in OBJECTS else {}
    node = call.node
    while (parent := node.parent()) is not None and (
        "call" in parent.kind() or "member" in parent.kind() or "attribute" in parent.kind()
    ):
        outer = read_call(parent) if "call" in parent.kind() else None
        if outer is not None and outer.receiver is not None and not _is_argument(outer, node):
            found[outer.name] = outer.positional[0] if outer.positional else outer.node
        node = parent
    return found


def _is_argument(call: Call, node: SgNode) -> bool:
    return any(
        a.range().start.index <= node.range().start.index < a.range().end.index for a in call.positional
    )


def stands_inside(node: SgNode, pattern: str) -> bool:
    """Whether a call around `node` has a first argument like `pattern`."""
    calls = (read_call(a) for a in node.ancestors() if a.kind() == "call_expression")
    return any(c.positional and re.search(pattern, c.positional[0].text()[:80]) for c in calls)


def last_of(value: SgNode) -> str:
    """The class in `Handler`, `handlers.Handler`, `Handler()`, `Handler.as_view("x")`."""
    text = re.sub(r"\.as_view\b.*", "", value.text()[:400], flags=re.DOTALL)
    return re.sub(r"\(.*", "", text, flags=re.DOTALL).rpartition(".")[2].strip(" \t\n\"'")


def named_by(value: SgNode) -> str:
    """The handler that PHP names: `[Users::class, 'show']`, `Save::class`, `'Users@show'`; "" for any other.

    Laravel of old and Lumen name it among other settings, `['as' => 'users', 'uses' => 'Users@show']`, and of a
    resource the class alone, `'Users'`.
    """
    text = value.text()
    told = _USES.search(text)
    text = told[1] if told else text
    found = _OF_PHP.fullmatch(text) or _CLASS_OF_PHP.fullmatch(text)
    return ".".join(part for part in found.groups() if part) if found else ""


def method_only(found: re.Match[str]) -> str:
    """A quoted text if it names a method, else nothing."""
    return found[0] if METHOD.fullmatch(found[0].strip('"')) else ""


def is_handler(last: tuple[SgNode, ...]) -> bool:
    """Whether the last argument names or is a function, as a handler does and a request's body does not."""
    return bool(last) and (
        is_function(last[0]) or re.fullmatch(r"[A-Za-z_][\w.]*", last[0].text()) is not None
    )


_OF_PHP = regex(
    r"""\[?\s*(?:array\()?\s*['"]?\\?(?:\w+\\)*(\w+)(?:::class\b\s*,?|@|::?|['"],)\s*['"]?(\w*)['"]?\s*[\])]?"""
)
_CLASS_OF_PHP = regex(r"""['"]\\?(?:\w+\\)*([A-Z]\w+)['"]""")
_USES = regex(r"""['"]uses['"]\s*=>\s*(['"][^'"]+['"]|\[[^\[\]]*\]|[\w\\]+::class)""")
_BRACKET = regex(r"\{(?:[^{}]|\{[^{}]*\})*\}|[\[\]]")
# of a parameter, but for a part that may be left out as Express 5 writes it: `/files/:name{.:ext}`
_CONSTRAINT = regex(r"(:\w+)(?:\((?:[^()]|\([^()]*\))*\)|\{(?![/.\w-]*[:*]\w)(?:[^{}]|\{[^{}]*\})*\})")


def behind_method(route: str) -> str:
    """The path of a route such as "GET /x" or "POST:/x"."""
    return re.sub(r"^\w+:(?=/)|^[^ ]* ", "", route)


def split_method(route: str, entry: dict[str, Any]) -> tuple[str, str]:
    """The method in front of a route such as "GET /x" ("" without one), and the path without constraints."""
    if entry.get("method_in_route"):
        rest = behind_method(route)
        method = route[: -len(rest)].strip(" :") if rest else ""
        if METHOD.fullmatch(method):
            path = rest[rest.find("/") :] if "/" in rest else rest
            return method.upper(), path.removesuffix("{$}")
    return "", _CONSTRAINT.sub(r"\1", route).removesuffix("{$}")


def template(route: str, node: SgNode) -> str:
    """`route` with [controller] and [action] replaced by the names of what it stands in."""
    route = re.sub(r"(/:\w+):\w+", r"\1", _NESTED.sub(r"{\1}", route))
    if "[controller]" not in route and "[action]" not in route:
        return route
    owner = next((a for a in node.ancestors() if is_class(a)), None)
    controller = re.sub("Controller$", "", name_of(owner)) if owner is not None else ""
    return route.replace("[controller]", controller).replace("[action]", name_of(node))


def ended(route: str, entry: dict[str, Any]) -> str:
    """`route` with what stands for all below it, once."""
    return route.removesuffix("/*") + entry["tail"] if "tail" in entry else route


def shaped(path: str, entry: dict[str, Any]) -> str:
    """`path` as the framework writes it out: names with dashes, nested resources, parameters, parts left out."""
    if entry.get("dashed"):
        path = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", path).lower()
    if entry.get("nested"):
        path = re.sub(r"(\w+?)(s?)\.(?=\w)", r"\1\2/{\1}/", path)
    if "cut" in entry:
        path = re.sub(entry["cut"], "", path)
    if "parameter" in entry:
        path = re.sub(entry["parameter"], r"{\1}", path)
    if entry.get("optional"):  # `/books[/{id}]`
        path = _BRACKET.sub(lambda found: found[0] if found[0][0] == "{" else "", path)
    return path
