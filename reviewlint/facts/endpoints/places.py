"""Where the parts of a call stand in its tree: names, parameters, what a value is bound to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reviewlint.facts.endpoints.nodes import (
    Call,
    is_class,
    is_function,
    key,
    last_name,
    name_of,
    named_children,
    read_call,
    signed,
)
from reviewlint.record import Record
from reviewlint.syntax.language import CODE_SCRIPTS

if TYPE_CHECKING:
    from ast_grep_py import SgNode

PLAIN = "func"  # what owns the functions of Go that are no methods
_SCOPED = CODE_SCRIPTS | {"go", "rust"}


def before(receiver: SgNode | None, start: int) -> bool:
    """Whether the place `start` is in what a call is made on, and not in its arguments."""
    return receiver is not None and receiver.range().start.index <= start < receiver.range().end.index


def around_place(node: SgNode, start: int) -> bool:
    """Whether the place `start` is inside of `node`."""
    return node.range().start.index <= start < node.range().end.index


def parts_of(child: SgNode) -> tuple[str, ...]:
    """The names in `users.router`, `new Users().router`, `create_router(x)`, `child.routes()`."""
    kind = child.kind()
    if kind == "macro_invocation":  # `routes![one, two]`
        tree = next((c for c in child.children() if c.kind() == "token_tree"), child)
        return tuple(re.findall(r"[A-Za-z_]\w*", tree.text()))
    if is_function(child) or "string" in kind or kind in ("object", "array", "list", "dictionary"):
        return ()
    if "call" in kind or "invocation" in kind or kind == "new_expression":
        target = child.field("function") or child.field("constructor") or child.field("name")
        target = target if target is not None else next(iter(named_children(child)), None)
        return parts_of(target) if target is not None else ()
    inner = named_children(child)
    if not inner:
        return (child.text().lstrip("$"),)
    return tuple(p for part in inner for p in parts_of(part)) if len(inner) <= 3 else ()


def inside_call(child: SgNode | None, name: str, at: int = 0) -> SgNode | None:
    """The argument at `at` of the call `name`; of a tuple, its first element."""
    if child is None or "call" not in child.kind():
        return None
    call = read_call(child)
    first = call.argument([at, "arg"]) if call.name == name else None
    while first is not None and first.kind() == "tuple" and named_children(first):
        first = named_children(first)[0]
    return first


def is_called(call: Call, entry: dict[str, Any], groups: frozenset[str] = frozenset()) -> bool:
    """Whether the call is one that an entry of a framework's data means; `groups` are names of groups of routes."""
    if not re.search(entry["call"], call.name):
        return False
    if "on" not in entry:
        return True
    on = call.receiver.text()[-200:] if call.receiver is not None else ""
    return on in groups or re.search(entry["on"], on) is not None


def called_by(name: SgNode) -> Call | None:
    """The call whose name the node is."""
    for ancestor in list(name.ancestors())[:2]:
        if "call" in ancestor.kind() or "invocation" in ancestor.kind():
            return read_call(ancestor)
    return None


def seen_from(at: SgNode, values: list[SgNode], language: str) -> list[SgNode]:
    """Of values that a name is set to, those that it can have at `at`: whole chains, of the blocks around if there are.

    The value that `at` is a part of is none of them: `api := api.Group("/v1")`.
    """
    start = at.range().start.index
    spans = [(n.range().start.index, n.range().end.index) for n in values]
    whole = [
        n
        for n, (a, b) in zip(values, spans, strict=True)
        if not any(c == a and d > b for c, d in spans) and not (around_place(n, start) and key(n) != key(at))
    ]
    if language not in _SCOPED:
        return whole
    blocks = [next((a for a in n.ancestors() if "block" in a.kind()), None) for n in whole]
    inside = [n for n, b in zip(whole, blocks, strict=True) if b is not None and around_place(b, start)]
    return inside or whole


def assignee(node: SgNode) -> str:
    """The name that the value at `node` is bound to, "" without one."""
    for ancestor in node.ancestors():
        for part in ("left", "name", "pattern"):
            target = ancestor.field(part)
            if target is not None and target.range().end.index <= node.range().start.index:
                if target.text() == "module.exports" and _is_set(ancestor):
                    break  # `const site = module.exports = Router()`
                return last_name(target)
        if "statement" in ancestor.kind() or "declaration" in ancestor.kind():
            children = named_children(ancestor)
            return last_name(children[0]) if "var" in ancestor.kind() and children else ""
    return ""


