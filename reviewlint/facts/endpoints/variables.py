"""What the variables that routes are bound on or to are set to, as the text of the file says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.nodes import Call


def is_set_to(on: SgNode | None, by: str, text: str) -> bool:
    """Whether the variable `on` is set to what `by` matches."""
    name = re.escape(on.text()) if on is not None and on.kind() in ("identifier", "variable_name") else ""
    return bool(name) and re.search(rf"(?<![\w$]){name}\s*(?::[^=\n]+)?=\s*{by}", text) is not None


def is_client(name: str, clients: str | None, text: str) -> bool:
    """Whether a variable is set to what one of the patterns for clients makes."""
    if not clients:
        return False
    made = rf"\b{re.escape(name)}\b\s*(?::[^=\n]+)?=\s*(?:await\s+)?(?:new\s+)?(?:{clients})"
    return bool(re.search(made, text))


def instance_of(name: str, text: str) -> str:
    """The class that a variable is made of, itself or as a view of it; "" for any other."""
    made = rf"^\s*{re.escape(name)}\s*(?::[^=\n]+)?=\s*(?:\w+\.)*([A-Z]\w*)(?:\.as_view)?\("
    found = re.search(made, text, re.MULTILINE)
    return found[1] if found else ""


def computed(call: Call, read: Callable[[SgNode | None], str | None]) -> Call:
    """A call with the name that the code works out: `get` of `app["get"]` or of a loop's `app[verb]`."""
    target = call.node.field("function")
    if target is None:
        return call
    return call._replace(name=(read(target.field("index")) or "").lower(), receiver=target.field("object"))
