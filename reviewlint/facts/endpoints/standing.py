"""What a node stands on, in and around: the definition under an annotation, a test, middleware around a handler."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import is_class, is_function, last_name, read_call

if TYPE_CHECKING:
    from collections.abc import Callable

    from ast_grep_py import SgNode

_DEPTH = 12
_DECLARED = "function_signature_item"  # a method of a trait of Rust, which has no body


def decorated(node: SgNode) -> SgNode | None:
    """The definition that an annotation stands on."""
    current: SgNode | None = node
    for _ in range(6):
        if current is None:
            return None
        after = current.next()
        if current.kind() in ("decorator", "attribute_item", "attribute", "annotation", "marker_annotation"):
            while after is not None and (
                not after.is_named()
                or after.kind() in ("decorator", "attribute_item")
                or "comment" in after.kind()
            ):
                after = after.next()
            if after is not None and (is_function(after) or is_class(after) or after.kind() == _DECLARED):
                return after
            if after is not None and after.kind() in ("decorated_definition", "export_statement"):
                return after.field("definition") or after.field("declaration")
        current = current.parent()
        if current is None:
            return None
        if is_function(current) or is_class(current):
            return current
        if current.kind() == "decorated_definition":
            return current.field("definition")
        if current.kind() == "export_statement":
            return current.field("declaration")
    return None


def beside(node: SgNode, name: str) -> list[SgNode]:
    """The other decorators called `name` that stand on the same definition as the decorator around `node`."""
    mark = next((a for a in (node, *node.ancestors()) if a.kind() == "decorator"), None)
    found = []
    for step in ("prev", "next"):
        other = getattr(mark, step)() if mark is not None else None
        while other is not None and (other.kind() == "decorator" or "comment" in other.kind()):
            if other.kind() == "decorator" and read_call(other).name == name:
                found.append(other)
            other = getattr(other, step)()
    return found


def in_tests(node: SgNode) -> bool:
    """Whether Rust code stands in a test beside the code."""
    for ancestor in node.ancestors():
        if ancestor.kind() in ("mod_item", "function_item"):
            before = ancestor.prev()
            while before is not None and (before.kind() == "attribute_item" or "comment" in before.kind()):
                if re.match(r"#\[(cfg\(\s*(all\(|any\()?\s*test|(\w+::)*test\b|rstest)", before.text()):
                    return True
                before = before.prev()
    return False


def wrapped(value: SgNode) -> str:
    """The name of a handler inside the middleware around it: `allow(with_id(app.Show), "read")`."""
    for _ in range(_DEPTH):
        if value.kind() not in ("call", "call_expression", "method_invocation"):
            break
        named = [a for a in read_call(value).positional if "string" not in a.kind()]
        if not named:
            break
        value = named[0]
    return last_name(value) if len(value.text()) < 200 and "\n" not in value.text() else ""


def annotated_route(owner: SgNode, name: str, read: Callable[[SgNode | None], str | None]) -> str:
    """The route that another annotation of the definition `owner` gives; `read` gives the string of a node."""
    kind = "attribute" if owner.text().startswith("[") else "annotation"
    for node in owner.find_all({"rule": {"kind": kind}}):
        call = read_call(node)
        if call.name == name and decorated(node) == owner:
            return read(call.argument([0, "value"])) or ""
    return ""
