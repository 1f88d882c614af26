"""Methods of an application that draw resources of Rails: `def api_resources(*names, &block)` and the like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import read_call
from reviewlint.regex import regex
from reviewlint.syntax.tree import find, parse

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source
    from reviewlint.facts.endpoints.nodes import Call

_NAME = regex(r"^\w+_resources?$")
_DRAWS = regex(r"^\s*(resources?)[ (]", re.MULTILINE)
_LIMIT = regex(r"\b(except|only)\b([^\n]*)")
_ACTION = regex(r":(index|new|create|show|edit|update|destroy)\b")


def resources(call: Call, source: Source) -> Call | None:
    """The call of `resources` that such a method makes of `call`; None where the repository defines none."""
    if call.receiver is not None or not call.positional or not _NAME.match(call.name):
        return None
    body = _body(call.name, source)
    draws = _DRAWS.search(body)
    if not draws:
        return None
    limits = {kind: " ".join(f":{a}" for a in _ACTION.findall(rest)) for kind, rest in _told(body)}
    named = dict(call.named)
    for kind, actions in limits.items():
        if actions and "only" not in named:
            named[kind] = _limit(kind, actions, named[kind].text() if kind in named else "")
    return call._replace(name=draws[1], named=named)


def _body(name: str, source: Source) -> str:
    """The text of the method called `name`, here or elsewhere in the repository."""
    pattern = re.compile(rf"^([ \t]*)def {re.escape(name)}\b[\s\S]{{0,2000}}?\n\1end\b", re.MULTILINE)
    found = (pattern.search(text) for text in source.texts([name]))
    return next((one[0] for one in found if one), "")


def _told(body: str) -> list[tuple[str, str]]:
    """What a method says that its resources leave out or keep, the last line that names actions for each."""
    return [(one[1], one[2]) for one in _LIMIT.finditer(body) if _ACTION.search(one[2])]


def _limit(kind: str, actions: str, own: str) -> SgNode:
    own_actions = " ".join(re.findall(r":\w+", own))
    listed = ", ".join(dict.fromkeys(f"{actions} {own_actions}".split()))
    made = find(parse(f"resources :x, {kind}: [{listed}]\n", "ruby"), {"kind": "call"})
    return read_call(next(iter(made))).named[kind]