def _is_set(value: SgNode) -> bool:
    """Whether a name is set to the value right there."""
    above = value.parent()
    return above is not None and above.kind() in ("variable_declarator", "assignment_expression")


def parameters_of(function: SgNode) -> list[str]:
    """The names of the parameters of a function."""
    listed = function.field("parameters") or function.field("parameter")
    direct = [c for c in function.children() if c.kind() == "parameter"] if listed is None else []
    if direct:  # Swift: a label, then the name
        words = [[w.text() for w in named_children(c) if w.kind() == "simple_identifier"] for c in direct]
        return [found[-1] if found else "" for found in words]
    if listed is None:
        listed = next((c for c in function.children() if "parameter" in c.kind()), None)
    if listed is None:
        inner = next((c for c in function.children() if c.kind() == "lambda_function_type"), None)
        listed = (
            next((c for c in inner.children() if "parameter" in c.kind()), None)
            if inner is not None
            else None
        )
    if listed is None:
        return []
    if not named_children(listed):
        return [listed.text().strip("()| ")]
    return [_parameter_name(p) for p in named_children(listed)]


def _parameter_name(node: SgNode) -> str:
    found = node.field("name") or node.field("pattern")
    if found is None:
        inner = named_children(node)
        found = inner[0] if inner else node
    return found.text().lstrip("$&")


def gives(names: tuple[str, ...], variable: str, at: SgNode, text: str) -> bool:
    """Whether the function around `at` returns the variable, and an expression of `names` calls it."""
    function = next((a for a in at.ancestors() if is_function(a) and signed(a)), None)
    name = signed(function) if function is not None else ""
    if function is None or name not in names or not re.search(rf"\breturn\s+{variable}\b", function.text()):
        return False
    owner = function.field("receiver")  # of a method in Go
    others = re.findall(rf"\bfunc\s*\([^()]*\)\s*{name}\(", text)
    return owner is None or len(others) < 2 or bool(set(re.findall(r"\w+", owner.text())) & set(names))


def of_another_object(names: tuple[str, ...], variable: str, at: SgNode) -> bool:
    """Whether an expression such as `Sub().router` means the variable of a class that `at` does not stand in."""
    if variable not in names[1:] or not names[0][:1].isupper():
        return False
    return names[0] not in [name_of(a) for a in at.ancestors() if is_class(a)]


def owner_of(function: SgNode, language: str) -> str:
    """The class whose method a function is, `PLAIN` for one of Go that is no method; "" for any other."""
    if language == "go":
        return PLAIN if function.kind() == "function_declaration" else ""
    return next((name_of(a) for a in function.ancestors() if is_class(a)), "")


def of_another_class(call: Call, owner: str) -> bool:
    """Whether a method is called on an object made right there of a class that is not `owner`: `Users().add(to: …)`.

    Where `owner` is PLAIN: whether a method is called at all, on whatever.
    """
    on = call.receiver
    if owner == PLAIN:
        return on is not None
    made = read_call(on).name if on is not None and "call" in on.kind() and owner else ""
    return made[:1].isupper() and made != owner


def bound_to(child: SgNode, text: str) -> tuple[str, ...]:
    """The names in what a Rust variable is bound to: `let admin = admin::router();`, and Poem's APIs in a service."""
    if child.kind() != "identifier":
        return ()
    bound = re.search(rf"\blet\s+(?:mut\s+)?{child.text()}\b[^=;]*=\s*([\w:]+)\(([^;\"]*)", text)
    given = re.findall(r"\b[A-Z]\w*", bound[2]) if bound and "OpenApiService" in bound[1] else []
    return (*re.findall(r"\w+", bound[1]), *given) if bound else ()


class Mount(Record):
    """A router put under a prefix of another. `names`: the parts of the expression that names it."""

    call: Call
    prefix: str
    child: SgNode
    names: tuple[str, ...]
    replaces: bool = False
    own: bool = False  # the call makes a router itself: what it is put under counts
    itself: bool = False  # the router puts itself under the prefix, whoever takes it


def takes_chain(mount: Mount, at: SgNode) -> bool:
    """Whether what a mount puts under a prefix is the chain that `at` is a link of: `use("/c", Router().get(…))`."""
    child, link = mount.child.range(), at.range()
    return (
        "call" in mount.child.kind()
        and child.start.index == link.start.index
        and link.end.index <= child.end.index
        and mount.call.node.range().start.index != link.start.index
    )
