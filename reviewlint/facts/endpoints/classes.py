"""Classes that answer requests: where one is defined, and which methods it answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.modules import leads
from reviewlint.facts.endpoints.nodes import is_function, name_of, named_children
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.around import Around

VERBS = ("get", "post", "put", "patch", "delete", "head", "options")
_MOST = 16  # classes of one family


_KINDS = {"module": "class_definition", "source_file": "class_declaration"}


def class_in(root: SgNode, name: str, path: str) -> SgNode | None:
    """The class called `name` of one file."""
    kind = "class" if path.endswith(".rb") and root.kind() == "program" else "class_declaration"
    rule = {"kind": _KINDS.get(root.kind(), kind), "has": {"field": "name", "regex": f"^{name}$"}}
    return next(iter(find(root, rule)), None)


def find_class(name: str, path: str, root: SgNode, around: Around | None) -> tuple[str, SgNode] | None:
    """The class that `name` means in the file at `path`: its own, or one that it can see in another file."""
    if not re.fullmatch(r"\w+", name):
        return None
    here = class_in(root, name, path)
    if here is not None or around is None:
        return (path, here) if here is not None else None
    language = around.language(path)
    modules = [m for k in around.imports(path) for m in (k.module, f"{k.module}.{k.name}") if m]
    found = []
    for other in around.mentioning([name]):
        text = around.text(other) if other != path and around.language(other) == language else None
        tree = around.tree(other) if text and re.search(rf"\bclass\s+{name}\b", text) else None
        node = class_in(tree, name, other) if tree is not None else None
        if node is not None:
            found.append((other, node))
    seen = [f for f in found if any(leads(m, path, f[0], language) for m in modules)]
    if seen:
        return seen[0]
    return found[0] if len(found) == 1 else None


def functions(name: str, path: str, root: SgNode, around: Around | None) -> list[SgNode]:
    """The Python function called `name`, of the file at `path` or of the one that it imports it from."""
    places = [(name, root)]
    for known in around.imports(path) if around is not None else ():
        if around is not None and known.alias == name:
            found = (around.tree(other) for other in around.files_of(known.module, path, "python"))
            places += [(known.name, tree) for tree in found if tree is not None]
    return [
        node
        for own, tree in places
        for node in find(tree, {"kind": "function_definition", "has": {"field": "name", "regex": f"^{own}$"}})
    ]


def attribute(node: SgNode, name: str) -> SgNode | None:
    """The value that the body of a class gives to the attribute `name` (a regular expression)."""
    body = node.field("body")
    for child in named_children(body) if body is not None else ():
        inner = (
            named_children(child)[0]
            if child.kind() == "expression_statement" and named_children(child)
            else child
        )
        left, right = inner.field("left") or inner.field("name"), inner.field("right") or inner.field("value")
        if left is not None and right is not None and re.fullmatch(name, left.text()):
            return right
    return None


def methods_in(node: SgNode) -> dict[str, SgNode]:
    """The methods that the class defines itself, by name."""
    body = node.field("body")
    found: dict[str, SgNode] = {}
    for child in named_children(body) if body is not None else ():
        inner = child.field("definition") if child.kind() == "decorated_definition" else child
        if inner is not None and is_function(inner):
            found[name_of(inner)] = inner
    return found


def bound(name: str, path: str, root: SgNode, around: Around | None) -> list[str]:
    """The HTTP methods that decorators of a function bind (`@require_POST`, `@api_view(["GET"])`)."""
    if not re.fullmatch(r"[a-z_]\w*", name):
        return []
    text = "" if around is None else "\n".join(_texts(name, path, around))
    above = _decorators(text or root.text(), name)
    listed = re.search(r"@(?:\w+\.)*(?:api_view|require_http_methods)\(\s*[\[(]([^\])]*)", above)
    if listed:
        return [m.upper() for m in re.findall(r"[\"'](\w+)[\"']", listed[1])]
    one = re.search(r"@(?:\w+\.)*require_(POST|GET|safe)\b", above)
    return (["GET"] if one[1] == "safe" else [one[1]]) if one else []


def _decorators(text: str, name: str) -> str:
    """The lines right above `def name(` that can be its decorators, read upwards: a pattern for them would run wild."""
    for found in re.finditer(rf"^[ \t]*(?:async )?def {name}\(", text, re.MULTILINE):
        above: list[str] = []
        for line in reversed(text[: found.start()].split("\n")[:-1][-40:]):
            if line[:1] not in ("@", ")", " ", "\t") or not line.strip():
                break
            above.insert(0, line)
        if any(line.lstrip().startswith("@") for line in above):
            return "\n".join(above)
    return ""


def _texts(name: str, path: str, around: Around) -> Iterator[str]:
    modules = [
        m
        for k in around.imports(path)
        for m in (k.module, f"{k.module}.{k.name}", f"{k.module}{k.name}")
        if m
    ]
    for other in around.mentioning([name]):
        if other == path or any(leads(m, path, other, "python") for m in modules):
            yield around.text(other) or ""


def bases_of(node: SgNode) -> list[str]:
    """The last names of its superclasses."""
    listed = node.field("superclasses")
    if listed is None:
        listed = next(
            (c for c in node.children() if "heritage" in c.kind() or c.kind() == "superclass"), None
        )
    texts = [c.text() for c in named_children(listed)] if listed is not None else []
    return [
        re.sub(r"[\[<(].*", "", re.sub(r"^(extends|implements)\s+", "", t)).rpartition(".")[2] for t in texts
    ]


def family(name: str, path: str, root: SgNode, around: Around | None) -> Iterator[tuple[str, SgNode]]:
    """The class and its superclasses, as far as the repository defines them, nearest first."""
    waiting, seen = [(name, path, root)], set[str]()
    while waiting and len(seen) < _MOST:
        name, path, root = waiting.pop(0)
        found = find_class(name, path, root, around) if name not in seen else None
        seen.add(name)
        if found is None:
            continue
        path, node = found
        yield path, node
        tree = around.tree(path) if around is not None and path != "" else None
        waiting += [(base, path, tree if tree is not None else root) for base in bases_of(node)]


def answers(nodes: list[SgNode], before: str, suffix: str) -> list[str]:
    """The HTTP methods that classes answer with methods called `before` + verb (+ `_` + `suffix`)."""
    known = {method for node in nodes for method in methods_in(node)}
    after = f"_{suffix}" if suffix else ""
    return [v.upper() for v in VERBS if {before + v + after, before + v.upper() + after} & known]


def listed(nodes: list[SgNode], name: str) -> list[str]:
    """The HTTP methods that the first of the classes which has the attribute `name` lists in it."""
    value = next((v for node in nodes if (v := attribute(node, name)) is not None), None)
    texts = re.findall(r"[\"'](\w+)[\"']", value.text()) if value is not None else []
    return sorted({text.upper() for text in texts if text.lower() in VERBS})
