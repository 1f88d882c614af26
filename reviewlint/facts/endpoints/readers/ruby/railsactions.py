"""Which action of which controller a single route of a Rails routes file leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import named_children, string
from reviewlint.regex import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.nodes import Call
    from reviewlint.facts.endpoints.readers.ruby.railsscope import Scope

_BOTH = regex(r"(/?[\w/]+)#(\w+)")
_WORD = regex(r"[\w-]+")


def handled(call: Call, route: str, scope: Scope, text: str) -> tuple[str, str]:
    """The controller, with its modules as folders, and the action of a route; "" for what is not told."""
    pair = arrow(call)
    to = call.named.get("to") or (named_children(pair)[-1] if pair is not None else None)
    told = string(to, text) if to is not None else None
    if to is not None and (told is None or not (_BOTH.fullmatch(told) or "symbol" in to.kind())):
        return "", ""
    both = _BOTH.fullmatch(told or "")
    if both is not None:
        return scope.answering(both[1]), both[2]
    controller = string(call.named.get("controller"), text) if "controller" in call.named else ""
    action = told or string(call.named.get("action"), text) or _worded(call, route, text)
    return (scope.answering(controller), action) if controller is not None else ("", "")


def _worded(call: Call, route: str, text: str) -> str:
    """The action that the only word of a route is."""
    word = string(call.positional[0], text) if len(call.positional) == 1 else route
    return word.replace("-", "_") if word and _WORD.fullmatch(word) and "action" not in call.named else ""


def arrow(call: Call) -> SgNode | None:
    """The pair `"/path" => "controller#action"` of a call."""
    return next((n for n in call.node.find_all(kind="pair") if "=>" in n.text()), None)
