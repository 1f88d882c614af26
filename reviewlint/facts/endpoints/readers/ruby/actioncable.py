"""Action Cable: the channels of a Rails application, with the actions that a client may perform on each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import line_of, name_of, named_children, qualified, read_call
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_BASE = regex(r"(^|::)(ApplicationCable::Channel|ActionCable::Channel::Base)$")
_OWN_BASE = regex(r"Channel$")
_PLACE = regex(r"(^|/)app/channels/")
_HIDDEN = ("private", "protected")
_LIFE = frozenset(["subscribed", "unsubscribed", "initialize"])


def wanted(path: str, text: str) -> bool:
    """Whether the file may declare a channel."""
    return "ApplicationCable::Channel" in text or "ActionCable::Channel" in text or bool(_PLACE.search(path))


def read(source: Source) -> Iterator[Endpoint]:
    """The actions of the channels that the file declares, and a channel without any by its own name."""
    for node in find(source.root, {"kind": "class"}):
        if not _is_channel(node, source.path):
            continue
        channel = "::".join(qualified(node).split("."))
        actions = list(_actions(node))
        for action in actions:
            yield _endpoint(
                source, "SEND", f"/{channel}/{name_of(action)}", action, f"{channel}.{name_of(action)}"
            )
        if not actions:
            yield _endpoint(source, "ANY", f"/{channel}", node, channel)


def _endpoint(source: Source, method: str, route: str, node: SgNode, handler: str) -> Endpoint:
    return Endpoint("ws", method, route, source.path, line_of(node), "actioncable", handler)


def _is_channel(node: SgNode, path: str) -> bool:
    above = node.field("superclass")
    base = above.text().lstrip("< ").strip() if above is not None else ""
    if name_of(node).rpartition("::")[2] == "Channel":  # the application's base of all
        return False
    return bool(_BASE.search(base)) or bool(_PLACE.search(path) and _OWN_BASE.search(base))


def _actions(node: SgNode) -> Iterator[SgNode]:
    """The public methods that the class itself defines, without the callbacks of a connection."""
    body = next((c for c in node.children() if c.kind() == "body_statement"), None)
    children = named_children(body) if body is not None else []
    hidden = {
        argument.text().lstrip(":")
        for child in children
        if child.kind() == "call" and (call := read_call(child)).name in _HIDDEN
        for argument in call.positional
    }
    for child in children:
        if child.kind() == "identifier" and child.text() in _HIDDEN:
            return
        if child.kind() == "method" and name_of(child) not in _LIFE | hidden:
            yield child
